public import ExperimentModel
import Files

/// Why a preset could not be loaded or saved, as one message.
public struct PresetError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is, for the exit code and for a question to the person.
  public enum Kind: Sendable {
    /// The text is no valid preset.
    case invalid
    /// There is no such preset, or it cannot be read.
    case notFound
    /// A preset of this name is there already and is not to be overwritten.
    case exists
    /// The file cannot be created.
    case cannotCreate
    /// The system failed in the middle: the disk is full or broken.
    case inputOutput
  }

  /// The kind of failure.
  public var kind: Kind
  /// The file, or the name that was asked for.
  public var file: String
  /// What is wrong, without the file.
  public var reason: String
  /// What is wrong in the text of the preset; empty for other failures.
  public var problems: [ConfigurationProblem] = []

  /// The message; a line a problem.
  public var description: String { "\(printable(file, limit: 400)): \(reason)" }

  init(_ kind: Kind, file: String, reason: String) {
    self.kind = kind
    self.file = file
    self.reason = reason
  }

  init(file: String, _ error: ConfigurationError) {
    kind = .invalid
    self.file = file
    problems = error.problems
    reason =
      problems.count == 1
      ? error.description
      : "\(problems.count) problems\n  "
        + problems.map(\.description).joined(separator: "\n  ")
  }
}
