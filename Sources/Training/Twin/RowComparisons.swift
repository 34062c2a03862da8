import ExperimentModel

/// The errors of a run's dev rows, until its twin has come as far.
///
/// A twin that began late stays behind, so many may have to wait; where they would take too much
/// memory, every second epoch is left out, and every second of the rest. A twin with larger batches
/// may end an epoch before the run has trained on its last rows; then its errors wait for the run's.
struct RowComparisons {
  private let largestByteCount: Int
  private var waiting: [RowErrors] = []
  private var ahead: RowErrors?
  private var byteCount = 0
  private var stride = 1

  init(largestByteCount: Int = 8 << 20) { self.largestByteCount = largestByteCount }

  /// Keeps what the run's rows cost after an epoch.
  ///
  /// - Returns: what they cost less than the twin's, where those have been waiting.
  @discardableResult mutating func remember(_ rows: RowErrors) -> TwinComparison? {
    if let twin = ahead {
      ahead = nil
      if rows.epoch == twin.epoch { return rows.comparison(with: twin) }
    }
    guard rows.epoch.isMultiple(of: stride) else { return nil }
    waiting.append(rows)
    byteCount += rows.byteCount
    while byteCount > largestByteCount, waiting.count > 1 {
      stride *= 2
      waiting.removeAll { !$0.epoch.isMultiple(of: stride) }
      byteCount = waiting.reduce(0) { $0 + $1.byteCount }
    }
    return nil
  }

  /// What the run's rows cost less than the twin's after the same epoch; `nil` where that is not
  /// known, or not yet.
  mutating func compare(with twin: RowErrors) -> TwinComparison? {
    let passed = waiting.prefix { $0.epoch < twin.epoch }.count
    byteCount -= waiting.prefix(passed).reduce(0) { $0 + $1.byteCount }
    waiting.removeFirst(passed)
    if waiting.isEmpty { ahead = twin }
    return waiting.first.flatMap { $0.comparison(with: twin) }
  }
}
