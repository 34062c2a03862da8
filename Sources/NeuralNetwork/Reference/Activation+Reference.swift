import ExperimentModel

extension Activation {
  /// The function as a textbook writes it.
  func value(_ z: Double) -> Double {
    switch self {
    case .linear: z
    case .sigmoid: logistic(z)
    case .tanh: tangent(z)
    case .relu: max(z, 0)
    case .leakyReLU: z > 0 ? z : 0.01 * z
    case .elu: z > 0 ? z : exponentialLessOne(z)
    case .selu: seluScale * (z > 0 ? z : seluAlpha * (exponentialLessOne(z)))
    case .gelu: z * normalCumulative(z)
    case .silu: z * logistic(z)
    case .softplus: logarithmOfOnePlusPower(z)
    case .softsign: z / (1 + abs(z))
    case .mish: z * tangent(logarithmOfOnePlusPower(z))
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
  func slope(_ z: Double) -> Double {
    switch self {
    case .linear: 1
    case .sigmoid: logistic(z) * (1 - logistic(z))
    case .tanh: 1 - tangent(z) * tangent(z)
    case .relu: z > 0 ? 1 : 0
    case .leakyReLU: z > 0 ? 1 : 0.01
    case .elu: z > 0 ? 1 : exponential(z)
    case .selu: seluScale * (z > 0 ? 1 : seluAlpha * exponential(z))
    case .gelu: normalCumulative(z) + z * exponential(-z * z / 2) / (2 * Double.pi).squareRoot()
    case .silu: logistic(z) + z * logistic(z) * (1 - logistic(z))
    case .softplus: logistic(z)
    case .softsign: 1 / ((1 + abs(z)) * (1 + abs(z)))
    case .mish:
      tangent(logarithmOfOnePlusPower(z)) + z
        * (1 - tangent(logarithmOfOnePlusPower(z)) * tangent(logarithmOfOnePlusPower(z)))
        * logistic(z)
    }
  }
}

private let seluScale = 1.0507009873554805
private let seluAlpha = 1.6732632423543772

private func normalCumulative(_ z: Double) -> Double { (1 + errorFunction(z / 2.squareRoot())) / 2 }
