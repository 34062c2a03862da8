import Platform

extension RandomStream {
  /// A number from 0…1 of the Beta distribution with both parameters `alpha`, above 0.
  ///
  /// Below 1 it is mostly near 0 or 1, at 1 each number is as likely, above it gathers around ½.
  public mutating func symmetricBeta(_ alpha: Double) -> Double {
    precondition(alpha > 0, "a Beta distribution needs a parameter above 0")
    // As logarithms, because for a small parameter both gammas are too small for numbers.
    let first = logarithmOfGamma(alpha)
    let second = logarithmOfGamma(alpha)
    return 1 / (1 + exp(second - first))
  }

  /// The logarithm of a number of the Gamma distribution.
  ///
  /// Source: Marsaglia, Tsang, "A Simple Method for Generating Gamma Variables", 2000; below 1 by its
  /// section 6: a number for `shape` + 1 times a power of a uniform one.
  private mutating func logarithmOfGamma(_ shape: Double) -> Double {
    guard shape >= 1 else {
      let uniform: Double = 1 - self.uniform()
      return logarithmOfGamma(shape + 1) + log(uniform) / shape
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let uniform: Double = 1 - self.uniform()
      if log(uniform) < 0.5 * x * x + d - d * v + d * log(v) {
        return log(d * v)
      }
    }
  }
}
