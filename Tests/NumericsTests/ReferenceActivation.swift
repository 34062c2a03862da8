import Numerics

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension ActivationKernel {
  /// The function itself, as a textbook writes it, in double precision.
  func reference(_ z: Double) -> Double {
    switch self {
    case .linear: z
    case .sigmoid: 1 / (1 + exp(-z))
    case .tanh: tangent(z)
    case .relu: max(z, 0)
    case .leakyRelu: z > 0 ? z : 0.01 * z
    case .elu: z > 0 ? z : expm1(z)
    case .selu: 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * expm1(z))
    case .gelu: z * 0.5 * erfc(-z / 2.0.squareRoot())
    case .silu: z / (1 + exp(-z))
    case .softplus: logarithmOfOnePlusPower(z)
    case .softsign: z / (1 + abs(z))
    case .mish: z > 30 ? z : z * mishFactor(z)
    }
  }
}

func exponential(_ x: Double) -> Double { exp(x) }

func naturalLogarithm(_ x: Double) -> Double { log(x) }

func tangent(_ z: Double) -> Double { tanh(z) }

func logarithmOfOnePlusPower(_ z: Double) -> Double { max(z, 0) + log1p(exp(-abs(z))) }

func logarithmOfCosh(_ d: Double) -> Double {
  abs(d) < 1
    ? log1p(2 * sinh(d / 2) * sinh(d / 2)) : logarithmOfOnePlusPower(2 * abs(d)) - abs(d) - log(2)
}

// tanh(ln(1 + e)) without the difference of nearly equal numbers for small e.
private func mishFactor(_ z: Double) -> Double {
  let e = exp(z)
  return e * (e + 2) / (e * (e + 2) + 2)
}
