import ExperimentModel

extension CheckpointWriter {
  mutating func put(_ ledger: Ledger) {
    put(ledger.base)
    if let weights = ledger.initialWeights {
      put(UInt8(1))
      put(weights.path)
      put(weights.hash)
    } else {
      put(UInt8(0))
    }
    put(ledger.entries.count)
    for entry in ledger.entries {
      put(entry.step)
      put(entry.author.rawValue)
      put(entry.edit)
      put(entry.from)
      put(entry.to)
      // A loss that is not finite is kept as none.
      put(entry.lossBefore ?? .nan)
    }
  }

  mutating func put(_ schedule: ArraySlice<ScheduledChange>) {
    put(schedule.count)
    for change in schedule {
      put(change.step)
      put(change.author.rawValue)
      put(change.edit)
      put(change.line ?? 0)
    }
  }

  mutating func put(_ edit: ConfigurationEdit) {
    switch edit {
    case .set(let key, let value):
      put(UInt8(0))
      put(key.description)
      put(value)
    case .insertLayer(let layer, let index):
      put(UInt8(1))
      put(index)
      var configuration = ExperimentConfiguration()
      configuration.network.hidden = [layer]
      put(configuration)
    case .removeLayer(let index):
      put(UInt8(2))
      put(index)
    }
  }
}

extension CheckpointReader {
  // The least that an entry takes: step, author, kind of edit, its index.
  private static let smallestEntry = 8 + 8 + 1 + 8

  mutating func ledger() throws(CheckpointError) -> Ledger {
    var ledger = Ledger(base: try configuration())
    if try tag() != 0 {
      ledger.initialWeights = WeightsReference(path: try text(), hash: try number())
    }
    for _ in 0..<(try count(ofBytes: Self.smallestEntry)) {
      let step = try integer()
      let author = try author()
      let edit = try edit()
      let values = (from: try value(), to: try value())
      let loss = try real()
      ledger.entries.append(
        Ledger.Entry(
          step: step, author: author, edit: edit, values: values,
          lossBefore: loss.isFinite ? loss : nil))
    }
    return ledger
  }

  mutating func schedule() throws(CheckpointError) -> ArraySlice<ScheduledChange> {
    var schedule: ArraySlice<ScheduledChange> = []
    for _ in 0..<(try count(ofBytes: Self.smallestEntry)) {
      let step = try integer()
      let author = try author()
      let edit = try edit()
      let line = try integer()
      schedule.append(
        ScheduledChange(step: step, author: author, edit: edit, line: line == 0 ? nil : line))
    }
    return schedule
  }

  mutating func author() throws(CheckpointError) -> ChangeAuthor {
    let name = try text()
    guard let author = ChangeAuthor(rawValue: name) else {
      throw .damaged(expected: "who made a change", found: name)
    }
    return author
  }

  mutating func edit() throws(CheckpointError) -> ConfigurationEdit {
    let tag = try tag()
    switch tag {
    case 0: return .set(HyperparameterKey(try text()), try value())
    case 1:
      let index = try layerIndex()
      guard let layer = try configuration().network.hidden.first else {
        throw .damaged(expected: "a layer", found: "none")
      }
      return .insertLayer(layer, at: index)
    case 2: return .removeLayer(at: try layerIndex())
    default: throw unknown(tag)
    }
  }

  private mutating func layerIndex() throws(CheckpointError) -> Int {
    try count(upTo: Hyperparameter.largestLayerCount, of: "layers")
  }
}
