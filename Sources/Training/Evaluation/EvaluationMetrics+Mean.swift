import ExperimentModel

extension EvaluationMetrics {
  /// The mean of what several networks were found to be, with their spread.
  ///
  /// Networks whose loss is not finite are left out, unless the first is one of them: then there is
  /// nothing but its own figures to tell.
  static func mean(
    of first: EvaluationMetrics, and others: [EvaluationMetrics?]
  )
    -> EvaluationMetrics
  {
    let all = [first] + others.compactMap { $0 }.filter(\.loss.isFinite)
    guard !others.isEmpty, first.loss.isFinite else { return first }
    var mean = EvaluationMetrics(
      loss: all.map(\.loss).mean, task: .mean(of: first.task, and: all.dropFirst().map(\.task)))
    mean.repeats = RepeatSpread(
      count: all.count, loss: ValueSpread(of: all.map(\.loss)),
      error: first.error == nil ? nil : ValueSpread(of: all.compactMap(\.error)))
    return mean
  }
}

extension TaskMetrics {
  fileprivate static func mean(of first: TaskMetrics, and others: [TaskMetrics]) -> TaskMetrics {
    let figures = ([first] + others).map(\.figures)
    let means = figures[0].indices.map { index in figures.map { $0[index] }.mean }
    switch first {
    case .classification: return .classification(accuracy: means[0], macroF1: means[1])
    // All networks have the same rows, so R² is defined for all of them or for none.
    case .regression:
      return .regression(rmse: means[0], mae: means[1], r2: means.dropFirst(2).first)
    }
  }

  private var figures: [Double] {
    switch self {
    case .classification(let accuracy, let macroF1): [accuracy, macroF1]
    case .regression(let rmse, let mae, let r2): [rmse, mae] + (r2.map { [$0] } ?? [])
    }
  }
}

extension ValueSpread {
  init(of values: [Double]) {
    self.init(
      minimum: values.min() ?? 0, maximum: values.max() ?? 0, deviation: values.sampleDeviation)
  }
}

extension [Double] {
  var mean: Double { reduce(0, +) / Double(count) }

  /// The standard deviation as a sample tells of it; 0 of less than two values.
  var sampleDeviation: Double {
    guard count > 1 else { return 0 }
    let mean = mean
    return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
  }
}
