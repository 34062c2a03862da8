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
    let first = try #require(loss(in: window.screen))
    #expect(window.waits { screen in loss(in: screen).map { $0 < first } ?? false })
    #expect(window.screen.contains("Learning rate"))
    try quit(window)
  }

  @Test func `keys change the network while it learns`() throws {
    let window = try opened()
    let before = try #require(value(of: "Learning rate", in: window.screen))
    try window.press("Right")
    #expect(window.waits { value(of: "Learning rate", in: $0) != before })

    try window.press("a")
    #expect(window.waits(for: "Layer 3"))

    try window.type(":set training.batch_size=64")
    #expect(window.waits { value(of: "Batch size", in: $0) == "64" })
    try quit(window)
  }

  @Test func `a saved preset is there for the next time`() throws {
    let window = try opened()
    try window.type(":set training.batch_size=128")
    #expect(window.waits { value(of: "Batch size", in: $0) == "128" })
    try window.press("s", "C-u")
    try window.type("mine")
    #expect(window.waits(for: "Saved as mine"))
    try quit(window)
    let program = Program(in: scratch)
    #expect(try program.run("presets", "list").output.contains(#/\nmine +user /#))
    #expect(try program.run("presets", "show", "mine").output.contains("batch_size: 128"))
  }

  @Test func `quitting gives the terminal back as it was`() throws {
    let window = try opened(after: "stty -a > before")
    try quit(window)
    try expectSameTerminal(window)
    #expect(window.screen.contains("stty -a > before"))
  }

  @Test(arguments: [
    (SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129), (SIGSEGV, 139),
    (SIGXCPU, 128 + Int(SIGXCPU)), (SIGUSR1, 128 + Int(SIGUSR1)),
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
    try quit(window)
  }

  @Test func `what is wrong is told before the screen opens`() throws {
    let window = try TerminalWindow(in: scratch)
    try window.type("$PROGRAM irsi; echo ended with $?")
    #expect(window.waits(for: "ended with 66"))
    #expect(window.screen.contains("did you mean 'iris'?"))
    try window.type("$PROGRAM trian; echo ended with $?")
    #expect(window.waits(for: "there is a command 'train'"))
    try window.type("TERM=nonsense $PROGRAM iris; echo ended with $?")
    #expect(window.waits(for: "ended with 64"))
  }

  @Test func `without a screen there is a progress line, which goes when the run has ended`() throws
  {
    let window = try TerminalWindow(in: scratch)
    try window.type("$PROGRAM train iris --set training.epochs=1000000; echo ended with $?")
    #expect(window.waits { $0.contains("steps/s") && $0.contains(" left") })
    try window.press("C-c")
    #expect(window.waits(for: "ended with 130"))
    #expect(!window.screen.contains(" left"))
    #expect(window.screen.contains("Stopped after"))
  }
}

extension DashboardTests {
  /// A window in which a long run is under way.
  private func opened(after command: String = "true") throws -> TerminalWindow {
    let window = try TerminalWindow(in: scratch)
    try window.type(command)
    // Slow enough to be watched on any machine, and without an end.
    try window.type(
      "$PROGRAM overfit --set training.epochs=1000000 --set training.optimizer.learning_rate=0.0001"
        + "; echo ended with $?")
    #expect(window.waits { loss(in: $0) != nil })
    return window
  }

  private func quit(_ window: TerminalWindow) throws {
    try window.press("q")
    // What is not saved is asked about.
    let question = "Enter quit"
    #expect(window.waits { $0.contains("ended with") || $0.contains(question) })
    if window.screen.contains(question) { try window.press("Enter") }
    #expect(window.waits(for: "ended with 0"))
  }

  private func expectSameTerminal(_ window: TerminalWindow) throws {
    try window.type("stty -a > part; mv part after")
    #expect(eventually { !scratch.text(of: "after").isEmpty })
    let before = scratch.text(of: "before")
    #expect(before.count > 100)
    #expect(scratch.text(of: "after") == before)
  }

  /// The training loss that the legend shows.
  private func loss(in screen: String) -> Double? {
    screen.firstMatch(of: /train (\d[0-9.e+-]*)/).flatMap { Double($0.1) }
  }

  /// The value beside a field's title.
  private func value(of title: String, in screen: String) -> String? {
    for line in screen.split(separator: "\n") {
      guard let range = line.range(of: title) else { continue }
      return line[range.upperBound...].split(separator: " ").first.map(String.init)
    }
    return nil
  }

  private func longestLine(of screen: String) -> Int {
    screen.split(separator: "\n").map(\.count).max() ?? 0
  }
}
