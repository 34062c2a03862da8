/// The shape of a network of dense layers.
public struct NetworkConfiguration: Sendable, Equatable {
  /// The hidden layers from the input up; empty for a linear model.
  public var hidden: [HiddenLayer] = [HiddenLayer(units: 32), HiddenLayer(units: 16)]
  /// The rule for the first weights.
  ///
  /// Biases start at 0.
  public var initializer = Initializer.heNormal

  /// The defaults.
  public init() {}
}

/// One hidden layer: dense, batch normalisation, activation, dropout, in this order.
public struct HiddenLayer: Sendable, Equatable {
  /// The count of units, 1 or more.
  public var units: Int
  /// The activation.
  public var activation: Activation
  /// The share of units dropped in training, 0 up to but not including 1.
  public var dropout: Double
  /// Whether the dense part is followed by batch normalisation instead of a bias.
  public var batchNorm: Bool

  /// A layer of a count of units.
  public init(
    units: Int, activation: Activation = .relu, dropout: Double = 0, batchNorm: Bool = false
  ) {
    self.units = units
    self.activation = activation
    self.dropout = dropout
    self.batchNorm = batchNorm
  }
}
