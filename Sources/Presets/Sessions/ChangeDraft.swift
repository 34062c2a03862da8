import ExperimentModel
import Files

/// A change whose values have not been looked at, for the changes before it decide what they mean.
struct ChangeDraft {
  static let insertion = "insert_layer"
  static let removal = "remove_layer"

  /// The names of the fields of a layer.
  static let layerNames: [String] = {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = [HiddenLayer(units: 1)]
    return Hyperparameter.all(in: configuration).compactMap { field in
      field.key.layerIndex == nil
        ? nil : field.key.description.split(separator: ".").last.map(String.init)
    }
  }()

  var step: Int
  var author: ChangeAuthor
  var lossBefore: Double?
  var fields: [String: PresetNode]
  var line: Int

  /// What it does to the configuration that is in force before it.
  ///
  /// - Throws: what is wrong; without a line where that is the change's own.
  func edit(
    in configuration: ExperimentConfiguration
  ) throws(ConfigurationProblem) -> ConfigurationEdit {
    let layerCount = configuration.network.hidden.count
    if let node = fields[Self.removal] {
      return .removeLayer(at: try index(node, Self.removal, below: layerCount))
    }
    if let node = fields[Self.insertion] {
      let index = try index(node, Self.insertion, below: layerCount + 1)
      return .insertLayer(try layer(), at: index)
    }
    guard let key = fields["key"], let node = fields["value"],
      case .scalar(let name, _) = key.content
    else {
      throw ConfigurationProblem(
        key: "key", expected: "a key of a preset", found: fields["key"]?.summary ?? "none")
    }
    let field: Hyperparameter
    do {
      field = try Hyperparameter.named(HyperparameterKey(printable(name)), in: configuration)
    } catch {
      var problem = error
      problem.line = key.line
      throw problem
    }
    var unused = configuration
    return .set(field.key, try value(of: node, for: field, in: &unused))
  }

  private func layer() throws(ConfigurationProblem) -> HiddenLayer {
    var grown = ExperimentConfiguration()
    grown.network.hidden = [HiddenLayer(units: 1)]
    guard fields["units"] != nil else {
      throw ConfigurationProblem(
        key: "units", expected: "the units of the layer", found: "none")
    }
    for name in Self.layerNames {
      guard let node = fields[name] else { continue }
      let field = try Hyperparameter.named(.layer(0, name), in: grown)
      _ = try value(of: node, for: field, in: &grown)
    }
    return grown.network.hidden[0]
  }

  private func value(
    of node: PresetNode, for field: Hyperparameter, in configuration: inout ExperimentConfiguration
  ) throws(ConfigurationProblem) -> HyperparameterValue {
    do {
      let value = try field.value(from: node)
      try field.set(value, in: &configuration)
      return value
    } catch {
      var problem = error
      problem.found = node.summary
      problem.line = node.line
      throw problem
    }
  }

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
}
