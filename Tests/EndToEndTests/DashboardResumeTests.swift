import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Dashboards that ended unasked, and what of them goes on.
@Suite(
  .enabled(if: TerminalWindow.isAvailable, "tmux is not installed: nothing runs in a terminal"))
struct DashboardResumeTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func opened() throws -> TerminalWindow {
    try TerminalWindow(columns: 200, rows: 60, in: scratch)
  }

  /// The text of the only session there is.
  private var session: String { scratch.text(of: sessionFile ?? "") }

  private var sessionFile: String? {
    let folder = "data/nn-tui/sessions"
    let names = try? FileManager.default.contentsOfDirectory(atPath: scratch.file(folder))
    return names?.first.map { "\(folder)/\($0)/session.yaml" }
  }

  /// Makes two changes, and tells how the list shows them.
  private func change(_ window: TerminalWindow) throws -> [String] {
    try window.press("Right", "a")
    let changes = try window.read { screen in
      let changes = Self.changes(in: screen)
      return changes.count == 2 ? changes : nil
    }
    // What was changed is saved at once.
    #expect(eventually(within: 60) { session.contains("insert_layer") })
    return changes
  }

  /// The rows of the list of changes: number, step, change and loss.
  private static func changes(in screen: String) -> [String] {
    screen.matches(of: /[12] +[\d,]+ +(Learning rate|Layers?) .*/).map { String($0.0) }
  }

  @Test func `after kill -9 the same changes and curves are there, and the run goes on`() throws {
    let window = try opened()
    try window.openDashboard()
    let changes = try change(window)
    let step = try window.read { TerminalWindow.steps(in: $0) }
    kill(try window.program(), SIGKILL)
    try window.shows("ended with 137")
    // The terminal is as the dashboard had it: a line ends with a line feed.
    try window.press("stty sane; clear", "C-j")
    try window.shows { !$0.contains("ended with") }
    try window.startDashboard("resume")
    try window.shows("A saved session goes on from about step")
    try window.shows { Self.changes(in: $0) == changes }
    try window.shows(/└[─┬┴]*1?[─┬┴]*2/)
    try window.shows { TerminalWindow.steps(in: $0) ?? 0 > step }
    try window.quitDashboard()
  }

  @Test func `a terminal that is closed saves the run, which ends as its replay does`() throws {
    let program = Program(in: scratch)
    var window = try opened()
    try window.openDashboard()
    let changes = try change(window)
    try window.close()
    #expect(
      try eventually(within: 60) {
        let list = try program.run("resume", "--list").output
        return list.contains("2 changes") && !list.contains("open")
      })
    window = try opened()
    try window.startDashboard("resume")
    try window.shows { Self.changes(in: $0) == changes }
    try window.type(":set training.epochs=1")
    try window.shows("epochs done")
    try window.quitDashboard()
    func weights(_ name: String, _ arguments: String...) throws -> Data? {
      let result = try program.start(arguments + ["--save-weights", name, "--quiet"]).wait()
      #expect(result.status == 0, "\(result.errors)")
      return FileManager.default.contents(atPath: scratch.file(name))
    }
    let file = try #require(sessionFile)
    let replayed = try #require(try weights("replayed", "replay", file))
    #expect(try weights("shown", "train", "--resume", "latest") == replayed)
  }
}
