import TerminalUI

/// What a person reads on the terminal while the program waits for the end of a long step.
struct EndingLine {
  // Below this nobody notices that the program waits.
  private static let delay = Duration.milliseconds(300)
  private static let interval = Duration.seconds(1)

  let stream: OutputStream

  /// Waits until `ends`, which waits for as long as it is told at most, says that the end has come.
  func wait(until ends: (Duration) -> Bool) {
    if ends(Self.delay) { return }
    let clock = ContinuousClock()
    let start = clock.now
    repeat {
      // A line that cannot be shown is not worth an error.
      try? show(start.duration(to: clock.now))
    } while !ends(Self.interval)
    if stream.isTerminal { try? stream.clearLine() }
  }

  private func show(_ duration: Duration) throws(CommandError) {
    let seconds = Int(duration / .seconds(1))
    guard stream.isTerminal else {
      if seconds == 0 { try stream.write(Self.text + "\n") }
      return
    }
    let time = seconds < 60 ? "\(seconds) s" : NumberFormat.duration(seconds: Double(seconds))
    try stream.rewriteLine(Self.text + " (\(time))")
  }

  // Within the columns of a small terminal: a line that wraps cannot be written over.
  private static let text = "Waiting for the running step to end. Ctrl-C ends at once."
}
