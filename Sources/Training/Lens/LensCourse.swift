import ExperimentModel
import Numerics

/// Where along their way the trials of a lens are judged: the same rows of training for each.
///
/// Which points there are follows from the data and the batch size alone, never from the clock, so
/// two lenses on one checkpoint show the same.
struct LensCourse: Sendable, Equatable {
  /// Points of the first full fan after the one at 0.
  static let firstFan = 32
  /// How often the course gets twice as long afterwards, by half as many points as it has.
  private static let doublings = 6

  /// Rows trained at each point; the first is 0.
  let rows: [Int]

  /// The course of trials that are judged by so many rows.
  init(judgedRowCount: Int, trainRowCount: Int, batchSize: Int) {
    let batch = min(max(batchSize, 1), max(trainRowCount, 1))
    // Judging a row costs a third of training on it: this much of the time at most goes by with it.
    let steps = max((judgedRowCount + 3 * batch - 1) / (3 * batch), 1)
    var stride = steps * batch
    var rows = Array(0...Self.firstFan).map { $0 * stride }
    for _ in 0..<Self.doublings {
      stride *= 2
      for _ in 0..<Self.firstFan / 2 { rows.append((rows.last ?? 0) + stride) }
    }
    self.rows = rows
  }

  var pointCount: Int { rows.count }

  /// Rows trained at the last point.
  var length: Int { rows.last ?? 0 }
}
