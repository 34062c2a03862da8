/// Why the dashboard cannot use the terminal.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Standard input or output is a file, a pipe or nothing.
  case notATerminal
  /// `TERM` is not set.
  case terminalNotNamed
  /// `TERM` names a terminal that the system has no description of.
  case unknownTerminal(String)
  /// `TERM` names a terminal that cannot place its cursor.
  case cannotPlaceCursor(String)
  /// The system refused a resource; the number is its error code.
  case systemRefused(Int32)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .notATerminal:
      "the dashboard needs a terminal, but standard input or output is not one; "
        + "`nn-tui train` works without"
    case .terminalNotNamed:
      "the environment variable TERM is not set, so the terminal's kind is unknown; "
        + "try TERM=xterm-256color"
    case .unknownTerminal(let name):
      "TERM is \"\(name)\", a terminal this system has no description of; try TERM=xterm-256color"
    case .cannotPlaceCursor(let name):
      "TERM is \"\(name)\", a terminal that cannot place its cursor; `nn-tui train` works on it"
    case .systemRefused(let code):
      "the system refused to set up the terminal's signals (error \(code))"
    }
  }
}
