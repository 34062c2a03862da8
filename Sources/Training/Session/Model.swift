import ExperimentModel
import NeuralNetwork
import Numerics

/// What training moves: a network and its optimizer, and the streams that feed them.
struct Model: ~Copyable {
  var network: Network
  var optimizer: Optimizer
  /// Draws first weights; goes on where it stopped when a layer begins afresh.
  var weightStream: RandomStream
  let dropoutStream: RandomStream

  /// A model with the first weights of a configuration.
  init(_ configuration: ExperimentConfiguration, inputCount: Int, outputCount: Int, rows: Int) {
    let shape = NetworkShape(
      configuration.network, inputCount: inputCount, outputCount: outputCount)
    self.init(empty: shape, configuration, rows: rows)
    network.initialize(configuration.network.initializer, from: &weightStream)
  }

  /// A model of a shape whose parameters are all 0, to be filled from a checkpoint.
  init(empty shape: NetworkShape, _ configuration: ExperimentConfiguration, rows: Int) {
    let training = configuration.training
    network = Network(shape, batchCapacity: min(training.batchSize, rows))
    optimizer = Optimizer(training.optimizer.name, parameterCount: shape.parameterCount)
    weightStream = RandomStream(seed: UInt64(training.seed), name: "weights")
    dropoutStream = RandomStream(seed: UInt64(training.seed), name: "dropout")
  }

  /// Takes on another shape: a layer whose counterpart holds the same parameters keeps them and
  /// their place in the optimizer's memory; the others begin afresh.
  ///
  /// - Parameters:
  ///   - shape: the new shape.
  ///   - initializer: gives the other layers their weights.
  ///   - counterpart: the old index of a new layer, or `nil` for a layer that was not there.
  /// - Returns: the layers that began afresh.
  mutating func reshape(
    to shape: NetworkShape, _ initializer: Initializer, counterpart: (Int) -> Int?
  ) -> [Int] {
    let grown = Network(shape, batchCapacity: network.batchCapacity)
    var memory = Optimizer(optimizer.name, parameterCount: shape.parameterCount)
    memory.products = optimizer.products
    var fresh: [Int] = []
    for (index, layer) in shape.layers.enumerated() {
      guard let old = counterpart(index), network.shape.layers.indices.contains(old),
        layer.holdsSameParameters(as: network.shape.layers[old])
      else {
        grown.initializeLayer(index, initializer, from: &weightStream)
        fresh.append(index)
        continue
      }
      grown.copyLayer(index, from: network, layer: old)
      let slots = optimizer.slotParts(of: network.parameterRange(ofLayer: old))
      for (new, kept) in zip(memory.slotParts(of: grown.parameterRange(ofLayer: index)), slots) {
        new.copy(from: kept)
      }
    }
    network = grown
    optimizer = memory
    return fresh
  }

  /// Starts another optimizer, which has seen no gradient.
  mutating func replaceOptimizer(_ name: OptimizerName) {
    optimizer = Optimizer(name, parameterCount: network.shape.parameterCount)
  }
}
