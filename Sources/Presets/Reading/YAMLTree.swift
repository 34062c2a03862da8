import CYAML
import ExperimentModel
import Files

/// Builds the tree of a YAML text from the events of libyaml.
///
/// An event is believed only as far as a preset needs it: anchors, aliases and tags are problems, and
/// nesting is bounded, so that a small text cannot stand for a large tree.
struct YAMLTree {
  /// The deepest nesting of lists and mappings; a session needs six.
  private static let largestDepth = 64

  /// A list or mapping that is not complete.
  private struct Open {
    var line: Int
    var items: [PresetNode] = []
    /// The entries of a mapping; `nil` in a list.
    var entries: [PresetNode.Entry]?
    var key: PresetNode?
    /// The line of each key so far.
    var keyLines: [String: Int] = [:]

    mutating func add(_ node: PresetNode) {
      guard entries != nil else { return items.append(node) }
      guard let key else {
        self.key = node
        return
      }
      var entry = PresetNode.Entry(key: key, value: node)
      if case .scalar(let name, _) = key.content {
        entry.earlierLine = keyLines[name]
        if entry.earlierLine == nil { keyLines[name] = key.line }
      }
      entries?.append(entry)
      self.key = nil
    }

    var node: PresetNode {
      PresetNode(content: entries.map { .mapping($0) } ?? .list(items), line: line)
    }
  }

  private var open: [Open] = []
  private var root: PresetNode?
  private var documentCount = 0
  /// Anchors, aliases and tags.
  private(set) var problems: [ConfigurationProblem] = []

  /// The one document of a text; `nil` for a text without any.
  ///
  /// - Throws: what is wrong with the text as YAML.
  static func document(in text: String) throws(ConfigurationError) -> PresetNode? {
    var tree = YAMLTree()
    try tree.read(text)
    if !tree.problems.isEmpty { throw ConfigurationError(tree.problems) }
    return tree.root
  }

  private mutating func read(_ text: String) throws(ConfigurationError) {
    var parser = unsafe yaml_parser_t()
    guard unsafe yaml_parser_initialize(&parser) == 1 else {
      throw .one(expected: "memory for reading YAML", found: "none")
    }
    defer { unsafe yaml_parser_delete(&parser) }
    var text = text
    var failure: ConfigurationError?
    text.withUTF8 { bytes in
      unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      unsafe yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      do throws(ConfigurationError) {
        var hasMore = true
        while hasMore { hasMore = unsafe try takeEvent(of: &parser) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Takes the next event; false after the last one.
  private mutating func takeEvent(
    of parser: inout yaml_parser_t
  ) throws(ConfigurationError) -> Bool {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(&parser, &event) == 1 else {
      throw unsafe ConfigurationError(parser)
    }
    defer { unsafe yaml_event_delete(&event) }
    let line = unsafe Int(event.start_mark.line) + 1
    switch unsafe event.type {
    case YAML_STREAM_END_EVENT: return false
    case YAML_DOCUMENT_START_EVENT:
      documentCount += 1
      guard documentCount == 1 else {
        throw .one(expected: "one YAML document", found: "a second one", line: line)
      }
    case YAML_ALIAS_EVENT:
      refuse("anchors and aliases", line: line)
      add(PresetNode(content: .scalar("", isPlain: true), line: line))
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      unsafe note(anchor: scalar.anchor, tag: scalar.tag, line: line)
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
      add(
        PresetNode(
          content: .scalar(unsafe String(decoding: bytes, as: UTF8.self), isPlain: isPlain),
          line: line))
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      unsafe note(anchor: start.anchor, tag: start.tag, line: line)
      try begin(Open(line: line))
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      unsafe note(anchor: start.anchor, tag: start.tag, line: line)
      try begin(Open(line: line, entries: []))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      if let complete = open.popLast() { add(complete.node) }
    default: break
    }
    return true
  }

  private mutating func begin(_ node: Open) throws(ConfigurationError) {
    guard open.count < Self.largestDepth else {
      throw .one(
        expected: "YAML", found: "more than \(Self.largestDepth) levels of nesting",
        line: node.line)
    }
    open.append(node)
  }

  private mutating func add(_ node: PresetNode) {
    if open.isEmpty {
      root = node
    } else {
      open[open.count - 1].add(node)
    }
  }

  private mutating func note(
    anchor: UnsafePointer<yaml_char_t>?, tag: UnsafePointer<yaml_char_t>?, line: Int
  ) {
    if unsafe anchor != nil { refuse("anchors and aliases", line: line) }
    guard let tag = unsafe tag else { return }
    refuse("tags", found: unsafe String(decodingCString: tag, as: UTF8.self), line: line)
  }

  // One is enough: a text that has them has many.
  private mutating func refuse(_ what: String, found: String? = nil, line: Int) {
    guard !problems.contains(where: { $0.expected == "no \(what)" }) else { return }
    problems.append(
      ConfigurationProblem(
        key: "", expected: "no \(what)", found: found.map { "'\(printable($0))'" } ?? "one",
        line: line))
  }
}

extension ConfigurationError {
  /// What stopped a parser.
  fileprivate init(_ parser: yaml_parser_t) {
    guard let reason = unsafe parser.problem,
      unsafe [YAML_SCANNER_ERROR, YAML_PARSER_ERROR].contains(parser.error)
    else {
      self = .one(expected: "YAML", found: "text that cannot be read as such")
      return
    }
    let context = unsafe parser.context.map { unsafe " \(String(cString: $0))" } ?? ""
    let mark = unsafe parser.problem_mark
    let words = unsafe String(cString: reason)
    // Some of them begin as our messages go on.
    let problem = words.hasPrefix("found ") ? String(words.dropFirst(6)) : words
    self = .one(
      expected: "YAML",
      found: "\(problem)\(context), at column \(mark.column + 1)",
      line: Int(mark.line) + 1)
  }
}
