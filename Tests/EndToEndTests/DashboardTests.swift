import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The dashboard in a real terminal.
@Suite(
  .enabled(if: TerminalWindow.isAvailable, "tmux is not installed: nothing runs in a terminal"))
struct DashboardTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `it opens on a network that is learning already`() throws {
    let window = try opened()
    let first = try window.read { TerminalWindow.loss(in: $0) }
    #expect(window.waits { screen in TerminalWindow.loss(in: screen) ?? first < first })
    #expect(window.waits(for: "Learning rate"))
    try window.quitDashboard()
  }

  @Test func `keys change the network while it learns`() throws {
    let window = try opened()
    let before = try window.read { TerminalWindow.value(of: "Learning rate", in: $0) }
    try window.press("Right")
    #expect(window.waits { TerminalWindow.value(of: "Learning rate", in: $0) != before })

    try window.press("a")
    #expect(window.waits(for: "Layer 3"))

    try window.type(":set training.batch_size=64")
    try window.shows("Batch size", as: "64")
    try window.quitDashboard()
  }

  @Test func `a saved preset is there for the next time`() throws {
    let window = try opened()
    try window.type(":set training.batch_size=128")
    try window.shows("Batch size", as: "128")
    try window.press("s", "C-u")
    try window.type("mine")
    #expect(window.waits(for: "Saved as mine"))
    try window.quitDashboard()
    let program = Program(in: scratch)
    #expect(try program.run("presets", "list").output.contains(#/\nmine +user /#))
    #expect(try program.run("presets", "show", "mine").output.contains("batch_size: 128"))
  }

  @Test func `quitting gives the terminal back as it was`() throws {
    let window = try opened(after: "stty -a > before")
    try window.quitDashboard()
    try expectSameTerminal(window)
    #expect(window.screen.contains("stty -a > before"))
  }

  @Test(arguments: [
    (SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129), (SIGSEGV, 139),
    (SIGXCPU, 128 + Int(SIGXCPU)), (SIGUSR1, 128 + Int(SIGUSR1)), (SIGPROF, 128 + Int(SIGPROF)),
    (SIGSYS, 128 + Int(SIGSYS)),
  ])
  func `a signal gives the terminal back as it was`(signal: Int32, status: Int) throws {
    let window = try opened(after: "stty -a > before")
    kill(try window.program(), signal)
    #expect(window.waits(for: "ended with \(status)"))
    try expectSameTerminal(window)
    #expect(window.screen.contains("stty -a > before"))
  }

  @Test func `it follows the size of the window, and says when that is too small`() throws {
    let window = try opened()
    try window.resize(columns: 120, rows: 40)
    #expect(window.waits { longestLine(of: $0) > 100 })
    try window.resize(columns: 40, rows: 10)
    #expect(window.waits(for: "60×16"))
    try window.resize(columns: 80, rows: 24)
    #expect(window.waits(for: "Learning rate"))
    try window.quitDashboard()
  }

  @Test func `what is wrong is told before the screen opens`() throws {
    let window = try TerminalWindow(in: scratch)
    try window.type("$PROGRAM irsi; echo ended with $?")
    #expect(window.waits(for: "ended with 66"))
    #expect(window.screen.contains("did you mean 'iris'?"))
    try window.type("$PROGRAM trian; echo ended with $?")
    #expect(window.waits(for: "there is a command 'train'"))
    try window.type("TERM=dumb $PROGRAM iris; echo ended with $?")
    #expect(window.waits(for: "ended with 64"))
    #expect(window.screen.contains("cannot place its cursor"))
    try window.type("TERM= $PROGRAM iris; echo left with $?")
    #expect(window.waits(for: "left with 64"))
  }

  @Test func `without a screen there is a progress line, which goes when the run has ended`() throws
  {
    let window = try TerminalWindow(in: scratch)
    try window.type("$PROGRAM train iris --set training.epochs=1000000; echo ended with $?")
    #expect(window.waits { $0.contains("steps/s") && $0.contains(" left") })
    try window.press("C-c")
    #expect(window.waits(for: "ended with 130"))
    #expect(window.waits { $0.contains("Stopped after") && !$0.contains(" left") })
  }
}

extension DashboardTests {
  private func opened(after command: String = "true") throws -> TerminalWindow {
    let window = try TerminalWindow(in: scratch)
    try window.type(command)
    try window.openDashboard()
    return window
  }

  private func expectSameTerminal(_ window: TerminalWindow) throws {
    try window.type("stty -a > part; mv part after")
    #expect(eventually { !scratch.text(of: "after").isEmpty })
    let before = scratch.text(of: "before")
    #expect(before.count > 100)
    #expect(scratch.text(of: "after") == before)
  }

  private func longestLine(of screen: String) -> Int {
    screen.split(separator: "\n").map(\.count).max() ?? 0
  }
}
