import CVectorMath

/// Batch normalisation of the columns of a matrix, with what it keeps for each column.
///
/// Source: Ioffe, Szegedy, "Batch Normalization", 2015.
@safe public struct BatchNormalization {
  /// What is added to a variance before its root is taken.
  public static let epsilon: Float = 1e-5
  /// How far running values move towards a batch's, each step.
  public static let momentum: Float = 0.1

  private let kept: nn_normalization

  /// The spans it works on, each [columns].
  ///
  /// `inverseStandardDeviation` is written by `normalizeBatch` and read by `backward`.
  public init(
    gamma: VectorView, beta: VectorView, runningMean: VectorView, runningVariance: VectorView,
    inverseStandardDeviation: VectorView
  ) {
    let columns = gamma.count
    precondition(
      beta.count == columns && runningMean.count == columns && runningVariance.count == columns
        && inverseStandardDeviation.count == columns, "the spans of a normalisation differ in count"
    )
    unsafe kept = nn_normalization(
      gamma: gamma.base, beta: beta.base, running_mean: runningMean.base,
      running_variance: runningVariance.base,
      inverse_standard_deviation: inverseStandardDeviation.base,
      columns: columns)
  }

  /// Training: normalises `x` by its own mean and biased variance, then multiplies by gamma and adds beta.
  ///
  /// The running mean and the running, unbiased, variance move by `momentum`; of a single row the
  /// variance counts as 0.
  ///
  /// Shapes: `x` and `normalized`, which is kept for the way back, [rows × columns].
  public func normalizeBatch(_ x: MatrixView, keeping normalized: MatrixView) {
    check(x)
    precondition(normalized.rows == x.rows, "what is kept and what is normalised differ in rows")
    check(normalized)
    guard x.rows > 0 else { return }
    var spans = unsafe kept
    unsafe nn_normalize_batch(
      &spans, x.base, normalized.base, x.rows, Self.epsilon, Self.momentum)
  }

  /// Inference: normalises `x` [rows × columns] by the running mean and variance.
  public func normalizeByRunningValues(_ x: MatrixView) {
    check(x)
    var spans = unsafe kept
    unsafe nn_normalize_running(
      &spans, x.base, x.rows, Self.epsilon)
  }

  /// The way back: `gradient`, of the loss in the output, becomes that in the input.
  ///
  /// Shapes: `normalized` (from `normalizeBatch`) and `gradient` [rows × columns], the gradients of
  /// gamma and beta, which are written, [columns].
  public func backward(
    normalized: MatrixView, gradient: MatrixView, gammaGradient: VectorView,
    betaGradient: VectorView
  ) {
    check(gradient)
    check(normalized)
    precondition(normalized.rows == gradient.rows, "what was kept and the gradient differ in rows")
    unsafe precondition(
      gammaGradient.count == kept.columns && betaGradient.count == kept.columns,
      "gradients of gamma and beta have one element a column")
    var spans = unsafe kept
    unsafe nn_normalize_backward(
      &spans, normalized.base, gradient.base, gammaGradient.base, betaGradient.base, gradient.rows)
  }

  private func check(_ matrix: MatrixView) {
    unsafe precondition(
      matrix.columns == kept.columns, "normalisation and matrix differ in columns")
  }
}
