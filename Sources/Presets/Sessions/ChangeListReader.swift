import ExperimentModel
import Files

/// Turns a list of changes, as a tree, into a schedule that fits a configuration.
struct ChangeListReader {
  /// The names that a change of a field may have.
  private static let names = ["step", "by", "key", "value", "from", "loss_before"]
  private static let insertion = "insert_layer"
  private static let removal = "remove_layer"

  /// A change whose values have not been looked at, for the changes before it decide what they mean.
  struct Draft {
    var step: Int
    var author: ChangeAuthor
    var lossBefore: Double?
    var fields: [String: PresetNode]
    var line: Int
  }

  /// What is in force before the next change.
  private var configuration: ExperimentConfiguration
  private(set) var problems: [ConfigurationProblem] = []

  init(base: ExperimentConfiguration) { configuration = base }

  /// The entries of a list, by their steps; those of one step keep their order.
  mutating func entries(
    in node: PresetNode
  ) -> [(entry: Ledger.Entry, line: Int)] {
    guard case .list(let items) = node.content else {
      add(
        "",
        expected: "a list of changes such as '- {step: 500, key: training.batch_size, "
          + "value: 64}'", found: node.summary, line: node.line)
      return []
    }
    let drafts = items.compactMap { draft(of: $0) }
    let sorted = drafts.enumerated()
      .sorted { ($0.element.step, $0.offset) < ($1.element.step, $1.offset) }
    return sorted.compactMap { _, draft in
      entry(of: draft).map { (entry: $0, line: draft.line) }
    }
  }
}

// One item by itself.
extension ChangeListReader {
  private mutating func draft(of node: PresetNode) -> Draft? {
    guard case .mapping(let items) = node.content else {
      add(
        "", expected: "a change such as {step: 500, key: training.batch_size, value: 64}",
        found: node.summary, line: node.line)
      return nil
    }
    let known = problems.count
    var fields: [String: PresetNode] = [:]
    for item in items {
      guard case .scalar(let name, _) = item.key.content else {
        add("", expected: "a name as key", found: item.key.summary, line: item.key.line)
        continue
      }
      if let double = DuplicateKey.name(of: name) {
        add(double, expected: "each key once", found: "a key again", line: item.key.line)
        continue
      }
      fields[name] = item.value
    }
    checkNames(fields, line: node.line, items)
    let step = step(fields["step"], line: node.line)
    let author = author(fields["by"])
    return problems.count == known
      ? Draft(
        step: step, author: author, lossBefore: loss(fields["loss_before"]), fields: fields,
        line: node.line) : nil
  }

  private mutating func checkNames(
    _ fields: [String: PresetNode], line: Int, _ items: [PresetNode.Entry]
  ) {
    let kinds = ["key", Self.insertion, Self.removal].filter { fields[$0] != nil }
    guard kinds.count == 1, let kind = kinds.first else {
      add(
        "", expected: "one of key, \(Self.insertion) and \(Self.removal) in a change",
        found: kinds.isEmpty ? "none" : kinds.joined(separator: " and "), line: line)
      return
    }
    if kind == "key", fields["value"] == nil {
      add("value", expected: "the value to set", found: "none", line: line)
    }
    let allowed =
      switch kind {
      case "key": Self.names
      case Self.removal: ["step", "by", "loss_before", Self.removal]
      default: ["step", "by", "loss_before", Self.insertion] + Self.layerNames
      }
    for item in items {
      guard case .scalar(let name, _) = item.key.content, DuplicateKey.name(of: name) == nil,
        !allowed.contains(name)
      else { continue }
      problems.append(
        ConfigurationProblem(
          key: HyperparameterKey(printable(name)),
          expected: "a key of a change (\(allowed.joined(separator: ", ")))",
          found: printable(name), suggestion: nearestName(to: name, among: allowed),
          line: item.key.line))
    }
  }

  private mutating func step(_ node: PresetNode?, line: Int) -> Int {
    guard let node else {
      add("step", expected: "the step after which it takes effect", found: "none", line: line)
      return 0
    }
    if let step = node.wholeNumber, Self.steps.contains(step) { return step }
    add("step", expected: "a whole number, 0 or more", found: node.summary, line: node.line)
    return 0
  }

  // As many as a checkpoint takes for a count of steps.
  private static let steps = 0...(1 << 48)

