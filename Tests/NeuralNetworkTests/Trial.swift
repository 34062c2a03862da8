import ExperimentModel
import NeuralNetwork
import Numerics

/// One network with a batch: what a test compares engine and reference on.
struct Trial: CustomStringConvertible {
  var hidden: [HiddenLayer]
  var inputs = 3
  var outputs = 2
  var rows = 7
  /// Rows the engine makes room for beyond those of the batch.
  var spareRows = 0
  var loss = ReferenceLoss(loss: .meanSquaredError)
  var l1 = 0.0
  var l2 = 0.0

  static let step = 5

  var description: String {
    let layers = hidden.map { layer in
      "\(layer.units) \(layer.activation.rawValue)"
        + (layer.batchNorm ? " normalised" : "") + (layer.dropout > 0 ? " dropped" : "")
    }
    return "\(inputs)-\(layers)-\(outputs), \(rows) rows, \(loss)"
  }

  var shape: NetworkShape {
    var network = NetworkConfiguration()
    network.hidden = hidden
    return NetworkShape(network, inputCount: inputs, outputCount: outputs)
  }

  /// Exact as floats.
  var parameters: [Double] { numbers(shape.parameterCount, in: -1...1, seed: 1) }

  var batch: ReferenceBatch {
    let columns = loss.loss == .categoricalCrossentropy ? 1 : outputs
    let values = numbers(rows * columns, in: -2...2, seed: 3).map { value -> Double in
      switch loss.loss {
      case .binaryCrossentropy, .hinge: value > 0 ? 1 : 0
      case .poisson: abs(value * 2).rounded()
      case .categoricalCrossentropy: Double(Int(abs(value) * 100) % outputs)
      default: value
      }
    }
    return ReferenceBatch(
      inputs: table(numbers(rows * inputs, in: -1.5...1.5, seed: 2), columns: inputs),
      targets: table(values, columns: columns))
  }

  let dropout = RandomStream(seed: 4, name: "dropout")

  /// The masks of the engine's dropout kernel for the trial's step.
  var masks: [[[Double]]] {
    shape.layers.enumerated().map { index, layer in
      guard layer.dropout > 0 else { return [] }
      let count = rows * layer.units
      let block = FloatBlock(count: 2 * count)
      block.vector(at: 0, count: count).dropOut(
        rate: Float(layer.dropout), key: dropout.key(step: Self.step, layer: index),
        mask: block.vector(at: count, count: count))
      let mask = block.vector(at: count, count: count).toArray().map(Double.init)
      return table(mask, columns: layer.units)
    }
  }

  var reference: ReferenceNetwork {
    ReferenceNetwork(shape: shape, loss: loss, l1: l1, l2: l2, masks: masks)
  }

  /// A network of the engine with the trial's parameters and rows.
  func makeNetwork() -> Network {
    let network = Network(shape, batchCapacity: rows + spareRows)
    network.parameters.set(parameters)
    for index in shape.layers.indices { network.span(.runningVariance, ofLayer: index)?.fill(1) }
    network.input.firstRows(rows).elements.set(Array(batch.inputs.joined()))
    return network
  }

  /// Trains nothing, but computes logits, loss, penalty and gradients.
  func run() -> Outcome {
    let network = makeNetwork()
    // What a larger batch left behind must not show.
    network.gradients.fill(.nan)
    network.forward(rows: rows, step: Self.step, dropout: dropout)
    let logits = network.logits.firstRows(rows)
    let mean = evaluate(logits, gradient: network.logitsGradient.firstRows(rows))
    network.backward(rows: rows)
    let penalty = network.addPenalty(l1: Float(l1), l2: Float(l2))
    return Outcome(
      logits: logits.elements.toArray().map(Double.init), loss: mean, penalty: penalty,
      gradient: network.gradients.toArray().map(Double.init),
      statistics: network.state.toArray().dropFirst(shape.parameterCount).map(Double.init))
  }

  private func evaluate(_ logits: MatrixView, gradient: MatrixView) -> Double {
    loss.loss == .categoricalCrossentropy
      ? evaluateClasses(logits, gradient) : evaluateValues(logits, gradient)
  }

  private func evaluateClasses(_ logits: MatrixView, _ gradient: MatrixView) -> Double {
    let labels = IndexBlock(count: rows)
    let numbers = batch.targets.map { Int32($0[0]) }
    labels.all.copy(from: numbers.span)
    return CategoricalCrossentropy.evaluate(
      predicted: logits, labels: labels.all, smoothing: Float(loss.smoothing), gradient: gradient)
  }

  private func evaluateValues(_ logits: MatrixView, _ gradient: MatrixView) -> Double {
    let expected = FloatBlock(count: rows * outputs)
    expected.all.set(Array(batch.targets.joined()))
    return kernel.evaluate(
      predicted: logits, expected: expected.matrix(at: 0, rows: rows, columns: outputs),
      gradient: gradient)
  }

  private var kernel: LossKernel {
    switch loss.loss {
    case .meanSquaredError: .meanSquaredError
    case .meanAbsoluteError: .meanAbsoluteError
    case .huber: .huber(delta: Float(loss.delta))
    case .logCosh: .logCosh
    case .binaryCrossentropy: .binaryCrossentropy(smoothing: Float(loss.smoothing))
    case .poisson: .poisson
    case .hinge: .hinge
    case .categoricalCrossentropy: preconditionFailure("the loss of a row, not of an element")
    }
  }

  /// What the engine computed.
  struct Outcome {
    var logits: [Double]
    var loss: Double
    var penalty: Double
    var gradient: [Double]
    var statistics: [Double]
  }
}

/// Reproducible numbers, evenly from a range, exact as floats.
func numbers(_ count: Int, in range: ClosedRange<Double>, seed: UInt64) -> [Double] {
  var stream = RandomStream(seed: seed, name: "test numbers")
  return (0..<count).map { _ in
    Double(Float(range.lowerBound + (range.upperBound - range.lowerBound) * stream.uniform()))
  }
}

extension VectorView {
  /// Takes over numbers, rounded to floats.
  func set(_ numbers: [Double]) {
    let floats = numbers.map { Float($0) }
    copy(from: floats.span)
  }
}

private func table(_ values: [Double], columns: Int) -> [[Double]] {
  stride(from: 0, to: values.count, by: columns).map { Array(values[$0..<($0 + columns)]) }
}

/// How far two vectors are apart, as a share of the length of the second.
///
/// A vector of nearly nothing, as a bias before a normalisation has for its gradient, is measured
/// against 0.01; vectors of different length are infinitely far apart.
func distance(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count, !found.isEmpty else { return .infinity }
  var square = 0.0
  var length = 0.0
  for (one, other) in zip(found, expected) {
    square += (one - other) * (one - other)
    length += other * other
  }
  return square.squareRoot() / max(length.squareRoot(), 0.01)
}
