import ExperimentModel
import Files

/// Turns a preset's text, as a tree, into a configuration by the table of hyperparameters.
struct PresetReader {
  /// A value of the text that is not yet written to the configuration.
  private struct Leaf {
    var key: HyperparameterKey
    var node: PresetNode
    var keyLine: Int
  }

  /// The most problems that are told; a file with more of them is another kind of file.
  private static let largestProblemCount = 50

  private static let layers: HyperparameterKey = "network.hidden"

  private var configuration = ExperimentConfiguration()
  private var leaves: [Leaf] = []
  private var lines: [String: Int] = [:]
  private var problems: [ConfigurationProblem] = []

  mutating func configuration(
    from root: PresetNode
  ) throws(ConfigurationError) -> ExperimentConfiguration {
    if case .mapping(let entries) = root.content {
      collect(entries, under: [])
    } else {
      add("", expected: "a mapping such as 'data: {source: iris}'", found: root)
    }
    apply()
    for leaf in leaves { addUnknown(leaf) }
    addProblemsBetweenFields()
    guard problems.isEmpty else { throw ConfigurationError(reported) }
    return configuration
  }
}

// Collecting: the tree becomes a list of dotted keys and values.
extension PresetReader {
  private mutating func collect(_ entries: [PresetNode.Entry], under path: [String]) {
    for entry in entries {
      guard case .scalar(let name, _) = entry.key.content else {
        add(key(path), expected: "a name as key", found: entry.key)
        continue
      }
      if let line = entry.earlierLine {
        problems.append(
          ConfigurationProblem(
            key: key(path + [name]), expected: "each key once",
            found: "it already on line \(line)", line: entry.key.line))
      } else if name.contains(".") {
        add(
          key(path + [name]), expected: "a key without a dot, its parts nested",
          found: entry.key)
      } else {
        lines[key(path + [name]).description] = entry.key.line
        collect(entry, at: path + [name])
      }
    }
  }

  private mutating func collect(_ entry: PresetNode.Entry, at path: [String]) {
    let key = key(path)
    if key == Self.layers {
      collectLayers(entry.value, at: path)
      return
    }
    let fields = fields(under: path)
    guard !fields.isEmpty else {
      leaves.append(Leaf(key: key, node: entry.value, keyLine: entry.key.line))
      return
    }
    // A group that may be absent as a whole is switched on by naming it.
    let isOptional = fields.allSatisfy(\.isOptional)
    switch entry.value.content {
    case .mapping(let entries):
      if isOptional { write(fields.map { ($0, $0.initial) }) }
      collect(entries, under: path)
    case .scalar(let text, isPlain: true)
    where isOptional && (entry.value.isNull || ["off", "none", "false"].contains(text)):
      write(fields.map { ($0, .absent) })
    case .scalar where entry.value.isNull:
      break
    default:
      let names = fields.map { $0.key.description.dropFirst(key.description.count + 1) }
      let form = "a mapping such as {\(names.joined(separator: ": …, ")): …}"
      add(key, expected: form + (isOptional ? ", or off" : ""), found: entry.value)
    }
  }

  private mutating func collectLayers(_ node: PresetNode, at path: [String]) {
    guard case .list(let items) = node.content else {
      add(Self.layers, expected: "a list of layers such as [{units: 32}]", found: node)
      return
    }
    let limit = Hyperparameter.largestLayerCount
    if items.count > limit {
      problems.append(
        ConfigurationProblem(
          key: Self.layers, expected: "at most \(limit) layers", found: "\(items.count)",
          line: node.line))
    }
    let layers = items.prefix(limit)
    configuration.network.hidden = layers.map { _ in HiddenLayer(units: 32) }
    for (index, item) in layers.enumerated() {
      let path = path + [String(index)]
      lines[key(path).description] = item.line
      if case .mapping(let entries) = item.content {
        collect(entries, under: path)
      } else {
        add(key(path), expected: "a layer such as {units: 32, activation: relu}", found: item)
      }
    }
  }

