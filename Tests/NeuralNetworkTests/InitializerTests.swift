import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

extension Initializer {
  /// The variance that the literature gives it, for 120 inputs and 80 units.
  fileprivate var variance: Double {
    switch self {
    case .glorotUniform, .glorotNormal: 2.0 / 200
    case .heUniform, .heNormal: 2.0 / 120
    case .lecunUniform, .lecunNormal: 1.0 / 120
    case .orthogonal: 1.0 / 120
    case .normal: 0.05 * 0.05
    case .uniform: 0.05 * 0.05 / 3
    case .zeros: 0
    }
  }

  fileprivate var isUniform: Bool { rawValue.hasSuffix("uniform") }
}

private func network(_ inputs: Int, _ units: Int, batchNorm: Bool = false) -> Network {
  var configuration = NetworkConfiguration()
  configuration.hidden = [HiddenLayer(units: units, batchNorm: batchNorm)]
  return Network(
    NetworkShape(configuration, inputCount: inputs, outputCount: 3), batchCapacity: 1)
}

@Suite struct `First weights` {
  @Test(arguments: Initializer.allCases)
  func `have the mean, variance and bounds of their rule`(initializer: Initializer) {
    let network = network(120, 80)
    network.parameters.fill(7)
    var stream = RandomStream(seed: 3, name: "weights")
    network.initialize(initializer, from: &stream)
    let values = network.weight(ofLayer: 0).elements.toArray().map { Double($0) }
    let deviation = initializer.variance.squareRoot()
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    // Of 9,600 values the mean strays by a hundredth of the deviation, the variance by 1.5 %.
    #expect(abs(mean) <= 0.04 * deviation)
    #expect(abs(variance - initializer.variance) <= 0.06 * initializer.variance)
    let largest = values.map { abs($0) }.max() ?? 0
    if initializer.isUniform {
      #expect(largest <= deviation * 3.0.squareRoot() * 1.000001)
      #expect(largest >= deviation * 3.0.squareRoot() * 0.99)
    } else if initializer != .zeros {
      #expect(largest > 3 * deviation)
    }
    #expect(network.span(.bias, ofLayer: 0)?.toArray() == [Float](repeating: 0, count: 80))
  }

  @Test func `of a normalised layer leave its input as it is`() {
    let network = network(4, 6, batchNorm: true)
    network.state.fill(7)
    var stream = RandomStream(seed: 3, name: "weights")
    network.initialize(.heNormal, from: &stream)
    #expect(network.span(.bias, ofLayer: 0) == nil)
    #expect(network.span(.gamma, ofLayer: 0)?.toArray() == [Float](repeating: 1, count: 6))
    #expect(network.span(.beta, ofLayer: 0)?.toArray() == [Float](repeating: 0, count: 6))
    #expect(network.span(.runningMean, ofLayer: 0)?.toArray() == [Float](repeating: 0, count: 6))
    #expect(
      network.span(.runningVariance, ofLayer: 0)?.toArray() == [Float](repeating: 1, count: 6))
  }

  @Test(arguments: [(12, 5), (5, 12), (7, 7), (1, 4), (4, 1)])
  func `by the orthogonal rule are orthonormal rows or columns`(inputs: Int, units: Int) {
    let network = network(inputs, units)
    var stream = RandomStream(seed: 9, name: "weights")
    network.initialize(.orthogonal, from: &stream)
    let weight = network.weight(ofLayer: 0)
    let isTall = inputs >= units
    for one in 0..<min(inputs, units) {
      for other in 0..<min(inputs, units) {
        let product = (0..<max(inputs, units)).reduce(0.0) { sum, index in
          let (a, b) =
            isTall
            ? (weight[index, one], weight[index, other])
            : (weight[one, index], weight[other, index])
          return sum + Double(a) * Double(b)
        }
        #expect(abs(product - (one == other ? 1 : 0)) < 1e-6)
      }
    }
  }

  @Test func `follow from the stream alone`() {
    func values(seed: UInt64) -> [Float] {
      let network = network(5, 4)
      var stream = RandomStream(seed: seed, name: "weights")
      network.initialize(.glorotNormal, from: &stream)
      return network.state.toArray()
    }
    #expect(values(seed: 1) == values(seed: 1))
    #expect(values(seed: 1) != values(seed: 2))
  }
}
