import CVectorMath

extension VectorView {
  /// Sets every element.
  public func fill(_ value: Float) {
    unsafe nn_fill(base, count, value)
  }

  /// Multiplies every element by `factor`.
  public func scale(by factor: Float) {
    unsafe nn_scale(base, count, factor)
  }

  /// Adds `factor · x`; `x` does not overlap this.
  public func add(_ x: VectorView, scaledBy factor: Float = 1) {
    precondition(x.count == count, "vectors differ in count")
    unsafe nn_add_scaled(x.base, factor, base, count)
  }

  /// Multiplies every element by that of `x`, which does not overlap this.
  public func multiply(by x: VectorView) {
    precondition(x.count == count, "vectors differ in count")
    unsafe nn_multiply(x.base, base, count)
  }

  /// Brings every element into `range`; NaN stays.
  public func clamp(to range: ClosedRange<Float>) {
    unsafe nn_clamp(base, count, range.lowerBound, range.upperBound)
  }

  /// Writes `eˣ` of every element to `target`, which may be this.
  public func exponential(into target: VectorView) {
    precondition(target.count == count, "vectors differ in count")
    unsafe nn_exponential(base, target.base, count)
  }

  /// The sum, accumulated in double precision.
  public func sum() -> Double {
    unsafe nn_sum(base, count)
  }

  /// The sum of squares, accumulated in double precision.
  public func sumOfSquares() -> Double {
    unsafe nn_sum_of_squares(base, count)
  }

  /// The inner product with `other`, accumulated in double precision.
  public func dot(_ other: VectorView) -> Double {
    precondition(other.count == count, "vectors differ in count")
    return unsafe nn_dot(base, other.base, count)
  }

  /// The largest magnitude of an element: 0 of none, NaN if one is NaN.
  public var largestMagnitude: Float {
    unsafe nn_largest_magnitude(base, count)
  }

  /// Whether no element is NaN or infinite.
  public var isFinite: Bool {
    unsafe nn_all_finite(base, count)
  }

  /// Adds the gradient of the penalty on `weights` to this gradient, and returns the penalty.
  ///
  /// The penalty is `l1 Σ|w| + l2/2 Σw²`, its gradient `l1 sign(w) + l2 w` with `sign(0) = 0`.
  public func addPenalty(on weights: VectorView, l1: Float, l2: Float) -> Double {
    precondition(weights.count == count, "weights and gradient differ in count")
    return unsafe nn_add_penalty(weights.base, base, count, l1, l2)
  }

  /// Drops each element with probability `rate`, scales the rest by `1/(1 − rate)`.
  ///
  /// The factors, 0 or `1/(1 − rate)`, are left in `mask`; on the way back the gradient is
  /// multiplied by it. Which elements go is a pure function of `key` and their place.
  ///
  /// Range: `rate` in `0 ..< 1`.
  ///
  /// Source: Srivastava et al., "Dropout", 2014; here scaled in training ("inverted").
  public func dropOut(rate: Float, key: UInt64, mask: VectorView) {
    precondition(mask.count == count, "values and mask differ in count")
    precondition(rate >= 0 && rate < 1, "the share dropped is at least 0 and less than 1")
    unsafe nn_dropout(base, mask.base, count, rate, key)
  }

  /// Adds normal noise of a standard deviation, a pure function of `key` and each element's place.
  ///
  /// Source: Box, Muller, "A Note on the Generation of Random Normal Deviates", 1958.
  public func addNoise(standardDeviation: Float, key: UInt64) {
    unsafe nn_add_noise(base, count, standardDeviation, key)
  }
}
