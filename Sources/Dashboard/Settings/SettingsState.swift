import ExperimentModel

/// The configuration three times: in force, wished for, and as last opened or saved.
struct SettingsState: Sendable {
  /// What the trainer uses, as it said itself.
  private(set) var inForce: ExperimentConfiguration
  /// What it will use when all changes under way have taken effect.
  private(set) var wished: ExperimentConfiguration {
    didSet { list = SettingsList(wished) }
  }
  /// The fields of what is wished for, as the screen lists them.
  private(set) var list: SettingsList
  /// What would remain if nothing were saved from here on.
  var baseline: ExperimentConfiguration
  /// The name or path of the preset; `nil` for one that has none.
  var reference: String?
  /// Whether that preset came with the program.
  var isBuiltIn = false
  /// The field that keys act on.
  var cursor: HyperparameterKey = "training.optimizer.learning_rate"
  /// Changes sent and not answered, in their order.
  private(set) var pending: [ConfigurationChange] = []
  /// Values to be sent when the change before them is answered, one a field.
  private(set) var followUps: [HyperparameterKey: HyperparameterValue] = [:]
  private var nextID = 1

  init(_ configuration: ExperimentConfiguration) {
    inForce = configuration
    wished = configuration
    baseline = configuration
    list = SettingsList(configuration)
  }

  /// Whether there is something that saving would keep.
  var isChanged: Bool { wished != baseline }

  /// Whether changes are wished for that the trainer has not answered.
  var hasChangesUnderWay: Bool { !pending.isEmpty || !followUps.isEmpty }

  /// Whether layers are being added or taken away, so that indices are about to move.
  var isRestructuring: Bool {
    pending.contains {
      switch $0.edit {
      case .insertLayer, .removeLayer: true
      case .set: false
      }
    }
  }

  /// Whether a field's change is under way.
  func isPending(_ key: HyperparameterKey) -> Bool {
    followUps[key] != nil || pending.contains { $0.edit.key == key }
  }

  /// The field under the cursor.
  var chosen: Hyperparameter? { field(cursor) }

  /// All fields, from top to bottom of the list.
  var fields: [Hyperparameter] { list.fields }

  /// The field of a key, where there is one.
  func field(_ key: HyperparameterKey) -> Hyperparameter? { list.field(key) }

  /// Wishes for an edit; returns the change to send now.
  ///
  /// A field's next value waits while its last one is under way: a key held down asks for no more
  /// than the trainer can do.
  ///
  /// - Throws: what is wrong with the result; nothing is wished for then.
  mutating func wish(
    _ edit: ConfigurationEdit, by author: ChangeAuthor = .person
  ) throws(ConfigurationError) -> ConfigurationChange? {
    wished = try wished.applying(edit)
    if case .set(let key, let value) = edit, pending.contains(where: { $0.edit.key == key }) {
      followUps[key] = value
      return nil
    }
    return send(edit, by: author)
  }

  /// Takes note that a change was answered; returns the change to send now.
  mutating func answered(
    _ change: ConfigurationChange, inForce configuration: ExperimentConfiguration?
  ) -> ConfigurationChange? {
    if let configuration { inForce = configuration }
    // In a session that is gone on with, numbers were given before.
    nextID = max(nextID, change.id + 1)
    defer { rewish() }
    // What a schedule changes answers nobody.
    guard let index = pending.firstIndex(where: { $0.id == change.id }) else { return nil }
    pending.remove(at: index)
    let key = change.edit.key
    let next = followUps.removeValue(forKey: key)
    // A refused value's successor was asked for in the same breath: it is refused with it.
    return configuration == nil ? nil : next.map { send(.set(key, $0)) }
  }

  /// Takes over the configuration of a run that begins, or that was put back.
  mutating func adopt(_ configuration: ExperimentConfiguration) {
    inForce = configuration
    rewish()
    settleCursor()
  }

  /// Puts the cursor on the nearest field there is.
  mutating func settleCursor() {
    guard field(cursor) == nil else { return }
    if let index = cursor.layerIndex {
      let last = wished.network.hidden.count - 1
      cursor = last < 0 ? "network.initializer" : .layer(min(index, last), "units")
    } else {
      let parent = cursor.description.split(separator: ".").dropLast().joined(separator: ".")
      cursor = fields.first { $0.key.description.hasPrefix(parent) }?.key ?? "data.source"
    }
  }

  private mutating func send(
    _ edit: ConfigurationEdit, by author: ChangeAuthor = .person
  ) -> ConfigurationChange {
    let change = ConfigurationChange(id: nextID, edit: edit, author: author)
    nextID += 1
    pending.append(change)
    return change
  }

  // An edit that no longer fits what is in force will be refused by the trainer with its reason.
  private mutating func rewish() {
    var configuration = inForce
    for change in pending {
      configuration = (try? configuration.applying(change.edit)) ?? configuration
    }
    for (key, value) in followUps {
      configuration = (try? configuration.applying(.set(key, value))) ?? configuration
    }
    wished = configuration
    settleCursor()
  }
}
