import Files

/// Why a data set could not be loaded: one message that says where, what and what to do.
public struct DatasetError: Error, Equatable, CustomStringConvertible {
  /// The kinds of failure, which decide the exit code.
  public enum Kind: Sendable {
    /// There is no such file, built-in name or package, or it may not be read: exit code 66.
    case notFound
    /// The file is there and reading it failed: exit code 74.
    case unreadable
    /// What it holds, or what is asked of it, does not make a data set: exit code 65.
    case badData
  }

  /// The kind of failure.
  public let kind: Kind
  /// The file or built-in name.
  public let source: String
  /// The line of the file, from 1.
  public let line: Int?
  /// The field of the line, from 1.
  public let column: Int?
  /// What would have been right.
  public let expected: String
  /// What is there instead.
  public let found: String
  /// What to do about it; may be empty.
  public let advice: String

  init(
    _ kind: Kind, in source: String, at place: TextPlace? = nil, expected: String,
    found: String, advice: String = ""
  ) {
    self.kind = kind
    self.source = source
    line = place?.line
    column = place?.column
    self.expected = expected
    self.found = found
    self.advice = advice
  }

  init(_ problem: RecordProblem, in source: String) {
    self.init(
      .badData, in: source, at: problem.place, expected: problem.expected, found: problem.found,
      advice: problem.advice)
  }

  /// That nobody waits any longer for a source to be loaded.
  public static func abandoned(_ source: String) -> DatasetError {
    DatasetError(
      .unreadable, in: source, expected: "time to load it", found: "the end of the program")
  }

  /// The sysexits code of this failure.
  public var exitCode: Int32 {
    switch kind {
    case .notFound: 66
    case .unreadable: 74
    case .badData: 65
    }
  }

  /// The whole message, one line.
  public var description: String {
    var text = printable(source, limit: 400)
    if let line { text += ", line \(line)" }
    if let column { text += ", column \(column)" }
    text += ": expected \(expected), found \(found)"
    return advice.isEmpty ? text : text + "; " + advice
  }
}

/// A place in a file of rows.
struct TextPlace: Equatable, Sendable {
  /// From 1.
  var line: Int
  /// The field, from 1.
  var column: Int?
}
