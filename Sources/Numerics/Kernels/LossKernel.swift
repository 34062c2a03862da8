import CVectorMath

/// A loss over the elements of a batch, on predictions before the output function.
///
/// `z` is a prediction and `y` what was expected; the loss is the mean over rows and columns.
public enum LossKernel: Sendable, Hashable {
  /// `(z − y)²`.
  case meanSquaredError
  /// `|z − y|`.
  case meanAbsoluteError
  /// `d²/2` where `|d| ≤ delta`, `delta (|d| − delta/2)` outside.
  ///
  /// Source: Huber, "Robust Estimation of a Location Parameter", 1964.
  case huber(delta: Float)
  /// `ln cosh(z − y)`.
  case logCosh
  /// Cross-entropy of `sigmoid(z)` with `y` (1 − ε) + ε/2, where ε is the smoothing.
  case binaryCrossentropy(smoothing: Float)
  /// `eᶻ − y z`, with `z` the logarithm of the rate.
  case poisson
  /// `max(0, 1 − s z)`, with s 1 where `y` is above 0 and −1 elsewhere: targets may be 0 and 1.
  case hinge

  /// The mean loss; its derivative in `predicted` is written to `gradient` if there is one.
  ///
  /// Shapes: `predicted`, `expected` and `gradient` [rows × columns], `rowWeights` [rows], which
  /// multiply the losses of their rows and do not change what the sum is divided by. `gradient` may
  /// be `predicted`.
  public func evaluate(
    predicted: MatrixView, expected: MatrixView, gradient: MatrixView?,
    rowWeights: VectorView? = nil
  ) -> Double {
    precondition(
      expected.rows == predicted.rows && expected.columns == predicted.columns,
      "shapes of predictions and expectations differ")
    var batch = unsafe lossBatch(
      predicted: predicted, expected: expected, gradient: gradient, rowWeights: rowWeights)
    switch self {
    case .meanSquaredError: return unsafe nn_mean_squared_error(&batch)
    case .meanAbsoluteError: return unsafe nn_mean_absolute_error(&batch)
    case .huber(let delta): return unsafe nn_huber(&batch, delta)
    case .logCosh: return unsafe nn_log_cosh(&batch)
    case .binaryCrossentropy(let smoothing): return unsafe nn_binary_crossentropy(&batch, smoothing)
    case .poisson: return unsafe nn_poisson(&batch)
    case .hinge: return unsafe nn_hinge(&batch)
    }
  }
}

/// Cross-entropy of the soft-max of each row with its class.
public enum CategoricalCrossentropy {
  /// The mean over rows; its derivative in `predicted` is written to `gradient` if there is one.
  ///
  /// Shapes: `predicted` and `gradient` [rows × classes], `labels` and `rowWeights` [rows]; labels
  /// are in `0 ..< classes`. With smoothing ε a label stands for (1 − ε) of its class and ε spread
  /// evenly over all. `gradient` may be `predicted`.
  public static func evaluate(
    predicted: MatrixView, labels: IndexView, smoothing: Float, gradient: MatrixView?,
    rowWeights: VectorView? = nil
  ) -> Double {
    precondition(labels.count == predicted.rows, "labels and rows of predictions differ")
    var batch = unsafe lossBatch(
      predicted: predicted, expected: nil, gradient: gradient, rowWeights: rowWeights)
    return unsafe nn_categorical_crossentropy(&batch, labels.base, smoothing)
  }

  /// Writes the soft-max of each row of `logits` to `probabilities`, which may be `logits`.
  public static func probabilities(of logits: MatrixView, into probabilities: MatrixView) {
    precondition(
      logits.rows == probabilities.rows && logits.columns == probabilities.columns,
      "shapes of logits and probabilities differ")
    unsafe nn_softmax(logits.base, probabilities.base, logits.rows, logits.columns)
  }
}

private func lossBatch(
  predicted: MatrixView, expected: MatrixView?, gradient: MatrixView?, rowWeights: VectorView?
) -> nn_loss_batch {
  if let gradient {
    precondition(
      gradient.rows == predicted.rows && gradient.columns == predicted.columns,
      "shapes of predictions and gradient differ")
  }
  if let rowWeights {
    precondition(rowWeights.count == predicted.rows, "row weights and rows differ")
  }
  return unsafe nn_loss_batch(
    predicted: predicted.base, expected: expected?.base, gradient: gradient?.base,
    row_weights: rowWeights?.base, rows: predicted.rows, columns: predicted.columns)
}
