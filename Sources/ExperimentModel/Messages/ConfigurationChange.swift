/// A numbered change of the configuration, made while a network trains.
public struct ConfigurationChange: Sendable, Equatable {
  /// What tells it from the others of a session: growing from 1 for those that are asked for on the
  /// way, below 0 for those of a schedule.
  public var id: Int
  /// What is changed.
  public var edit: ConfigurationEdit
  /// Who asked for it.
  public var author: ChangeAuthor

  /// A change.
  public init(id: Int, edit: ConfigurationEdit, author: ChangeAuthor = .person) {
    self.id = id
    self.edit = edit
    self.author = author
  }

  /// Whether it is `other` itself or came after it.
  ///
  /// Between a change of a schedule and one that was asked for on the way the numbers cannot decide:
  /// then it is false.
  public func follows(_ other: ConfigurationChange) -> Bool {
    (id < 0) == (other.id < 0) && id >= other.id
  }
}

/// What a change does to the configuration.
public enum ConfigurationEdit: Sendable, Equatable {
  /// One field takes a value.
  case set(HyperparameterKey, HyperparameterValue)
  /// A hidden layer is put in so that it has this index.
  case insertLayer(HiddenLayer, at: Int)
  /// A hidden layer is taken out.
  case removeLayer(at: Int)

  /// The key the edit is recorded under.
  public var key: HyperparameterKey {
    switch self {
    case .set(let key, _): key
    case .insertLayer, .removeLayer: "network.hidden"
    }
  }
}

extension ExperimentConfiguration {
  /// The configuration after an edit.
  ///
  /// Setting one share of the split moves the difference to another, so that the shares keep
  /// summing to 1: train and dev give to each other, test takes from train.
  ///
  /// - Throws: everything wrong with the result.
  public func applying(
    _ edit: ConfigurationEdit
  ) throws(ConfigurationError) -> ExperimentConfiguration {
    var changed = self
    switch edit {
    case .set(let key, let value):
      do {
        try Hyperparameter.named(key, in: self).set(value, in: &changed)
      } catch {
        throw ConfigurationError([error])
      }
      changed.data.split.rebalance(after: key)
    case .insertLayer(let layer, let index):
      guard (0...network.hidden.count).contains(index) else { throw Self.noLayer(index) }
      changed.network.hidden.insert(layer, at: index)
    case .removeLayer(let index):
      guard network.hidden.indices.contains(index) else { throw Self.noLayer(index) }
      changed.network.hidden.remove(at: index)
    }
    let problems = changed.problems
    guard problems.isEmpty else { throw ConfigurationError(problems) }
    return changed
  }

  /// The value an edit changes, in words: a field's value, or the units of the hidden layers.
  public func summary(of edit: ConfigurationEdit) -> HyperparameterValue {
    switch edit {
    case .set(let key, _):
      (try? Hyperparameter.named(key, in: self))?.value(in: self) ?? .absent
    case .insertLayer, .removeLayer:
      .text(network.hidden.map { String($0.units) }.joined(separator: "-"))
    }
  }

  private static func noLayer(_ index: Int) -> ConfigurationError {
    ConfigurationError([
      ConfigurationProblem(
        key: "network.hidden", expected: "a hidden layer", found: "index \(index)")
    ])
  }
}

extension SplitShares {
  fileprivate mutating func rebalance(after key: HyperparameterKey) {
    // Sums of shares such as 0.7 + 0.2 + 0.1 are not exactly 1; rounding keeps them readable.
    func rest(_ share: Double) -> Double { (share * 1e9).rounded() / 1e9 }
    switch key {
    case "data.split.train": dev = rest(1 - train - test)
    case "data.split.dev", "data.split.test": train = rest(1 - dev - test)
    default: break
    }
  }
}
