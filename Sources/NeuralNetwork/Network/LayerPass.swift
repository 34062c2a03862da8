import ExperimentModel
import Numerics

/// One layer's memory for one mini-batch: views into the network's blocks, laid out once.
///
/// All matrices have the rows of the largest batch; a smaller one uses their first rows.
struct LayerPass {
  let activation: ActivationKernel
  /// What comes in [batch × inputs].
  let input: MatrixView
  /// The dense part's result, then the pre-activation [batch × units].
  let preactivation: MatrixView
  /// The activation's result [batch × units]; the pre-activation's own memory where backpropagation
  /// does not need both.
  let activated: MatrixView
  /// What goes on to the next layer [batch × units]: the activation's result, or a copy with units
  /// dropped.
  let output: MatrixView
  /// The loss gradient of the output, then of the pre-activation [batch × units].
  let gradient: MatrixView
  /// Weights [inputs × units].
  let weight: MatrixView
  let weightGradient: MatrixView
  /// Absent with batch normalisation.
  let bias: VectorView?
  /// The gradient of the bias, or of beta.
  let biasGradient: VectorView
  let normalization: Normalization?
  let dropout: Dropout?

  struct Normalization {
    let kernel: BatchNormalization
    /// The normalised pre-activations, before gamma and beta [batch × units].
    let normalized: MatrixView
    let gammaGradient: VectorView
  }

  struct Dropout {
    let rate: Float
    /// 0 or 1 / (1 − rate) for each element of the output.
    let mask: MatrixView
  }

  // What backpropagation through the activation reads.
  private var kept: MatrixView { activation.keepsPreactivation ? preactivation : activated }

  /// The layer's output for the first `rows` rows of its input, in training.
  ///
  /// `key` decides which units are dropped.
  func forward(rows: Int, key: UInt64) {
    let z = preactivation.firstRows(rows)
    MatrixProduct.multiply(input.firstRows(rows), weight, into: z)
    if let normalization {
      normalization.kernel.normalizeBatch(z, keeping: normalization.normalized.firstRows(rows))
    }
    activation.forward(bias: bias, preactivation: z, output: activated.firstRows(rows))
    if let dropout {
      let dropped = output.firstRows(rows).elements
      dropped.copy(from: activated.firstRows(rows).elements)
      dropped.dropOut(rate: dropout.rate, key: key, mask: dropout.mask.firstRows(rows).elements)
    }
  }

  /// Turns the gradient of the output into the gradients of the parameters, and of the input where
  /// there is somebody to receive it.
  ///
  /// With g the gradient of the pre-activation and x the input: dW = xᵀ·g, db = Σ rows of g,
  /// dx = g·Wᵀ.
  ///
  /// Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors",
  /// 1986; Ioffe, Szegedy, "Batch Normalization", 2015.
  func backward(rows: Int, inputGradient: MatrixView?) {
    let g = gradient.firstRows(rows)
    if let dropout { g.elements.multiply(by: dropout.mask.firstRows(rows).elements) }
    activation.backward(kept: kept.firstRows(rows), gradient: g)
    if let normalization {
      normalization.kernel.backward(
        normalized: normalization.normalized.firstRows(rows), gradient: g,
        gammaGradient: normalization.gammaGradient, betaGradient: biasGradient)
    } else {
      g.sumColumns(into: biasGradient)
    }
    MatrixProduct.multiply(input.firstRows(rows), transposed: true, g, into: weightGradient)
    if let inputGradient {
      MatrixProduct.multiply(
        g, transposed: false, weight, transposed: true, into: inputGradient.firstRows(rows))
    }
  }
}

extension ActivationKernel {
  init(_ activation: Activation) {
    self =
      switch activation {
      case .linear: .linear
      case .sigmoid: .sigmoid
      case .tanh: .tanh
      case .relu: .relu
      case .leakyReLU: .leakyRelu
      case .elu: .elu
      case .selu: .selu
      case .gelu: .gelu
      case .silu: .silu
      case .softplus: .softplus
      case .softsign: .softsign
      case .mish: .mish
      }
  }
}
