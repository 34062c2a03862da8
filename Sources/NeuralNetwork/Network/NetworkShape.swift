public import ExperimentModel

/// The layers of a network from the input up; the last one is the output layer.
public struct NetworkShape: Sendable, Equatable {
  /// Inputs of the first layer.
  public let inputCount: Int
  /// The dense layers, at least one.
  public private(set) var layers: [LayerShape]

  /// The shape of a configuration for data with so many inputs and outputs.
  ///
  /// The output layer is linear on the logits: the loss implies what turns them into predictions.
  public init(_ configuration: NetworkConfiguration, inputCount: Int, outputCount: Int) {
    self.init(configuration.hidden, inputCount: inputCount, outputCount: outputCount)
  }

  init(_ hidden: [HiddenLayer], inputCount: Int, outputCount: Int) {
    self.inputCount = inputCount
    var layers: [LayerShape] = []
    var width = inputCount
    for layer in hidden {
      layers.append(LayerShape(inputs: width, hidden: layer))
      width = layer.units
    }
    layers.append(
      LayerShape(inputs: width, hidden: HiddenLayer(units: outputCount, activation: .linear)))
    self.layers = layers
  }

  /// The shape with other hidden layers.
  func with(_ change: (inout [HiddenLayer]) -> Void) -> NetworkShape {
    var hidden = layers.dropLast().map { layer in
      HiddenLayer(
        units: layer.units, activation: layer.activation, dropout: layer.dropout,
        batchNorm: layer.batchNorm)
    }
    change(&hidden)
    return NetworkShape(hidden, inputCount: inputCount, outputCount: outputCount)
  }

  /// Units of the output layer.
  public var outputCount: Int { layers[layers.count - 1].units }

  /// Trainable numbers: weights, biases, gains and shifts.
  public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }

  /// Numbers that training moves without a gradient: the running mean and variance of batch
  /// normalisation.
  public var statisticCount: Int { layers.reduce(0) { $0 + $1.statisticCount } }

  /// The widest layer, inputs included.
  public var largestWidth: Int { layers.reduce(inputCount) { max($0, $1.units) } }
}

/// One dense layer: dense, batch normalisation, activation, dropout, in this order.
public struct LayerShape: Sendable, Equatable {
  /// Numbers a row that come in.
  public let inputs: Int
  /// Numbers a row that go out.
  public let units: Int
  /// The activation.
  public let activation: Activation
  /// The share of units dropped in training.
  public let dropout: Double
  /// Whether batch normalisation takes the place of the bias.
  public let batchNorm: Bool

  init(inputs: Int, hidden: HiddenLayer) {
    self.inputs = inputs
    units = hidden.units
    activation = hidden.activation
    dropout = hidden.dropout
    batchNorm = hidden.batchNorm
  }

  /// Weights of the dense part.
  public var weightCount: Int { inputs * units }

  /// Weights, then biases; or weights, then gains, then shifts.
  public var parameterCount: Int { weightCount + (batchNorm ? 2 * units : units) }

  /// The running mean and variance of batch normalisation.
  public var statisticCount: Int { batchNorm ? 2 * units : 0 }
}
