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
  /// A group of fields under one heading.
  struct Section: Sendable {
    var title: String
    var fields: [Hyperparameter]
  }

  let sections: [Section]
  private let hidden: [HiddenLayer]

  init(_ configuration: ExperimentConfiguration) {
    let fields = Hyperparameter.all(in: configuration)
    hidden = configuration.network.hidden
    // A layer's dropout stands with its layer, whatever it is for.
    func group(of field: Hyperparameter) -> HyperparameterGroup {
      field.key.layerIndex == nil ? field.group : .network
    }
    sections = HyperparameterGroup.shown.map { shown in
      Section(title: shown.title, fields: fields.filter { group(of: $0) == shown })
    }
  }

  /// All fields, from top to bottom.
  var fields: [Hyperparameter] { sections.flatMap(\.fields) }

  /// The rows: a layer's fields are shown where the cursor is on the layer, or on all layers where
  /// `height` has room for them.
  func rows(cursor: HyperparameterKey, height: Int) -> [SettingsRow] {
    let everything = rows { _ in true }
    if everything.count <= height { return everything }
    return rows { $0 == cursor.layerIndex }
  }

  private func rows(isOpen: (Int) -> Bool) -> [SettingsRow] {
    var rows: [SettingsRow] = []
    for section in sections {
      if !rows.isEmpty { rows.append(.blank) }
      rows.append(.heading(section.title))
      for field in section.fields {
        guard let index = field.key.layerIndex, hidden.indices.contains(index) else {
          rows.append(.field(field, isInset: false))
          continue
        }
        if field.key == .layer(index, "units") {
          rows.append(.layer(field, hidden[index], index: index))
        } else if isOpen(index) {
          rows.append(.field(field, isInset: true))
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
