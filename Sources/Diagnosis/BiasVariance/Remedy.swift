public import ExperimentModel

/// Something to try, and the field that does it.
public struct Remedy: Sendable, Equatable {
  /// What to do, in a few words.
  public var title: String
  /// The field to change; `nil` where the configuration has none for it.
  public var key: HyperparameterKey?

  /// A remedy.
  public init(_ title: String, key: HyperparameterKey? = nil) {
    self.title = title
    self.key = key
  }

  /// What to try against a verdict, in order; remedies the configuration has no use for are left
  /// out.
  ///
  /// Source: Andrew Ng, Machine Learning Yearning, chapters 25 and 27.
  public static func all(
    against verdict: BiasVarianceVerdict, in configuration: ExperimentConfiguration
  ) -> [Remedy] {
    switch verdict {
    case .good: []
    case .highBias: bias(configuration)
    case .highVariance: variance(configuration)
    // A network that does not fit cannot show what its variance will be: bias comes first.
    case .both: Array(bias(configuration).prefix(3) + variance(configuration).prefix(3))
    case .cannotTell: [Remedy("a larger dev share", key: "data.split.dev")]
    }
  }

  /// What to try when losses are no longer finite, in order.
  public static let againstNonFinite = [
    Remedy("a lower learning rate", key: "training.optimizer.learning_rate"),
    Remedy("clip the gradients", key: "training.clip_norm"),
  ]

  private static func bias(_ configuration: ExperimentConfiguration) -> [Remedy] {
    var remedies = [
      Remedy("a larger network", key: widest(configuration)),
      Remedy("train longer", key: "training.epochs"),
      Remedy("another learning rate", key: "training.optimizer.learning_rate"),
      Remedy("another optimizer", key: "training.optimizer.name"),
    ]
    if let key = strongestRegularization(configuration) {
      remedies.append(Remedy("less regularisation", key: key))
    }
    if !configuration.network.hidden.isEmpty {
      remedies.append(Remedy("another activation", key: .layer(0, "activation")))
    }
    return remedies
  }

  private static func variance(_ configuration: ExperimentConfiguration) -> [Remedy] {
    var remedies = [
      Remedy("more training rows", key: "data.split.train"),
      Remedy("more L2", key: "training.regularization.l2"),
    ]
    if !configuration.network.hidden.isEmpty {
      remedies.append(Remedy("more dropout", key: .layer(widestLayer(configuration), "dropout")))
    }
    remedies.append(Remedy("early stopping", key: "training.early_stopping.patience"))
    if !configuration.network.hidden.isEmpty {
      remedies.append(Remedy("a smaller network", key: widest(configuration)))
    }
    return remedies + [Remedy("fewer features", key: "data.source")]
  }

  private static func widest(_ configuration: ExperimentConfiguration) -> HyperparameterKey {
    if configuration.network.hidden.isEmpty { return "network.hidden" }
    return .layer(widestLayer(configuration), "units")
  }

  private static func widestLayer(_ configuration: ExperimentConfiguration) -> Int {
    let units = configuration.network.hidden.map(\.units)
    return units.indices.max { units[$0] < units[$1] } ?? 0
  }

  private static func strongestRegularization(
    _ configuration: ExperimentConfiguration
  ) -> HyperparameterKey? {
    let training = configuration.training
    let hidden = configuration.network.hidden
    if let layer = hidden.indices.max(by: { hidden[$0].dropout < hidden[$1].dropout }),
      hidden[layer].dropout > 0
    {
      return .layer(layer, "dropout")
    }
    if training.l2 > 0 { return "training.regularization.l2" }
    if training.l1 > 0 { return "training.regularization.l1" }
    return training.optimizer.weightDecay > 0 ? "training.optimizer.weight_decay" : nil
  }
}
