import CTerminalRescue
import TerminalUI

/// What signals have asked for since the last look.
struct SignalEvents: Hashable, Sendable {
  /// The size of the window may have changed.
  var isResized = false
  /// The process is to stop until it is continued.
  var isStopped = false
  /// The process was stopped and goes on.
  var isContinued = false
  /// The process is asked to end.
  var interruptions: [Interruption] = []
  /// Somebody called wake.
  var isWoken = false

  /// Empties the pipe.
  static func take() -> SignalEvents { SignalEvents(bits: terminal_signals_take()) }

  init(bits: UInt32) {
    func has(_ bit: Int) -> Bool { bits & UInt32(bit) != 0 }
    isWoken = has(terminal_signal_wake)
    isResized = has(terminal_signal_window)
    isStopped = has(terminal_signal_stop)
    isContinued = has(terminal_signal_continue)
    // The most urgent last: whoever acts on the last one acts on that.
    if has(terminal_signal_interrupt) { interruptions.append(.interrupt) }
    if has(terminal_signal_terminate) { interruptions.append(.terminate) }
    if has(terminal_signal_hangup) { interruptions.append(.hangup) }
  }
}
