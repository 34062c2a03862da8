import ExperimentModel
import NeuralNetwork
import Numerics

/// What training moves: a network and its optimizer, and the streams that feed them.
struct Model: ~Copyable {
  var network: Network
  var optimizer: Optimizer
  /// Draws first weights; goes on where it stopped when units are added.
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
}
