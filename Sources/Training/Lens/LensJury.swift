import Datasets
import ExperimentModel

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
    let columns = data.facts.featureNames.count
    let chosen = part.evenlySpacedRows(limit: Self.largestRowCount, columns: columns)
    rowCount = chosen.count
    let groupCount = max(min(Self.largestGroupCount, rowCount / 2), 1)
    groups = (0..<groupCount).map { group in
      part.rows(
        stride(from: group, to: chosen.count, by: groupCount).map { chosen[$0] },
        columns: columns)
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
