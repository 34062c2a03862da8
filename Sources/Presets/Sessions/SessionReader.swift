import ExperimentModel
import Files

/// Turns a session's text, as a tree, into its description.
struct SessionReader {
  private static let names = [
    "format", "steps", "threads", "status", "initial_weights", "preset", "changes",
  ]
  // As many as the command line takes.
  private static let threadCounts = 1...256
  private static let stepCounts = 0...(1 << 48)

  private var problems: [ConfigurationProblem] = []

  mutating func session(in root: PresetNode) throws(ConfigurationError) -> SessionDescription {
    let fields = try fields(of: root)
    guard fields["format"]?.wholeNumber == SessionText.format else {
      throw .one(
        expected: "a session of nn-tui, with 'format: \(SessionText.format)'",
        found: fields["format"].map { "format \($0.summary)" } ?? "no format",
        line: fields["format"]?.line)
    }
    let base = base(in: fields["preset"])
    var changes = ChangeListReader(base: base ?? ExperimentConfiguration())
    var entries: [Ledger.Entry] = []
    // Against another base every change would be wrong.
    if base != nil, let node = fields["changes"] {
      entries = changes.entries(in: node).map(\.entry)
    }
    let steps = number(fields["steps"], "steps", in: Self.stepCounts) ?? 0
    let isAutomatic = fields["threads"].map { $0.text == "auto" } ?? true
    let threads = isAutomatic ? nil : number(fields["threads"], "threads", in: Self.threadCounts)
    let status = status(fields["status"])
    let weights = weights(fields["initial_weights"])
    try ConfigurationError.check(problems + changes.problems, "a session")
    var ledger = Ledger(base: base ?? ExperimentConfiguration(), initialWeights: weights)
    ledger.entries = entries
    return SessionDescription(ledger: ledger, threads: threads, steps: steps, status: status)
  }

  private mutating func fields(
    of root: PresetNode
  ) throws(ConfigurationError) -> [String: PresetNode] {
    guard case .mapping(let entries) = root.content else {
      throw .one(
        expected: "a session of nn-tui, a mapping with 'format: \(SessionText.format)'",
        found: root.summary, line: root.line)
    }
    var fields: [String: PresetNode] = [:]
    for entry in entries {
      let name = entry.key.text ?? ""
      if let line = entry.earlierLine {
        problems.append(
          ConfigurationProblem(
            key: HyperparameterKey(printable(name)), expected: "each key once",
            found: "it already on line \(line)", line: entry.key.line))
        continue
      }
      guard Self.names.contains(name) else {
        problems.append(
          ConfigurationProblem(
            key: HyperparameterKey(printable(name)),
            expected: "a key of a session (\(Self.names.joined(separator: ", ")))",
            found: entry.key.summary,
            suggestion: nearestName(to: name, among: Self.names), line: entry.key.line))
        continue
      }
      fields[name] = entry.value
    }
    return fields
  }

  private mutating func base(in node: PresetNode?) -> ExperimentConfiguration? {
    guard let node else {
      problems.append(
        ConfigurationProblem(key: "preset", expected: "the preset of the session", found: "none"))
      return nil
    }
    var reader = PresetReader()
    do {
      return try reader.configuration(from: node)
    } catch {
      problems += error.problems
      return nil
    }
  }

  private mutating func number(
    _ node: PresetNode?, _ name: String, in range: ClosedRange<Int>
  ) -> Int? {
    if let number = node?.wholeNumber, range.contains(number) { return number }
    add(
      name, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)", found: node)
    return nil
  }

  private mutating func status(_ node: PresetNode?) -> RunStatus? {
    guard let node else { return nil }
    if let status = node.text.flatMap(RunStatus.init(rawValue:)) { return status }
    add("status", expected: "how a run ended", found: node)
    return nil
  }

  private mutating func weights(_ node: PresetNode?) -> WeightsReference? {
    guard let node else { return nil }
    if case .mapping(let entries) = node.content {
      let values = Dictionary(
        entries.map { ($0.key.text ?? "", $0.value.text) }, uniquingKeysWith: { first, _ in first })
      if entries.count == 2, let path = values["file"] ?? nil, !path.contains("\0"),
        let digits = values["hash"] ?? nil, let hash = UInt64(digits, radix: 16)
      {
        return WeightsReference(path: path, hash: hash)
      }
    }
    add("initial_weights", expected: "{file: PATH, hash: DIGITS}", found: node)
    return nil
  }

  private mutating func add(_ key: String, expected: String, found node: PresetNode?) {
    problems.append(
      ConfigurationProblem(
        key: HyperparameterKey(key), expected: expected, found: node?.summary ?? "nothing",
        line: node?.line))
  }
}

extension PresetNode {
  /// The text of a scalar, or `nil`.
  var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }
}
