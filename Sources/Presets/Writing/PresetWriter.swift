import ExperimentModel

/// Writes a configuration as a preset, in the order of the table of hyperparameters.
///
/// The outer two levels take a line a key, what is deeper stands in braces on one line.
struct PresetWriter {
  private let configuration: ExperimentConfiguration
  private let defaults = ExperimentConfiguration()

  init(_ configuration: ExperimentConfiguration) { self.configuration = configuration }

  var text: String {
    var lines: [String] = []
    var previous: [Substring] = []
    for field in written {
      let path = field.key.description.split(separator: ".")
      let value = field.value(in: configuration)
      if path.count > 1, path.first != previous.first { lines.append("\(path[0]):") }
      if path[0] == "network", previous.first != "network" { lines += layers }
      switch path.count {
      case 1, 2:
        let indent = path.count == 1 ? "" : "  "
        lines += line(of: value, named: path[path.count - 1], indent)
      case 3 where path.dropLast() != previous.dropLast():
        lines.append("  \(path[1]): " + braces(fields(in: path.dropLast())))
      default: break
      }
      previous = path
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var layers: [String] {
    let count = configuration.network.hidden.count
    if count == 0 { return ["  hidden: []"] }
    return ["  hidden:"]
      + (0..<count).map { "    - " + braces(fields(in: ["network", "hidden", "\($0)"])) }
  }

  private func line(
    of value: HyperparameterValue, named name: Substring, _ indent: String
  ) -> [String] {
    guard case .text(let text) = value else {
      return ["\(indent)\(name): \(YAMLScalar.text(of: value))"]
    }
    guard let block = YAMLScalar.block(of: text) else {
      return ["\(indent)\(name): \(YAMLScalar.text(of: value))"]
    }
    return ["\(indent)\(name): \(block.header)"]
      + block.lines.map { $0.isEmpty ? "" : "\(indent)  \($0)" }
  }

  private func braces(_ fields: [Hyperparameter]) -> String {
    let items = fields.map { field in
      let name = field.key.description.split(separator: ".").last ?? ""
      return "\(name): \(YAMLScalar.text(of: field.value(in: configuration)))"
    }
    return "{" + items.joined(separator: ", ") + "}"
  }

  private func fields(in path: some Collection<Substring>) -> [Hyperparameter] {
    let prefix = path.joined(separator: ".") + "."
    return written.filter { $0.key.description.hasPrefix(prefix) }
  }

  /// The fields that are worth a place.
  private var written: [Hyperparameter] {
    Hyperparameter.all(in: configuration).filter { field in
      let value = field.value(in: configuration)
      if value == .absent { return false }
      if let index = field.key.layerIndex {
        let isOptional = ["dropout", "batch_norm"].contains { field.key == .layer(index, $0) }
        return !isOptional || value != .real(0) && value != .flag(false)
      }
      return !Self.unsaidAtDefault.contains(field.key) || value != field.value(in: defaults)
    }
  }

  // Most experiments have no use for these.
  private static let unsaidAtDefault: Set<HyperparameterKey> = [
    "name", "notes", "data.rows", "data.noise", "training.schedule.warmup_steps",
    "training.label_smoothing", "training.class_weights", "training.augmentation.noise",
    "training.augmentation.mixup", "training.augmentation.horizontal_flip",
    "training.augmentation.shift", "training.augmentation.rotation", "training.augmentation.zoom",
    "training.repeats",
  ]
}
