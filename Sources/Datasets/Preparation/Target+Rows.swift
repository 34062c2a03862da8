import ExperimentModel

extension Target {
  /// The rows that have a target, ascending.
  var rows: [Int32] {
    switch values {
    case .classes(let classes):
      return (0..<Int32(classes.count)).filter { classes[Int($0)] >= 0 }
    case .numbers(let column):
      return (0..<Int32(column.count)).filter { !column[Int($0)].isNaN }
    }
  }

  /// What some rows are to predict, a regression's numbers on their scale.
  func targets(rows: [Int32], scale: TargetScale?) -> Targets {
    switch values {
    case .classes(let classes) where task == .binary:
      return .values(rows.map { Float(classes[Int($0)]) })
    case .classes(let classes):
      return .classes(rows.map { classes[Int($0)] })
    case .numbers(let numbers):
      guard let scale else { return .values(rows.map { Float(numbers[Int($0)]) }) }
      return .values(rows.map { Float((numbers[Int($0)] - scale.mean) / scale.deviation) })
    }
  }

  /// A regression's mean and deviation; `nil` for classes.
  func scale(training: [Int32]) -> TargetScale? {
    guard case .numbers(let numbers) = values else { return nil }
    let statistics = ColumnStatistics(of: numbers, rows: training, fill: 0)
    return TargetScale(mean: statistics.mean, deviation: statistics.deviation)
  }
}
