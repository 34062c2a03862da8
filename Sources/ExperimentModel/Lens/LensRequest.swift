/// A field that a lens looks at, and the values it tries.
public struct LensAxis: Sendable, Equatable {
  /// The field.
  public var key: HyperparameterKey
  /// The values in ascending order, or the names in the order of their list.
  public var values: [HyperparameterValue]
  /// Where among them the value in force stands.
  public var current: Int

  /// A field with its values; `current` is an index of one of them.
  public init(key: HyperparameterKey, values: [HyperparameterValue], current: Int) {
    precondition(values.indices.contains(current), "index \(current) of \(values.count) values")
    self.key = key
    self.values = values
    self.current = current
  }

  /// The values around the one that a field has in a configuration.
  public init(
    _ field: Hyperparameter, in configuration: ExperimentConfiguration,
    count: Int = LensRequest.fanCount
  ) {
    let present = field.value(in: configuration)
    let values = field.values(around: present, count: count)
    self.init(key: field.key, values: values, current: values.firstIndex(of: present) ?? 0)
  }
}

/// A wish to see where values of one or two fields lead: short trainings from the weights as they
/// are, which the run takes no notice of.
///
/// Its trials are the values of a single field, or all pairs of two: the first field's values next
/// to each other, the second field's below each other.
public struct LensRequest: Sendable, Equatable {
  /// Values tried of a single field, where its range has so many.
  public static let fanCount = 9

  /// A number that grows with each lens of a session.
  public var id: Int
  /// One field or two.
  public var axes: [LensAxis]

  /// A lens on one field or on two.
  public init(id: Int, axes: [LensAxis]) {
    precondition((1...2).contains(axes.count), "a lens on 1 or 2 fields, not \(axes.count)")
    self.id = id
    self.axes = axes
  }

  /// Values next to each other.
  public var columnCount: Int { axes[0].values.count }

  /// Values below each other; 1 for a single field.
  public var rowCount: Int { axes.count > 1 ? axes[1].values.count : 1 }

  /// Short trainings to make.
  public var trialCount: Int { columnCount * rowCount }

  /// The trial that changes nothing.
  public var currentTrial: Int {
    (axes.count > 1 ? axes[1].current * columnCount : 0) + axes[0].current
  }

  /// What a trial does to the configuration; nothing for the one that goes on as it is.
  public func edits(ofTrial trial: Int) -> [ConfigurationEdit] {
    let places = [trial % columnCount, trial / columnCount]
    return zip(axes, places).compactMap { axis, place in
      place == axis.current ? nil : .set(axis.key, axis.values[place])
    }
  }
}
