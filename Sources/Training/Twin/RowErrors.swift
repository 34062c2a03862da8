import Datasets
import ExperimentModel
import NeuralNetwork
import Numerics

/// What each row of the dev part cost a network, to be compared with another on the same rows.
struct RowErrors: Sendable, Equatable {
  /// Epochs the network had done.
  var epoch: Int
  /// The rows' losses.
  var losses: [Float] = []
  /// 1 for a row put into the wrong class and 0 for others; of a regression the squared error in
  /// shares of the rows' variance, so that the mean is 1 − R²; empty where that is undefined.
  var errors: [Float] = []

  /// Of a run with repeats, whose rows' means these are, the means of each network over its rows.
  var networks: [NetworkMeans] = []

  /// A network's means over its rows.
  struct NetworkMeans: Sendable, Equatable {
    var loss: Double
    var error: Double
  }

  /// The memory it takes, in bytes.
  var byteCount: Int { 4 * (losses.count + errors.count) + 16 * networks.count }

  /// The rows' means over several networks.
  func averaged(with others: [RowErrors]) -> RowErrors {
    let all = [self] + others.filter { $0.losses.count == losses.count }
    var mean = RowErrors(epoch: epoch)
    func means(_ values: KeyPath<RowErrors, [Float]>) -> [Float] {
      self[keyPath: values].indices.map { row in
        Float(all.map { Double($0[keyPath: values][row]) }.mean)
      }
    }
    mean.losses = means(\.losses)
    mean.errors = means(\.errors)
    mean.networks = all.map { rows in
      NetworkMeans(
        loss: rows.losses.map(Double.init).mean, error: rows.errors.map(Double.init).mean)
    }
    return mean
  }

  /// What this network cost less than another on the same rows; `nil` where one has other rows, or
  /// none.
  func comparison(with other: RowErrors) -> TwinComparison? {
    guard epoch == other.epoch, losses.count == other.losses.count, !losses.isEmpty else {
      return nil
    }
    let isPaired = networks.count == other.networks.count
    let pairs = isPaired ? Array(zip(networks, other.networks)) : []
    var comparison = TwinComparison(
      epoch: epoch,
      loss: PairedDifference(of: losses, less: other.losses)
        .widened(by: pairs.map { $0.loss - $1.loss }),
      error: nil)
    if !errors.isEmpty, errors.count == other.errors.count {
      comparison.error = PairedDifference(of: errors, less: other.errors)
        .widened(by: pairs.map { $0.error - $1.error })
    }
    return comparison
  }
}

extension PairedDifference {
  /// The differences of the rows of two measurements.
  ///
  /// For zeros and ones, of which b and c rows are one in the first only and in the second only,
  /// the mean is (b − c)/n and its standard error √(b + c − (b − c)²/n)/n. Source: Quinn McNemar,
  /// Note on the Sampling Error of the Difference Between Correlated Proportions or Percentages,
  /// 1947.
  init(of first: [Float], less second: [Float]) {
    precondition(first.count == second.count, "\(first.count) rows against \(second.count)")
    let count = Double(first.count)
    var sum = 0.0
    for index in first.indices { sum += Double(first[index]) - Double(second[index]) }
    let mean = sum / count
    var squares = 0.0
    for index in first.indices {
      let distance = Double(first[index]) - Double(second[index]) - mean
      squares += distance * distance
    }
    self.init(
      mean: mean, standardError: (squares / count).squareRoot() / count.squareRoot(),
      rows: first.count)
  }
}

extension PairedDifference {
  /// The same difference, with what the seeds add to its standard error: the luck of the rows and
  /// that of the seeds are independent.
  fileprivate func widened(by differences: [Double]) -> PairedDifference {
    guard differences.count > 1 else { return self }
    let ofSeeds = differences.sampleDeviation / Double(differences.count).squareRoot()
    var wide = self
    wide.standardError = (standardError * standardError + ofSeeds * ofSeeds).squareRoot()
    return wide
  }
}

extension Evaluator {
  /// What each row of a part costs a network, in inference mode.
  func rowErrors(
    _ network: borrowing Network, on part: borrowing EvaluationPart, _ judge: Judge, epoch: Int
  ) -> RowErrors {
    var rows = RowErrors(epoch: epoch)
    rows.losses.reserveCapacity(part.data.rowCount)
    rows.errors.reserveCapacity(part.data.rowCount)
    forEachChunk(of: part, network) { logits, expected in
      for row in 0..<logits.rows {
        let loss = judge.loss.evaluate(
          predicted: logits.rows(row..<row + 1), expected: expected.row(row), gradient: nil)
        rows.losses.append(Float(loss))
      }
      if judge.predictsLogarithms { logits.elements.exponential(into: logits.elements) }
      for row in 0..<logits.rows { rows.errors.append(judge.error(of: logits, row, expected)) }
    }
    if case .numbers = judge.emptyTally { rows.divideByVariance(of: part) }
    return rows
  }
}

extension Judge {
  /// Whether a row is put into the wrong class, as 0 or 1; or a number's squared error.
  fileprivate func error(of logits: MatrixView, _ row: Int, _ expected: BatchTargets) -> Float {
    switch (expected, emptyTally) {
    case (.classes(let labels), _):
      var best = 0
      for column in 1..<logits.columns where logits[row, column] > logits[row, best] {
        best = column
      }
      return best == Int(labels[row]) ? 0 : 1
    case (.values(let values), .classes):
      return (logits[row, 0] > 0) == (values[row] > 0.5) ? 0 : 1
    case (.values(let values), .numbers):
      let distance = Double(logits[row, 0]) - Double(values[row])
      return Float(distance * distance)
    }
  }
}

extension RowErrors {
  // As for the metrics: where the target does not vary, R² is undefined.
  fileprivate mutating func divideByVariance(of part: borrowing EvaluationPart) {
    guard case .values(let values) = part.data.targets, !values.isEmpty else { return }
    let count = Double(values.count)
    let mean = values.reduce(0) { $0 + Double($1) } / count
    let variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    guard variance > 0 else { return errors.removeAll() }
    for index in errors.indices { errors[index] = Float(Double(errors[index]) / variance) }
  }
}

extension BatchTargets {
  fileprivate func row(_ index: Int) -> BatchTargets {
    switch self {
    case .values(let values): .values(values.part(at: index, count: 1))
    case .classes(let labels): .classes(labels.part(at: index, count: 1))
    }
  }
}
