import ExperimentModel
import Files

/// Turns a list of changes, as a tree, into a schedule that fits a configuration.
struct ChangeListReader {
  /// The names that a change of a field may have.
  private static let names = ["step", "by", "key", "value", "from", "loss_before"]

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
  private mutating func draft(of node: PresetNode) -> ChangeDraft? {
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
      if let line = item.earlierLine {
        add(
          name, expected: "each key once", found: "it already on line \(line)",
          line: item.key.line)
        continue
      }
      fields[name] = item.value
    }
    checkNames(fields, line: node.line, items)
    let step = step(fields["step"], line: node.line)
    let author = author(fields["by"])
    return problems.count == known
      ? ChangeDraft(
        step: step, author: author, lossBefore: loss(fields["loss_before"]), fields: fields,
        line: node.line) : nil
  }

  private mutating func checkNames(
    _ fields: [String: PresetNode], line: Int, _ items: [PresetNode.Entry]
  ) {
    let kinds = ["key", ChangeDraft.insertion, ChangeDraft.removal].filter { fields[$0] != nil }
    guard kinds.count == 1, let kind = kinds.first else {
      add(
        "", expected: "one of key, \(ChangeDraft.insertion) and \(ChangeDraft.removal) in a change",
        found: kinds.isEmpty ? "none" : kinds.joined(separator: " and "), line: line)
      return
    }
    if kind == "key", fields["value"] == nil {
      add("value", expected: "the value to set", found: "none", line: line)
    }
    let allowed =
      switch kind {
      case "key": Self.names
      case ChangeDraft.removal: ["step", "by", "loss_before", ChangeDraft.removal]
      default: ["step", "by", "loss_before", ChangeDraft.insertion] + ChangeDraft.layerNames
      }
    for item in items {
      guard case .scalar(let name, _) = item.key.content, item.earlierLine == nil,
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
  private mutating func entry(of draft: ChangeDraft) -> Ledger.Entry? {
    do throws(ConfigurationProblem) {
      let edit = try draft.edit(in: configuration)
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

  private mutating func add(_ key: String, expected: String, found: String, line: Int) {
    problems.append(
      ConfigurationProblem(
        key: HyperparameterKey(printable(key)), expected: expected, found: found, line: line))
  }
}
