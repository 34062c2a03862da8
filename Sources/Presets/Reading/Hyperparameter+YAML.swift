import ExperimentModel

extension Hyperparameter {
  /// The value that a part of a preset's text stands for.
  ///
  /// - Throws: what was expected and found, where it is no value of this field.
  func value(from node: PresetNode) throws(ConfigurationProblem) -> HyperparameterValue {
    guard case .scalar(let text, let isPlain) = node.content else { throw refusing(node) }
    if node.isNull {
      if isOptional { return .absent }
      if kind == .text, group == .about { return .text("") }
      throw refusing(node)
    }
    switch kind {
    case .text:
      // A NUL would end a path or a column's name early for the C library.
      guard !text.unicodeScalars.contains("\0") else { throw refusing(node) }
      return .text(text)
    case .choice:
      return .text(text)
    case .integer, .real:
      if isPlain, isOptional, ["off", "none"].contains(text) { return .absent }
      guard isPlain, YAMLNumber.isDecimal(text), let value = kind.value(parsing: text) else {
        throw refusing(node)
      }
      return value
    case .flag:
      guard isPlain, let value = kind.value(parsing: text.lowercased()) else {
        throw refusing(node)
      }
      return value
    }
  }

  private func refusing(_ node: PresetNode) -> ConfigurationProblem {
    ConfigurationProblem(key: key, expected: expectation, found: node.summary, line: node.line)
  }
}
