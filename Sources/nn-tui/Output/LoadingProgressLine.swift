import Datasets
import Files

/// A line on standard error while a large file is read, where a person looks at it.
struct LoadingProgressLine {
  private static let patience = Duration.milliseconds(300)
  private static let interval = Duration.milliseconds(100)

  private let source: String
  private let line = OutputStream.standardError
  private let isWanted: Bool
  private let clock = ContinuousClock()
  private var nextShow: ContinuousClock.Instant
  private var isShown = false

  init(_ source: String) {
    self.source = printable(source, limit: 40)
    isWanted = line.isTerminal
    nextShow = clock.now + Self.patience
  }

  mutating func show(_ progress: LoadingProgress) {
    guard isWanted, clock.now >= nextShow else { return }
    nextShow = clock.now + Self.interval
    isShown = true
    let action = progress.stage == .reading ? "reading" : "preparing"
    // A line that cannot be shown is not worth an error.
    try? line.rewriteLine("\(action) \(source): \(Int(progress.share * 100)) %")
  }

  mutating func clear() {
    guard isShown else { return }
    isShown = false
    try? line.clearLine()
  }
}
