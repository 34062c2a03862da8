import ExperimentModel

/// The errors of a run's dev rows, until its twin has come as far.
///
/// A twin that began late stays behind, so many may have to wait; where they would take too much
/// memory, every second epoch is left out, and every second of the rest.
struct RowComparisons {
  private let largestByteCount: Int
  private var waiting: [RowErrors] = []
  private var byteCount = 0
  private var stride = 1

  init(largestByteCount: Int = 8 << 20) { self.largestByteCount = largestByteCount }

  /// Keeps what the run's rows cost after an epoch.
  mutating func remember(_ rows: RowErrors) {
    guard rows.epoch.isMultiple(of: stride) else { return }
    waiting.append(rows)
    byteCount += rows.byteCount
    while byteCount > largestByteCount, waiting.count > 1 {
      stride *= 2
      waiting.removeAll { !$0.epoch.isMultiple(of: stride) }
      byteCount = waiting.reduce(0) { $0 + $1.byteCount }
    }
  }

  /// What the run's rows cost less than the twin's after the same epoch; `nil` where that is not
  /// known.
  mutating func compare(with twin: RowErrors) -> TwinComparison? {
    let passed = waiting.prefix { $0.epoch < twin.epoch }.count
    byteCount -= waiting.prefix(passed).reduce(0) { $0 + $1.byteCount }
    waiting.removeFirst(passed)
    return waiting.first.flatMap { $0.comparison(with: twin) }
  }
}
