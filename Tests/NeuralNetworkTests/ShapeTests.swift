import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

private let shapes: [NetworkShape] = [
  [], [HiddenLayer(units: 4)], [HiddenLayer(units: 4, batchNorm: true)],
  [
    HiddenLayer(units: 5), HiddenLayer(units: 1, batchNorm: true),
    HiddenLayer(units: 7, dropout: 0.1),
  ],
].map { hidden in
  var configuration = NetworkConfiguration()
  configuration.hidden = hidden
  return NetworkShape(configuration, inputCount: 3, outputCount: 2)
}

@Suite struct `A network's memory` {
  @Test(arguments: shapes)
  func `is tiled by its layers' tensors without gap or overlap`(shape: NetworkShape) {
    let network = Network(shape, batchCapacity: 2)
    #expect(network.parameters.count == shape.parameterCount)
    #expect(network.gradients.count == shape.parameterCount)
    #expect(network.state.count == shape.parameterCount + shape.statisticCount)
    var parameters = 0
    for (index, layer) in shape.layers.enumerated() {
      #expect(network.parameterRange(ofLayer: index).lowerBound == parameters)
      parameters += layer.parameterCount
      #expect(network.parameterRange(ofLayer: index).upperBound == parameters)
      let weight = network.weight(ofLayer: index)
      #expect(weight.rows == layer.inputs && weight.columns == layer.units)
      add(1, to: weight.elements)
      for span in LayerSpan.allCases {
        guard let vector = network.span(span, ofLayer: index) else { continue }
        #expect(vector.count == layer.units)
        add(1, to: vector)
      }
    }
    #expect(parameters == shape.parameterCount)
    #expect(network.state.toArray().allSatisfy { $0 == 1 })
  }

  private func add(_ number: Float, to vector: VectorView) {
    for index in 0..<vector.count { vector[index] += number }
  }

  @Test func `counts weights and biases, or weights, gains and shifts`() {
    #expect(shapes.map(\.parameterCount) == [8, 26, 30, 20 + 7 + 14 + 16])
    #expect(shapes.map(\.statisticCount) == [0, 0, 8, 2])
    #expect(shapes.map(\.largestWidth) == [3, 4, 4, 7])
    #expect(shapes.allSatisfy { $0.outputCount == 2 })
  }

  @Test func `keeps parameters when it makes room for larger batches`() {
    var network = Network(shapes[3], batchCapacity: 2)
    var stream = RandomStream(seed: 1, name: "weights")
    network.initialize(.heNormal, from: &stream)
    let before = network.state.toArray()
    network.reserveBatch(rows: 9)
    #expect(network.batchCapacity == 9)
    #expect(network.input.rows == 9)
    #expect(network.state.toArray() == before)
  }
}
