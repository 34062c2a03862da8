import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

/// What ten steps of the engine left.
private struct Course {
  var losses: [Double] = []
  var norms: [Double] = []
  var penalty = 0.0
  var weights: [Double] = []
}

extension RunFigure {
  private var network: NetworkConfiguration {
    var network = NetworkConfiguration()
    network.hidden = [HiddenLayer(units: 5, activation: activation, batchNorm: batchNorm)]
    return network
  }

  private var firstParameters: [Double] {
    let bias = pattern(5, salt: 6, scale: 0.5)
    let spans = batchNorm ? bias.map { 1 + $0 } + pattern(5, salt: 7, scale: 0.5) : bias
    return pattern(20, salt: 5) + spans + pattern(15, salt: 8) + pattern(3, salt: 9, scale: 0.5)
  }

  private var targets: [[Double]] {
    if loss == .categoricalCrossentropy { return (0..<8).map { [Double(($0 * 5 + 1) % 3)] } }
    let values = pattern(24, salt: 4, scale: 2).map { value -> Double in
      switch loss {
      case .binaryCrossentropy, .hinge: value > 0 ? 1 : 0
      case .poisson: (abs(value) * 2).rounded(.toNearestOrEven)
      default: value
      }
    }
    return (0..<8).map { Array(values[($0 * 3)..<($0 * 3 + 3)]) }
  }

  fileprivate func train() -> Course {
    let network = Network(
      NetworkShape(network, inputCount: 4, outputCount: 3), batchCapacity: 5)
    network.parameters.set(firstParameters)
    var optimizer = Optimizer(optimizer, parameterCount: network.shape.parameterCount)
    let settings = OptimizerConfiguration(self.optimizer)
    let inputs = pattern(32, salt: 3, scale: 1.5)
    let reference = ReferenceLoss(loss: loss, delta: 0.7, smoothing: smoothing)
    var course = Course()
    for step in 0..<10 {
      let rows = step.isMultiple(of: 2) ? 0..<5 : 5..<8
      network.input.firstRows(rows.count).elements.set(
        Array(inputs[(rows.lowerBound * 4)..<(rows.upperBound * 4)]))
      network.forward(rows: rows.count, step: step, dropout: RandomStream(seed: 1, name: "none"))
      let logits = network.logits.firstRows(rows.count).elements.toArray().map { Double($0) }
      let (mean, slopes) = reference.evaluate(
        (0..<rows.count).map { Array(logits[($0 * 3)..<($0 * 3 + 3)]) }, Array(targets[rows]))
      network.logitsGradient.firstRows(rows.count).elements.set(Array(slopes.joined()))
      network.backward(rows: rows.count)
      course.losses.append(mean)
      course.penalty = network.addPenalty(l1: Float(l1), l2: Float(l2))
      course.norms.append(clipGradient(network.gradients, toNorm: clipNorm))
      optimizer.update(network, settings, learningRate: settings.learningRate)
    }
    course.weights = network.weight(ofLayer: 1).elements.toArray().map { Double($0) }
    return course
  }
}

@Suite struct `Ten steps` {
  @Test(arguments: runFigures)
  func `are those of PyTorch`(figure: RunFigure) {
    let course = figure.train()
    #expect(distance(course.losses, figure.losses) < 1e-5)
    #expect(distance(course.norms, figure.norms) < 1e-5)
    #expect(abs(course.penalty - figure.lastPenalty) < 1e-5)
    #expect(distance(course.weights, figure.lastWeights) < 1e-5)
  }
}
