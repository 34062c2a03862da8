import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

@Suite struct `Optimizers of a network` {
  @Test(arguments: optimizerFigures)
  func `move weights and biases as PyTorch does`(figure: OptimizerFigure) {
    var configuration = NetworkConfiguration()
    configuration.hidden = []
    let network = Network(
      NetworkShape(configuration, inputCount: 3, outputCount: 2), batchCapacity: 1)
    network.parameters.set(pattern(6, salt: 1) + pattern(2, salt: 2))
    var optimizer = Optimizer(figure.name, parameterCount: 8)
    for step in 0..<10 {
      network.gradients.set(pattern(6, salt: 10 + step) + pattern(2, salt: 30 + step))
      optimizer.update(network, figure.settings, learningRate: figure.settings.learningRate)
      let expected = [0: figure.first, 1: figure.second, 9: figure.tenth][step]
      guard let expected else { continue }
      let found = network.parameters.toArray().map { Double($0) }
      #expect(distance(found, expected) < 1e-6, "step \(step + 1)")
    }
  }

  @Test func `keep the corrections of steps before a change of beta`() {
    var products = OptimizerProducts()
    #expect(products == OptimizerProducts())
    products.beta1 = 0.81
    var configuration = NetworkConfiguration()
    configuration.hidden = []
    let network = Network(
      NetworkShape(configuration, inputCount: 1, outputCount: 1), batchCapacity: 1)
    var optimizer = Optimizer(.adam, parameterCount: 2)
    var settings = OptimizerConfiguration(.adam)
    settings.beta1 = 0.5
    optimizer.products = products
    optimizer.update(network, settings, learningRate: 0.1)
    #expect(abs(optimizer.products.beta1 - 0.405) < 1e-12)
    #expect(optimizer.products.updates == 1)
  }

  @Test(arguments: [nil, 0.5, 10] as [Double?])
  func `clip the global norm and report it before`(limit: Double?) {
    let block = FloatBlock(count: 2)
    block.all.set([3, 4])
    let norm = clipGradient(block.all, toNorm: limit)
    let clipped = limit == 0.5 ? [0.3, 0.4] : [3, 4]
    #expect(norm == 5)
    #expect(distance(block.all.toArray().map { Double($0) }, clipped) < 1e-6)
  }
}
