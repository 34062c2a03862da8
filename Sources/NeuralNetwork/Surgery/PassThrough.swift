import ExperimentModel
import Numerics

/// How a unit of a new layer passes an input on: it computes f(entry.factor · x + entry.offset), and
/// the next layer reads exit.factor · f + exit.offset in the place of x.
struct PassThrough {
  var entry = AffineMap()
  var exit = AffineMap()
}

/// How a layer of an activation comes nearest to the identity.
enum PassThroughRule {
  /// f(x) = x everywhere.
  case everywhere
  /// f(x) = x from 0 on: inputs that may be below are moved up by the lowest one seen, and back.
  case fromZero
  /// Inputs are brought to around `center`, where the activation is nearly straight, and so close to
  /// it that it stays so.
  case around(center: Double, standardDeviation: Double)

  init(_ activation: Activation) {
    self =
      switch activation {
      case .linear: .everywhere
      case .relu, .leakyReLU, .elu: .fromZero
      case .sigmoid, .tanh: .around(center: 0, standardDeviation: 0.5)
      // It bends most at 0, and everywhere.
      case .softsign: .around(center: 0, standardDeviation: 0.25)
      case .selu: .around(center: 2, standardDeviation: 0.5)
      // Their points of inflection, and for softplus, which has none, where it has become straight.
      case .gelu: .around(center: 2.0.squareRoot(), standardDeviation: 0.5)
      case .mish: .around(center: 1.5, standardDeviation: 0.5)
      case .silu: .around(center: 2.4, standardDeviation: 0.5)
      case .softplus: .around(center: 3, standardDeviation: 0.5)
      }
  }
}

extension Activation {
  /// Whether no output is below 0.
  var isNeverNegative: Bool {
    switch self {
    case .relu, .sigmoid, .softplus: true
    case .linear, .tanh, .leakyReLU, .elu, .selu, .gelu, .silu, .softsign, .mish: false
    }
  }
}

extension Surgery {
  /// How each input of a layer is passed on by units of `activation` put below it.
  func passThroughs(
    of activation: Activation, below index: Int, _ network: borrowing Network
  ) -> (units: [PassThrough], outcome: SurgeryOutcome) {
    let count = network.weight(ofLayer: index).rows
    let plain = Array(repeating: PassThrough(), count: count)
    switch PassThroughRule(activation) {
    case .everywhere:
      return (plain, .outputsKept)
    case .fromZero:
      if index > 0, network.shape.layers[index - 1].activation.isNeverNegative {
        return (plain, .outputsKept)
      }
      let moments = inputMoments(ofLayer: index, of: network)
      let lifted = moments.lowest.map { lowest in
        let lift = lowest.isFinite ? Double(max(-lowest, 0)) : 0
        return PassThrough(entry: AffineMap(offset: lift), exit: AffineMap(offset: -lift))
      }
      return (lifted, .identityWithinRange)
    case .around(let center, let standardDeviation):
      let moments = inputMoments(ofLayer: index, of: network)
      let entries = (0..<count).map { input in
        let spread = moments.variance(input).squareRoot()
        let factor = spread > 0 ? standardDeviation / spread : 1
        return AffineMap(factor: factor, offset: center - factor * moments.mean(input))
      }
      return (leastSquaresFit(entries, activation, below: index, network), .identityApproximated)
    }
  }

  /// Finds for each input the map that reads it best from what the activation makes of it.
  private func leastSquaresFit(
    _ entries: [AffineMap], _ activation: Activation, below index: Int, _ network: borrowing Network
  ) -> [PassThrough] {
    var moments = ColumnMoments(columns: entries.count)
    forEachChunk(into: index, of: network) { input in
      let block = FloatBlock(count: 2 * input.count)
      let entered = block.matrix(at: 0, rows: input.rows, columns: input.columns)
      let bent = block.matrix(at: input.count, rows: input.rows, columns: input.columns)
      for row in 0..<input.rows {
        for (column, entry) in entries.enumerated() {
          entered[row, column] = Float(entry.factor * Double(input[row, column]) + entry.offset)
        }
      }
      ActivationKernel(activation).forward(bias: nil, preactivation: entered, output: bent)
      moments.add(bent, input)
    }
    return entries.enumerated().map { input, entry in
      var exit = moments.leastSquaresFit(input)
      // An input that did not vary keeps its weights in the next layer.
      if exit.factor == 0 { exit = AffineMap(factor: 1, offset: exit.offset - moments.mean(input)) }
      return PassThrough(entry: entry, exit: exit)
    }
  }
}
