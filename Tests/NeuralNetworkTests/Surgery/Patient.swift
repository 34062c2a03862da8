import ExperimentModel
import NeuralNetwork
import Numerics

/// A network that has made some steps, with its optimizer and the rows that surgery may look at.
struct Patient: ~Copyable {
  static let rows = 40
  static let inputs = 5
  static let outputs = 3

  var network: Network
  var optimizer: Optimizer
  var stream = RandomStream(seed: 9, name: "weights")
  private let data = FloatBlock(count: rows * inputs)

  init(_ hidden: [HiddenLayer], _ name: OptimizerName = .adam, steps: Int = 6) {
    var configuration = NetworkConfiguration()
    configuration.hidden = hidden
    let shape = NetworkShape(
      configuration, inputCount: Self.inputs, outputCount: Self.outputs)
    network = Network(shape, batchCapacity: Self.rows)
    optimizer = Optimizer(name, parameterCount: shape.parameterCount)
    data.all.set(numbers(Self.rows * Self.inputs, in: -2...2, seed: 2))
    network.initialize(.heNormal, from: &stream)
    for step in 0..<steps { train(step) }
  }

  var surgery: Surgery { Surgery(rows: matrix, initializer: .heNormal) }

  private var matrix: MatrixView {
    data.matrix(at: 0, rows: Self.rows, columns: Self.inputs)
  }

  /// A step whose loss gradient is made up.
  mutating func train(_ step: Int = 100) {
    var settings = OptimizerConfiguration(optimizer.name)
    settings.momentum = 0.9
    settings.weightDecay = 0
    network.input.elements.copy(from: matrix.elements)
    network.forward(rows: Self.rows, step: step, dropout: RandomStream(seed: 1, name: "dropout"))
    network.logitsGradient.elements.set(
      numbers(Self.rows * Self.outputs, in: -0.1...0.1, seed: 50 + UInt64(step)))
    network.backward(rows: Self.rows)
    optimizer.update(network, settings, learningRate: 0.01)
  }

  /// What the network makes of the rows in inference mode, or of `factor` times them.
  func logits(scaledBy factor: Float = 1) -> [Double] {
    let inference = Inference(network.shape, capacity: Self.rows)
    let input = inference.input(rows: Self.rows, of: network)
    input.elements.copy(from: matrix.elements)
    input.elements.scale(by: factor)
    return inference.logits(rows: Self.rows, of: network).elements.toArray().map(Double.init)
  }

  /// A layer's weights, and what the optimizer remembers of them.
  func weights(_ layer: Int) -> Layered {
    let matrix = network.weight(ofLayer: layer)
    let start = network.parameterRange(ofLayer: layer).lowerBound
    return Layered(
      columns: matrix.columns, values: matrix.elements.toArray(),
      memory: memory(at: start, count: matrix.count))
  }

  /// A span of a layer, and what the optimizer remembers of it: for biases, gains and shifts.
  func span(_ span: LayerSpan, _ layer: Int) -> Layered {
    let units = network.shape.layers[layer].units
    let after =
      network.parameterRange(ofLayer: layer).lowerBound
      + network.weight(ofLayer: layer).count
    return Layered(
      columns: units, values: network.span(span, ofLayer: layer)?.toArray() ?? [],
      memory: memory(at: span == .beta ? after + units : after, count: units))
  }

  private func memory(at start: Int, count: Int) -> [[Float]] {
    let parameters = network.shape.parameterCount
    return optimizer.name.memory.indices.map {
      optimizer.state.part(at: $0 * parameters + start, count: count).toArray()
    }
  }

  /// Numbers in rows, and for each what an optimizer remembers, slot by slot.
  struct Layered: Equatable {
    var columns: Int
    var values: [Float]
    var memory: [[Float]]

    /// Only some rows and columns.
    func picked(rows: [Int], columns picked: [Int]) -> Layered {
      func pick(_ numbers: [Float]) -> [Float] {
        rows.flatMap { row in picked.map { numbers[row * columns + $0] } }
      }
      return Layered(columns: picked.count, values: pick(values), memory: memory.map(pick))
    }
  }
}

/// Two hidden layers of the same kind.
func twoLayers(_ activation: Activation, norm: Bool = false) -> [HiddenLayer] {
  [
    HiddenLayer(units: 6, activation: activation, batchNorm: norm),
    HiddenLayer(units: 4, activation: activation, batchNorm: norm),
  ]
}
