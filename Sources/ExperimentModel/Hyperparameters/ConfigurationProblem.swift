/// One thing wrong with a configuration: what was expected, what was found, where.
public struct ConfigurationProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The field or key at fault; empty for the whole.
  public var key: HyperparameterKey
  /// What would have been right.
  public var expected: String
  /// What was there.
  public var found: String
  /// The nearest valid name.
  public var suggestion: String?
  /// The line of the file, from 1.
  public var line: Int?

  /// A problem.
  public init(
    key: HyperparameterKey, expected: String, found: String, suggestion: String? = nil,
    line: Int? = nil
  ) {
    self.key = key
    self.expected = expected
    self.found = found
    self.suggestion = suggestion
    self.line = line
  }

  /// The problem as one sentence, without the file's name.
  public var description: String {
    var text = line.map { "line \($0): " } ?? ""
    if !key.description.isEmpty { text += "\(key): " }
    text += "expected \(expected), found \(found)"
    if let suggestion { text += "; did you mean '\(suggestion)'?" }
    return text
  }
}

/// Everything wrong with a configuration, all at once.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The problems, at least one.
  public var problems: [ConfigurationProblem]

  /// An error of one or more problems.
  public init(_ problems: [ConfigurationProblem]) { self.problems = problems }

  /// A line a problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
