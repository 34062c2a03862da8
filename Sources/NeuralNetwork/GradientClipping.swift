public import Numerics

/// Scales a gradient down to a largest global norm: if ‖g‖ > c then g·c/‖g‖.
///
/// - Returns: the norm before clipping.
/// - Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks",
///   2013.
public func clipGradient(_ gradient: VectorView, toNorm limit: Double?) -> Double {
  let norm = gradient.sumOfSquares().squareRoot()
  if let limit, norm > limit { gradient.scale(by: Float(limit / norm)) }
  return norm
}
