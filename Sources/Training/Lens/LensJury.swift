import Datasets
import ExperimentModel
import Numerics

/// The rows that the trials of a lens are judged by, in groups of about the same size.
///
/// All trials are judged by the same rows, so two of them can be compared group by group: how much
/// their difference varies between groups tells how far chance alone would carry it.
struct LensJury: Sendable {
  /// Rows judged by at most: a network wide enough for more would be busy with nothing else.
  static let largestRowCount = 2_000
  private static let largestGroupCount = 10

  /// Whether the rows are of the dev part; else of the training part, because there is no other.
  let isOnDev: Bool
  let rowCount: Int
  /// Neighbouring rows go to different groups: a file may be sorted by what is to be predicted.
  let groups: [DataPart]

  init(_ data: PreparedData) {
    isOnDev = data.dev.rowCount > 0
    let part = isOnDev ? data.dev : data.train
    let rowCount = min(part.rowCount, Self.largestRowCount)
    self.rowCount = rowCount
    let chosen = (0..<rowCount).map { Int32($0 * part.rowCount / rowCount) }
    let groupCount = max(min(Self.largestGroupCount, rowCount / 2), 1)
    groups = (0..<groupCount).map { group in
      part.rows(
        stride(from: group, to: chosen.count, by: groupCount).map { chosen[$0] },
        columns: data.facts.featureNames.count)
    }
  }
}

extension LensJury {
  /// The mean and the standard error of the differences between two trials' groups; no error where
  /// there are fewer than three groups to tell it from.
  static func difference(
    _ scores: [Double], from others: [Double]
  ) -> (mean: Double, standardError: Double?) {
    let differences = zip(scores, others).map { $0 - $1 }
    let count = Double(max(differences.count, 1))
    let mean = differences.reduce(0, +) / count
    guard differences.count >= 3 else { return (mean, nil) }
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / (count - 1) / count).squareRoot())
  }
}

extension DataPart {
  fileprivate func rows(_ numbers: [Int32], columns: Int) -> DataPart {
    let indices = IndexBlock(count: numbers.count)
    indices.all.copy(from: numbers.span)
    let block = FloatBlock(count: numbers.count * columns)
    inputs.gather(
      indices.all, into: block.matrix(at: 0, rows: numbers.count, columns: columns))
    let chosen: Targets =
      switch targets {
      case .values(let values): .values(numbers.map { values[Int($0)] })
      case .classes(let classes): .classes(numbers.map { classes[Int($0)] })
      }
    return DataPart(inputs: block.all.toArray(), rowCount: numbers.count, targets: chosen)
  }
}
