import ExperimentModel
import Platform

extension Activation {
  /// The function as a textbook writes it.
  func value(_ z: Double) -> Double {
    switch self {
    case .linear: z
    case .sigmoid: Stable.sigmoid(z)
    case .tanh: Platform.tanh(z)
    case .relu: max(z, 0)
    case .leakyReLU: z > 0 ? z : 0.01 * z
    case .elu: z > 0 ? z : expm1(z)
    case .selu: seluScale * (z > 0 ? z : seluAlpha * (expm1(z)))
    case .gelu: z * normalCumulative(z)
    case .silu: z * Stable.sigmoid(z)
    case .softplus: Stable.softplus(z)
    case .softsign: z / (1 + abs(z))
    case .mish: z * Platform.tanh(Stable.softplus(z))
    }
  }

  /// Whether the derivative, or that of the derivative, jumps at 0.
  var hasKink: Bool {
    switch self {
    case .relu, .leakyReLU, .elu, .selu, .softsign: true
    case .linear, .sigmoid, .tanh, .gelu, .silu, .softplus, .mish: false
    }
  }

  /// Its derivative.
  func derivative(_ z: Double) -> Double {
    switch self {
    case .linear: 1
    case .sigmoid: Stable.sigmoid(z) * (1 - Stable.sigmoid(z))
    case .tanh: 1 - Platform.tanh(z) * Platform.tanh(z)
    case .relu: z > 0 ? 1 : 0
    case .leakyReLU: z > 0 ? 1 : 0.01
    case .elu: z > 0 ? 1 : exp(z)
    case .selu: seluScale * (z > 0 ? 1 : seluAlpha * exp(z))
    case .gelu: normalCumulative(z) + z * exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    case .silu: Stable.sigmoid(z) + z * Stable.sigmoid(z) * (1 - Stable.sigmoid(z))
    case .softplus: Stable.sigmoid(z)
    case .softsign: 1 / ((1 + abs(z)) * (1 + abs(z)))
    case .mish:
      Platform.tanh(Stable.softplus(z)) + z
        * (1 - Platform.tanh(Stable.softplus(z)) * Platform.tanh(Stable.softplus(z)))
        * Stable.sigmoid(z)
    }
  }
}

private let seluScale = 1.0507009873554805
private let seluAlpha = 1.6732632423543772

private func normalCumulative(_ z: Double) -> Double { (1 + erf(z / 2.squareRoot())) / 2 }