  private func fields(under path: [String]) -> [Hyperparameter] {
    let prefix = key(path).description + "."
    return Hyperparameter.all(in: configuration).filter { $0.key.description.hasPrefix(prefix) }
  }

  private func key(_ path: [String]) -> HyperparameterKey {
    HyperparameterKey(path.map { printable($0) }.joined(separator: "."))
  }
}

// Applying: the values are written in the order of the table, not of the file.
extension PresetReader {
  private mutating func apply() {
    while let field = nextField() {
      let leaf = leaves.remove(at: field.index)
      do {
        let value = try field.field.value(from: leaf.node)
        try field.field.set(value, in: &configuration)
      } catch {
        var problem = error
        problem.found = leaf.node.summary
        problem.line = leaf.node.line
        problems.append(problem)
      }
    }
  }

  /// The next field of the table that the text has a value for.
  ///
  /// The table is read anew for each: a name decides which settings there are.
  private func nextField() -> (field: Hyperparameter, index: Int)? {
    for field in Hyperparameter.all(in: configuration) {
      if let index = leaves.firstIndex(where: { $0.key == field.key }) { return (field, index) }
    }
    return nil
  }

  private mutating func write(_ values: [(Hyperparameter, HyperparameterValue)]) {
    for (field, value) in values {
      // The values are the fields' own, so they are accepted.
      try? field.set(value, in: &configuration)
    }
  }
}

// Telling what is wrong.
extension PresetReader {
  private mutating func add(_ key: HyperparameterKey, expected: String, found node: PresetNode) {
    problems.append(
      ConfigurationProblem(key: key, expected: expected, found: node.summary, line: node.line))
  }

  private mutating func addUnknown(_ leaf: Leaf) {
    // Looking for the nearest name costs time that a file of nothing but wrong keys is not worth.
    guard problems.count <= Self.largestProblemCount else {
      problems.append(
        ConfigurationProblem(
          key: leaf.key, expected: "a key of a preset", found: "another", line: leaf.keyLine))
      return
    }
    do {
      _ = try Hyperparameter.named(leaf.key, in: configuration)
    } catch {
      var problem = error
      problem.line = leaf.keyLine
      switch leaf.node.content {
      case .mapping:
        if let group = nearestGroup(to: leaf.key) { problem.suggestion = group }
      case .list:
        let layers = Self.layers.description
        if let name = nearestName(to: leaf.key.description, among: [layers]) {
          problem.suggestion = name
        }
      case .scalar: break
      }
      problems.append(problem)
    }
  }

  private func nearestGroup(to key: HyperparameterKey) -> String? {
    let groups = Hyperparameter.all(in: configuration).compactMap { field -> String? in
      let parts = field.key.description.split(separator: ".").dropLast()
      return parts.isEmpty || field.key.layerIndex != nil ? nil : parts.joined(separator: ".")
    }
    return nearestName(to: key.description, among: groups)
  }

  private mutating func addProblemsBetweenFields() {
    for problem in configuration.problems {
      let key = problem.key.description
      // A value that was refused stands at its default, which need not fit its neighbours.
      let isKnown = problems.contains {
        $0.key == problem.key || $0.key.description.hasPrefix(key + ".")
      }
      if isKnown { continue }
      var problem = problem
      problem.line = line(of: key)
      problems.append(problem)
    }
  }

  private func line(of key: String) -> Int? {
    var parts = key.split(separator: ".")
    while !parts.isEmpty {
      if let line = lines[parts.joined(separator: ".")] { return line }
      parts.removeLast()
    }
    return nil
  }

  private var reported: [ConfigurationProblem] {
    let sorted = problems.sorted { ($0.line ?? .max) < ($1.line ?? .max) }
    guard sorted.count > Self.largestProblemCount else { return sorted }
    let rest = sorted.count - Self.largestProblemCount
    return sorted.prefix(Self.largestProblemCount)
      + [ConfigurationProblem(key: "", expected: "a preset", found: "\(rest) more problems")]
  }
}
