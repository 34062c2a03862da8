public import ExperimentModel

/// A list of changes as YAML text, written by hand to steer a run.
public enum ChangesText {
  /// The most bytes a list may have.
  public static let largestSize = 4 << 20

  /// The changes of a list, sorted by their steps, for a run of a configuration.
  ///
  /// The list may stand for itself or under the key `changes`. Each change is held against the
  /// configuration that those before it leave.
  ///
  /// - Throws: everything wrong with the text, each problem with its line.
  public static func changes(
    fromBytes bytes: [UInt8], for base: ExperimentConfiguration
  ) throws(ConfigurationError) -> [ScheduledChange] {
    let yaml = try PresetText.text(in: bytes, limit: largestSize, "a list of changes")
    let root = try PresetNode.document(in: yaml, limit: largestSize, "a list of changes")
    var reader = ChangeListReader(base: base)
    let entries = reader.entries(in: root.listUnderChanges)
    try ConfigurationError.check(reader.problems, "a list of changes")
    return entries.map { entry, line in
      ScheduledChange(step: entry.step, author: entry.author, edit: entry.edit, line: line)
    }
  }
}

extension PresetNode {
  fileprivate var listUnderChanges: PresetNode {
    guard case .mapping(let entries) = content, entries.count == 1,
      case .scalar("changes", _) = entries[0].key.content
    else { return self }
    return entries[0].value
  }
}

extension ConfigurationError {
  // With more of them the file is another kind of file.
  private static let largestProblemCount = 50

  /// Throws the problems, sorted by their lines, where there are some.
  static func check(
    _ problems: [ConfigurationProblem], _ subject: String
  ) throws(ConfigurationError) {
    guard !problems.isEmpty else { return }
    let sorted = problems.enumerated().sorted {
      ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset)
    }.map(\.element)
    let rest = sorted.count - largestProblemCount
    throw ConfigurationError(
      Array(sorted.prefix(largestProblemCount))
        + (rest > 0
          ? [ConfigurationProblem(key: "", expected: subject, found: "\(rest) more problems")]
          : []))
  }
}
