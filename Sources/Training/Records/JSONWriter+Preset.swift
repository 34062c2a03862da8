import ExperimentModel

extension JSONWriter {
  /// A field that holds a whole configuration, nested as a preset is; what is off is null.
  mutating func preset(_ key: String, _ configuration: ExperimentConfiguration) {
    let fields = Hyperparameter.all(in: configuration).map { field in
      PresetField(
        path: field.key.description.split(separator: ".")[...],
        value: field.value(in: configuration))
    }
    group(key, fields, layerCount: configuration.network.hidden.count)
  }

  /// A field that is a value of a hyperparameter.
  mutating func field(_ key: String, _ value: HyperparameterValue) {
    switch value {
    case .integer(let number): field(key, number)
    case .real(let number): field(key, number)
    case .flag(let flag): field(key, flag)
    case .text(let text): field(key, text)
    case .absent: null(key)
    }
  }

  private mutating func group(_ key: String, _ fields: [PresetField], layerCount: Int) {
    if fields.allSatisfy({ $0.value == .absent }) { return null(key) }
    object(key) { $0.members(fields, layerCount: layerCount) }
  }

  private mutating func members(_ fields: [PresetField], layerCount: Int) {
    var rest = fields[...]
    while let first = rest.first {
      guard let name = first.path.first else { return }
      let members = rest.prefix { $0.path.first == name }
      rest = rest.dropFirst(members.count)
      if name == "network" {
        network(members.map(\.inner), layerCount: layerCount)
      } else if first.path.count == 1 {
        field(String(name), first.value)
      } else {
        group(String(name), members.map(\.inner), layerCount: layerCount)
      }
    }
  }

  // A network without hidden layers has no field that would bring the list about.
  private mutating func network(_ fields: [PresetField], layerCount: Int) {
    object("network") { json in
      json.list("hidden", 0..<layerCount) { json, layer in
        json.object { json in
          for field in fields where field.path.dropFirst().first == Substring(String(layer)) {
            json.field(String(field.path.last ?? ""), field.value)
          }
        }
      }
      for field in fields where field.path.count == 1 {
        json.field(String(field.path.last ?? ""), field.value)
      }
    }
  }
}

private struct PresetField {
  var path: ArraySlice<Substring>
  var value: HyperparameterValue

  var inner: PresetField { PresetField(path: path.dropFirst(), value: value) }
}
