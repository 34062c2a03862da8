import Files

/// Why a command ends without having done its work: one message, and the code the program exits with.
struct CommandError: Error {
  var status: ExitStatus
  /// Without the program's name; empty where nothing is to be said.
  var message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// An end that needs no words: the reader has gone, or a signal asked for it.
  static func silent(_ status: ExitStatus) -> CommandError { CommandError(status, "") }

  /// Whether an output could not be created or written.
  var isOfOutput: Bool {
    switch status {
    case .cannotCreate, .inputOutput: true
    default: false
    }
  }

  /// The same failure with more to say of it, a line each.
  func adding(_ lines: [String]) -> CommandError {
    CommandError(status, ([message] + lines.map { "  " + $0 }).joined(separator: "\n"))
  }

  /// The message as it is shown: text of files and arguments cannot steer the terminal.
  var shown: String {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    return "nn-tui: " + lines.map { printable(String($0), limit: .max) }.joined(separator: "\n")
  }

  func report() {
    guard !message.isEmpty else { return }
    // Nobody is left to tell that standard error cannot be written.
    try? OutputStream.standardError.write(shown + "\n")
  }
}
