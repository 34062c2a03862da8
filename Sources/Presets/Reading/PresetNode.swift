import ExperimentModel
import Files

/// A part of a preset's text, with the line it begins on.
struct PresetNode {
  enum Content {
    /// Text; `isPlain` where it stands without quotes and so may mean a number or a flag.
    case scalar(String, isPlain: Bool)
    case list([PresetNode])
    case mapping([Entry])
  }

  struct Entry {
    var key: PresetNode
    var value: PresetNode
    /// The line of the first entry with the same key; `nil` for that entry itself.
    var earlierLine: Int?
  }

  var content: Content
  var line: Int

  /// What it is, for messages.
  var summary: String {
    switch content {
    case .scalar("", isPlain: true): "nothing"
    case .scalar(let text, isPlain: true): printable(text)
    case .scalar(let text, isPlain: false): "the text '\(printable(text))'"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Whether it stands for no value: `~`, `null`, or nothing at all.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }
}

extension PresetNode {
  /// The one document of a text.
  ///
  /// - Throws: what is wrong with the text as YAML.
  static func document(
    in yaml: String, limit: Int = PresetText.largestSize, _ subject: String = "a preset"
  ) throws(ConfigurationError) -> PresetNode {
    if let problem = YAMLLimits.problem(in: yaml, limit: limit, subject) { throw problem }
    if let root = try YAMLTree.document(in: yaml) { return root }
    throw .one(
      expected: subject == "a preset" ? "a preset such as 'data: {source: iris}'" : subject,
      found: "an empty text")
  }
}

extension PresetNode {
  /// The whole number that it is, or `nil`.
  var wholeNumber: Int? {
    guard case .scalar(let text, isPlain: true) = content, YAMLNumber.isDecimal(text) else {
      return nil
    }
    return Int(text) ?? Double(text).flatMap(Int.init(exactly:))
  }
}
