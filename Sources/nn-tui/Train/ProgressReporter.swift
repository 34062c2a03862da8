import ExperimentModel
import TerminalUI

/// Tells a person how training without a screen gets on.
///
/// On a terminal one line is written again and again; elsewhere, such as in a log, there is a line
/// now and then.
struct ProgressReporter {
  private let stream: OutputStream
  private let isTerminal: Bool
  private let interval: Duration
  private let clock = ContinuousClock()
  private var nextShow: ContinuousClock.Instant
  private var report: EpochReport?
  private var isLineShown = false

  init(to stream: OutputStream) {
    self.stream = stream
    isTerminal = stream.isTerminal
    interval = isTerminal ? .milliseconds(100) : .seconds(2)
    nextShow = clock.now
  }

  /// Remembers an evaluation for the next line.
  mutating func note(_ report: EpochReport) { self.report = report }

  /// Shows a line if one is due; `progress` is asked for only then.
  mutating func show(_ progress: () -> TrainingProgress) {
    let now = clock.now
    guard now >= nextShow, isTerminal || report != nil else { return }
    nextShow = now + interval
    let text = ProgressText.line(progress(), report)
    // Training is worth more than its progress line, so a failure to write it is let go.
    if isTerminal {
      isLineShown = true
      try? stream.rewriteLine(cut(text))
    } else {
      try? stream.write(text + "\n")
    }
  }

  /// Takes the line away, so that what follows begins where it stood.
  mutating func finish() {
    guard isLineShown else { return }
    isLineShown = false
    try? stream.clearLine()
  }

  // A line that wraps could not be written over; the terminal itself adds ^C to it.
  private func cut(_ text: String) -> String {
    guard let columns = stream.size?.columns, text.count > columns - 3 else { return text }
    return text.prefix(max(columns - 4, 0)) + "…"
  }
}
