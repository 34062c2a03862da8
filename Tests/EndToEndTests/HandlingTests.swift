import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The dashboard under hands that paste, suspend, and do not want to wait.
@Suite(
  .enabled(if: TerminalWindow.isAvailable, "tmux is not installed: nothing runs in a terminal"))
struct HandlingTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `a signal is not kept waiting by a flood of keys`() throws {
    let window = try TerminalWindow(in: scratch)
    // The rest of the flood goes to a program that reads nothing.
    try window.type(
      "$PROGRAM overfit --set training.epochs=1000000; echo $? > status; exec sleep 300")
    try window.shows("Learning rate")
    let program = try window.program()
    // Answered one after the other they take minutes.
    try window.paste(String(repeating: "\u{1B}[C", count: 3_000_000), isMarked: false)
    try window.shows("keys were ignored")
    kill(program, SIGTERM)
    #expect(eventually { scratch.text(of: "status") == "143\n" })
  }

  @Test func `a key after a flood of keys is answered`() throws {
    let window = try TerminalWindow(in: scratch)
    try window.openDashboard()
    try window.paste(String(repeating: "j", count: 200_000), isMarked: false)
    try window.quitDashboard()
  }

  @Test func `pasted text is no command, and goes into a line that is open`() throws {
    let window = try TerminalWindow(in: scratch)
    try window.openDashboard()
    try window.paste("q\nrdq\n")
    try window.shows("Pasted text was ignored")
    try window.press(":")
    try window.paste("set training.batch_size=64\n")
    try window.shows(":set training.batch_size=64")
    try window.press("Enter")
    try window.shows("Batch size", as: "64")
    try window.quitDashboard()
  }

  @Test func `Ctrl-Z gives the terminal back, and fg shows the dashboard again`() throws {
    let window = try TerminalWindow(in: scratch)
    try window.type("stty -a > before")
    try window.openDashboard()
    try window.press("C-z")
    try window.shows { !$0.contains("Learning rate") }
    try window.type("stty -a > part; mv part after; echo away")
    #expect(eventually { !scratch.text(of: "after").isEmpty })
    #expect(scratch.text(of: "after") == scratch.text(of: "before"))
    try window.type("fg")
    try window.shows("Learning rate")
    let steps = try window.read { TerminalWindow.steps(in: $0) }
    try window.shows { TerminalWindow.steps(in: $0) ?? 0 > steps }
    try leave(window)
  }

  @Test func `a stop from outside gives the terminal back too`() throws {
    let window = try TerminalWindow(in: scratch)
    try window.type("stty -a > before")
    try window.openDashboard()
    kill(try window.program(), SIGTSTP)
    try window.shows { !$0.contains("Learning rate") }
    try window.type("stty -a > part; mv part after")
    #expect(eventually { !scratch.text(of: "after").isEmpty })
    #expect(scratch.text(of: "after") == scratch.text(of: "before"))
    try window.type("fg")
    try window.shows("Learning rate")
    try leave(window)
  }

  // The shell has told the end of the line that started it already, when it was stopped.
  private func leave(_ window: TerminalWindow) throws {
    try window.press("q", "Enter")
    try expectEnd(of: window, status: 0)
  }

  private func expectEnd(of window: TerminalWindow, status: Int) throws {
    try window.shows {
      !$0.contains("Learning rate") && $0.trimmed.hasSuffix(TerminalWindow.prompt)
    }
    try window.type("echo ended with $?")
    try window.shows("ended with \(status)")
  }

  @Test func `a terminal that the system does not know is treated as xterm, and a note says so`()
    throws
  {
    let window = try TerminalWindow(columns: 120, rows: 40, in: scratch)
    try window.type("TERM=xterm-nobody $PROGRAM iris; echo ended with $?")
    try window.shows("does not know the terminal \"xterm-nobody\"")
    try window.shows("Learning rate")
    try window.press("Right")
    try window.shows { !$0.contains("xterm-nobody") }
    try window.quitDashboard()
  }

  @Test func `who quits in a long step reads what is waited for, and Ctrl-C ends it at once`()
    throws
  {
    let window = try TerminalWindow(in: scratch)
    try window.type("$PROGRAM " + Self.longSteps)
    try window.shows("Learning rate")
    try window.press("q")
    try window.shows("Enter quit")
    try window.press("Enter")
    try window.shows("Waiting for the running step to end")
    try window.press("C-c")
    try expectEnd(of: window, status: 130)
  }

  // A step of minutes: of one batch of all rows.
  private static let longSteps =
    "spiral --set data.rows=40000 --set network.hidden.0.units=4096 "
    + "--set network.hidden.1.units=4096 --set training.batch_size=40000 "
    + "--set training.evaluate_every=0"
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