  private mutating func author(_ node: PresetNode?) -> ChangeAuthor {
    guard let node else { return .schedule }
    if case .scalar(let name, _) = node.content, let author = ChangeAuthor(rawValue: name) {
      return author
    }
    let names = ChangeAuthor.allCases.map(\.rawValue)
    add(
      "by", expected: "one of \(names.joined(separator: ", "))", found: node.summary,
      line: node.line)
    return .schedule
  }

  private func loss(_ node: PresetNode?) -> Double? {
    guard case .scalar(let text, isPlain: true)? = node?.content, YAMLNumber.isDecimal(text) else {
      return nil
    }
    return Double(text)
  }
}

// What it means after the changes before it.
extension ChangeListReader {
  private mutating func entry(of draft: Draft) -> Ledger.Entry? {
    do throws(ConfigurationProblem) {
      let edit = try edit(of: draft)
      let changed: ExperimentConfiguration
      do {
        changed = try configuration.applying(edit)
      } catch {
        problems += error.problems.map {
          var problem = $0
          problem.line = draft.line
          return problem
        }
        return nil
      }
      guard !changed.needsFreshStart(after: configuration) else {
        throw ConfigurationProblem(
          key: edit.key, expected: "a field that can change while a network trains",
          found: "one that begins the run afresh")
      }
      defer { configuration = changed }
      return Ledger.Entry(
        step: draft.step, author: draft.author, edit: edit,
        values: (configuration.summary(of: edit), changed.summary(of: edit)),
        lossBefore: draft.lossBefore)
    } catch {
      var problem = error
      problem.line = problem.line ?? draft.line
      problems.append(problem)
      return nil
    }
  }

  private func edit(of draft: Draft) throws(ConfigurationProblem) -> ConfigurationEdit {
    if let node = draft.fields[Self.removal] {
      return .removeLayer(at: try index(node, Self.removal, below: layerCount))
    }
    if let node = draft.fields[Self.insertion] {
      let index = try index(node, Self.insertion, below: layerCount + 1)
      return .insertLayer(try layer(of: draft, at: index), at: index)
    }
    guard let key = draft.fields["key"], let node = draft.fields["value"],
      case .scalar(let name, _) = key.content
    else {
      throw ConfigurationProblem(
        key: "key", expected: "a key of a preset", found: draft.fields["key"]?.summary ?? "none")
    }
    let field: Hyperparameter
    do {
      field = try Hyperparameter.named(HyperparameterKey(printable(name)), in: configuration)
    } catch {
      var problem = error
      problem.line = key.line
      throw problem
    }
    return .set(field.key, try accepted(node, by: field))
  }

  private func layer(
    of draft: Draft, at index: Int
  ) throws(ConfigurationProblem) -> HiddenLayer {
    var grown = ExperimentConfiguration()
    grown.network.hidden = [HiddenLayer(units: 1)]
    guard draft.fields["units"] != nil else {
      throw ConfigurationProblem(
        key: "units", expected: "the units of the layer", found: "none")
    }
    for name in Self.layerNames {
      guard let node = draft.fields[name] else { continue }
      let field = try Hyperparameter.named(.layer(0, name), in: grown)
      try field.set(accepted(node, by: field), in: &grown)
    }
    return grown.network.hidden[0]
  }

  /// The names of the fields of a layer.
  static let layerNames: [String] = {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = [HiddenLayer(units: 1)]
    return Hyperparameter.all(in: configuration).compactMap { field in
      field.key.layerIndex == nil
        ? nil : field.key.description.split(separator: ".").last.map(String.init)
    }
  }()

  private func accepted(
    _ node: PresetNode, by field: Hyperparameter
  ) throws(ConfigurationProblem) -> HyperparameterValue {
    var unused = configuration
    do {
      let value = try field.value(from: node)
      if field.key.layerIndex == nil { try field.set(value, in: &unused) }
      return value
    } catch {
      var problem = error
      problem.found = node.summary
      problem.line = node.line
      throw problem
    }
  }

  private var layerCount: Int { configuration.network.hidden.count }

  private func index(
    _ node: PresetNode, _ name: String, below count: Int
  ) throws(ConfigurationProblem) -> Int {
    if let index = node.wholeNumber, (0..<count).contains(index) { return index }
    throw ConfigurationProblem(
      key: HyperparameterKey(name),
      expected: count == 0
        ? "a hidden layer to take out" : "a whole number from 0 to \(count - 1)",
      found: node.summary, line: node.line)
  }

  private mutating func add(_ key: String, expected: String, found: String, line: Int) {
    problems.append(
      ConfigurationProblem(
        key: HyperparameterKey(printable(key)), expected: expected, found: found, line: line))
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
