public import ExperimentModel
import Files

/// A session as YAML text: its preset, its threads and its changes, from which it is trained again.
public enum SessionText {
  /// The form that is written, and the only one that is read.
  static let format = 1

  /// The most bytes a session may have: some hundred thousand changes.
  public static let largestSize = 16 << 20

  /// The session that a text describes.
  ///
  /// - Throws: everything wrong with the text, each problem with its line.
  public static func session(
    fromBytes bytes: [UInt8]
  ) throws(ConfigurationError) -> SessionDescription {
    let yaml = try PresetText.text(in: bytes, limit: largestSize, "a session")
    let root = try PresetNode.document(in: yaml, limit: largestSize, "a session")
    var reader = SessionReader()
    return try reader.session(in: root)
  }

  /// The text of a session, which reads back as the same session.
  public static func yaml(of session: SessionDescription) -> String {
    let ledger = session.ledger
    var lines = [
      "# A session of nn-tui: `nn-tui replay FILE` trains it again, to the same bits.",
      "format: \(format)",
      "steps: \(session.steps)",
      "threads: \(session.threads.map(String.init) ?? "auto")",
    ]
    if let status = session.status { lines.append("status: \(status.rawValue)") }
    if let weights = ledger.initialWeights {
      let hash = String(weights.hash, radix: 16)
      let path = YAMLScalar.quoted(weights.path)
      lines.append("initial_weights: {file: \(path), hash: \"\(hash)\"}")
    }
    lines.append("preset:")
    let preset = PresetWriter(ledger.base).text
    lines += preset.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "" : "  " + $0 }
    lines.append(ledger.entries.isEmpty ? "changes: []" : "changes:")
    lines += ledger.entries.map { "  - " + $0.yaml }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Ledger.Entry {
  fileprivate var yaml: String {
    var items = ["step: \(step)", "by: \(author.rawValue)"]
    switch edit {
    case .set(let key, let value):
      items.append("key: \(key)")
      items.append("value: \(text(of: value))")
      items.append("from: \(text(of: from))")
    case .insertLayer(let layer, let index):
      items.append("insert_layer: \(index)")
      items += layer.yaml
    case .removeLayer(let index):
      items.append("remove_layer: \(index)")
    }
    if let lossBefore {
      items.append("loss_before: \(YAMLScalar.text(of: .real(lossBefore)))")
    }
    return "{" + items.joined(separator: ", ") + "}"
  }

  private func text(of value: HyperparameterValue) -> String {
    switch value {
    // Inside braces a comma ends the value.
    case .text(let text) where text.contains(","): YAMLScalar.quoted(text)
    // To a flag "off" means no, and not that there is none.
    case .absent: "null"
    default: YAMLScalar.text(of: value)
    }
  }
}

extension HiddenLayer {
  fileprivate var yaml: [String] {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = [self]
    return ChangeDraft.layerNames.compactMap { name in
      guard let field = try? Hyperparameter.named(.layer(0, name), in: configuration) else {
        return nil
      }
      let value = field.value(in: configuration)
      let isOff = [.real(0), .flag(false), .absent].contains(value)
      return isOff ? nil : "\(name): \(YAMLScalar.text(of: value))"
    }
  }
}
