import ExperimentModel

/// A row of the list of hyperparameters.
enum SettingsRow: Sendable {
  case heading(String)
  /// A field, set in below a layer's own row or not.
  case field(Hyperparameter, isInset: Bool)
  /// A hidden layer in one row: its units, and in words what else it has.
  case layer(Hyperparameter, HiddenLayer, index: Int)
  case blank

  /// The field the row stands for.
  var key: HyperparameterKey? {
    switch self {
    case .heading, .blank: nil
    case .field(let field, _), .layer(let field, _, _): field.key
    }
  }
}

/// The fields of a configuration in the order of the screen.
struct SettingsList: Sendable {
  /// A field, and the hidden layer it belongs to.
  private struct Entry: Sendable {
    var field: Hyperparameter
    var layer: Int?
    /// Whether it stands for its layer while the layer is closed.
    var isHead: Bool
  }

  private let sections: [(title: String, entries: [Entry])]
  private let hidden: [HiddenLayer]

  init(_ configuration: ExperimentConfiguration) {
    hidden = configuration.network.hidden
    let entries = Hyperparameter.all(in: configuration).map { field in
      let layer = field.key.layerIndex
      return Entry(
        field: field, layer: layer,
        isHead: layer.map { field.key == .layer($0, "units") } ?? false)
    }
    sections = HyperparameterGroup.shown.map { shown in
      // A layer's dropout stands with its layer, whatever it is for.
      (shown.title, entries.filter { ($0.layer == nil ? $0.field.group : .network) == shown })
    }
  }

  /// All fields, from top to bottom.
  var fields: [Hyperparameter] { sections.flatMap { $0.entries.map(\.field) } }

  /// The field of a key, where there is one.
  func field(_ key: HyperparameterKey) -> Hyperparameter? {
    for section in sections {
      if let entry = section.entries.first(where: { $0.field.key == key }) { return entry.field }
    }
    return nil
  }

  /// The rows: a layer's fields are shown where the cursor is on the layer, or on all layers where
  /// `height` has room for them.
  func rows(cursor: HyperparameterKey, height: Int) -> [SettingsRow] {
    let everything = rows { _ in true }
    if everything.count <= height { return everything }
    let layer = cursor.layerIndex
    return rows { $0 == layer }
  }

  private func rows(isOpen: (Int) -> Bool) -> [SettingsRow] {
    var rows: [SettingsRow] = []
    for section in sections {
      if !rows.isEmpty { rows.append(.blank) }
      rows.append(.heading(section.title))
      for entry in section.entries {
        guard let layer = entry.layer else {
          rows.append(.field(entry.field, isInset: false))
          continue
        }
        if entry.isHead {
          rows.append(.layer(entry.field, hidden[layer], index: layer))
        } else if isOpen(layer) {
          rows.append(.field(entry.field, isInset: true))
        }
      }
    }
    return rows
  }
}

extension HyperparameterGroup {
  /// The groups in the order of the screen.
  static let shown: [HyperparameterGroup] = [.data, .network, .training, .regularization, .about]

  var title: String {
    switch self {
    case .data: "Data"
    case .network: "Network"
    case .training: "Training"
    case .regularization: "Regularisation"
    case .about: "Experiment"
    }
  }
}
