import Foundation
import Testing

/// A real terminal with a shell in it, through tmux.
final class TerminalWindow {
  private let scratch: Scratch
  private let server: String

  init(columns: Int = 80, rows: Int = 24, in scratch: Scratch) throws {
    self.scratch = scratch
    server = scratch.file("tmux-" + UUID().uuidString.prefix(8))
    let environment = Environment.variables(in: scratch)
      .merging(["ENV": "", "PROGRAM": Program.path]) { $1 }
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-s", "main",
      "-c", scratch.path, "sh", environment: environment)
    try tmux("set-option", "-g", "status", "off")
    // A prompt that nothing else shows; some shells do not take it from the environment.
    try type("PS1='\(Self.prompt)'")
    #expect(
      waits { $0.trimmingCharacters(in: .whitespacesAndNewlines).hasSuffix("\(Self.prompt)") })
  }

  deinit { _ = try? tmux("kill-server") }

  static let prompt = "ready>"

  // Far more than anything takes, also where the processors have other things to do.
  private static let patience = 60.0

  /// Where tmux is, or `nil`.
  static let tmuxPath: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/tmux" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Whether the tests in a terminal run: where tmux is missing they are left out, but not in CI.
  static var isAvailable: Bool {
    tmuxPath != nil || ProcessInfo.processInfo.environment["CI"] != nil
  }

  /// Types a line for the shell.
  func type(_ line: String) throws {
    try tmux("send-keys", "-t", "main", "-l", line)
    try press("Enter")
  }

  /// Presses keys by tmux' names.
  func press(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", "-t", "main", key) }
  }

  /// Pastes a text; `isMarked` as a terminal does for programs that ask to be told.
  func paste(_ text: String, isMarked: Bool = true) throws {
    let name = "paste-" + UUID().uuidString.prefix(8)
    try scratch.write(text, to: name)
    try tmux("load-buffer", scratch.file(name))
    if isMarked {
      try tmux("paste-buffer", "-p", "-t", "main")
    } else {
      try tmux("paste-buffer", "-t", "main")
    }
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-t", "main", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Closes the terminal, with whatever runs in it.
  func close() throws { try tmux("kill-server") }

  /// What is on the screen.
  var screen: String { (try? tmux("capture-pane", "-p", "-t", "main")) ?? "" }

  /// Waits until the screen is as wanted; the screen is told where it never is.
  func waits(until isSo: (String) -> Bool) -> Bool {
    var last = ""
    let met = eventually(within: Self.patience) {
      last = screen
      return isSo(last)
    }
    if !met { Issue.record("the screen stays\n\(last)") }
    return met
  }

  /// Waits until a text is on the screen.
  func waits(for text: String) -> Bool { waits { $0.contains(text) } }

  /// The process that runs in the shell.
  func program() throws -> pid_t {
    let shell = try tmux("display-message", "-p", "-t", "main", "#{pane_pid}")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let child = try output(of: ["pgrep", "-P", shell])
    return try #require(pid_t(child.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @discardableResult
  private func tmux(_ arguments: String..., environment: [String: String]? = nil) throws -> String {
    let path = try #require(Self.tmuxPath, "tmux is not installed")
    return try output(of: [path, "-S", server] + arguments, environment: environment)
  }

  private func output(
    of command: [String], environment: [String: String]? = nil
  ) throws -> String {
    try ChildProcess(
      command, environment: environment ?? Environment.variables(in: scratch), in: scratch
    ).wait().output
  }
}
