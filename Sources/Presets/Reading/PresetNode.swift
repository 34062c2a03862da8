import ExperimentModel
import Files
import Yams

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
    // To YAML the two are the same; with one break a line, places are easier to count.
    var text = String(yaml.map { $0 == "\r\n" ? "\n" : $0 })
    if let problem = YAMLLimits.problem(in: text, limit: limit, subject) { throw problem }
    var duplicateCount = 0
    while true {
      do {
        // The parser keeps the anchors of its nodes; it must outlive them.
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else {
          throw ConfigurationError.one(
            expected: subject == "a preset" ? "a preset such as 'data: {source: iris}'" : subject,
            found: "an empty text")
        }
        var problems: [ConfigurationProblem] = []
        let node = withExtendedLifetime(parser) { PresetNode(root, problems: &problems) }
        if !problems.isEmpty { throw ConfigurationError(problems) }
        return node
      } catch YamlError.duplicatedKeysInMapping(_, let context)
        where duplicateCount < DuplicateKey.largestCount
      {
        duplicateCount += 1
        text = DuplicateKey.marking(keyAt: context.mark, in: text, number: duplicateCount)
      } catch let error as ConfigurationError {
        throw error
      } catch let error as YamlError {
        throw ConfigurationError(error)
      } catch {
        throw .one(expected: "YAML", found: "text that cannot be read as such")
      }
    }
  }

  private init(_ node: Node, isKey: Bool = false, problems: inout [ConfigurationProblem]) {
    line = node.mark?.line ?? 1
    if node.anchor != nil { problems.append(Self.refusal("anchors and aliases", line: line)) }
    let tag: Tag?
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain
      content = .scalar(scalar.string, isPlain: isPlain)
      // Quoted text has the tag of text, and so has a key once it was compared with others.
      tag = isPlain && !isKey || scalar.tag.rawValue != Tag.Name.str.rawValue ? scalar.tag : nil
    case .sequence(let sequence):
      content = .list(sequence.map { PresetNode($0, isKey: isKey, problems: &problems) })
      tag = isKey ? nil : sequence.tag
    case .mapping(let mapping):
      content = .mapping(
        mapping.map {
          Entry(
            key: PresetNode($0.key, isKey: true, problems: &problems),
            value: PresetNode($0.value, isKey: isKey, problems: &problems))
        })
      tag = isKey ? nil : mapping.tag
    case .alias:
      content = .scalar("", isPlain: true)
      tag = nil
    }
    if let tag, tag.rawValue != Tag.Name.implicit.rawValue {
      problems.append(Self.refusal("tags", tag: tag.rawValue, line: line))
    }
  }

  private static func refusal(_ what: String, tag: String? = nil, line: Int) -> ConfigurationProblem
  {
    ConfigurationProblem(
      key: "", expected: "no \(what)", found: tag.map { "'\(printable($0))'" } ?? "one",
      line: line)
  }
}

extension ConfigurationError {
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      let during = context.map { " \($0.text)" } ?? ""
      self = .one(
        expected: "YAML", found: "\(problem)\(during), at column \(mark.column)", line: mark.line)
    case .composer(_, let problem, let mark, _):
      self = .one(
        expected: "one YAML document", found: "\(problem), at column \(mark.column)",
        line: mark.line)
    case .duplicatedKeysInMapping(_, let context):
      self = .one(expected: "each key once", found: "a key again", line: context.mark.line)
    default:
      self = .one(expected: "YAML", found: "text that cannot be read as such")
    }
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
