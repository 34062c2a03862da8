import Platform

/// Formulas as textbooks have them, but for numbers of any size: none overflows on the way.
enum Stable {
  static func logCosh(_ d: Double) -> Double { abs(d) + log1p(exp(-2 * abs(d))) - log(2) }

  static func sigmoid(_ z: Double) -> Double {
    z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z))
  }

  static func softplus(_ z: Double) -> Double { max(z, 0) + log1p(exp(-abs(z))) }
}
