import CVectorMath

/// An activation function, element by element, with its derivative.
///
/// The choice is made once a call; the loops behind it are compiled for several instruction sets.
public enum ActivationKernel: Sendable, Hashable, CaseIterable {
  /// The number itself.
  case linear
  /// `1 / (1 + e⁻ᶻ)`.
  case sigmoid
  /// The hyperbolic tangent.
  case tanh
  /// `max(z, 0)`.
  case relu
  /// `z` above 0, `0.01 z` below.
  case leakyRelu
  /// `z` above 0, `eᶻ − 1` below.
  case elu
  /// `elu` scaled so that layers keep mean 0 and variance 1.
  ///
  /// Source: Klambauer et al., "Self-Normalizing Neural Networks", 2017.
  case selu
  /// `z Φ(z)`, with the exact normal distribution function.
  ///
  /// Source: Hendrycks, Gimpel, "Gaussian Error Linear Units", 2016.
  case gelu
  /// `z · sigmoid(z)`.
  case silu
  /// `ln(1 + eᶻ)`.
  case softplus
  /// `z / (1 + |z|)`.
  case softsign
  /// `z · tanh(softplus(z))`.
  ///
  /// Source: Misra, "Mish: A Self Regularized Non-Monotonic Activation Function", 2019.
  case mish

  /// Whether the derivative is computed from `z`; of the others it follows from the output.
  public var keepsPreactivation: Bool {
    switch self {
    case .gelu, .silu, .mish: true
    default: false
    }
  }

  /// Adds the bias to every row of `z` and writes the activations to `a`.
  ///
  /// Shapes: `bias` [columns], `z` and `a` [rows × columns]; `a` may be `z` where
  /// `keepsPreactivation` is false, and must otherwise not overlap it.
  public func forward(bias: VectorView?, preactivation z: MatrixView, output a: MatrixView) {
    precondition(a.rows == z.rows && a.columns == z.columns, "shapes of z and a differ")
    precondition(bias == nil || bias?.count == z.columns, "bias and columns of z differ")
    let (rows, columns) = (z.rows, z.columns)
    let b = unsafe bias?.base
    switch self {
    case .linear: unsafe nn_linear_forward(b, z.base, a.base, rows, columns)
    case .sigmoid: unsafe nn_sigmoid_forward(b, z.base, a.base, rows, columns)
    case .tanh: unsafe nn_tanh_forward(b, z.base, a.base, rows, columns)
    case .relu: unsafe nn_relu_forward(b, z.base, a.base, rows, columns)
    case .leakyRelu: unsafe nn_leaky_relu_forward(b, z.base, a.base, rows, columns)
    case .elu: unsafe nn_elu_forward(b, z.base, a.base, rows, columns)
    case .selu: unsafe nn_selu_forward(b, z.base, a.base, rows, columns)
    case .gelu: unsafe nn_gelu_forward(b, z.base, a.base, rows, columns)
    case .silu: unsafe nn_silu_forward(b, z.base, a.base, rows, columns)
    case .softplus: unsafe nn_softplus_forward(b, z.base, a.base, rows, columns)
    case .softsign: unsafe nn_softsign_forward(b, z.base, a.base, rows, columns)
    case .mish: unsafe nn_mish_forward(b, z.base, a.base, rows, columns)
    }
  }

  /// Multiplies `gradient`, of the loss in the output, by the derivative: it becomes that in `z`.
  ///
  /// Shapes: all [rows × columns]; `kept` is `z` where `keepsPreactivation`, else the output.
  public func backward(kept: MatrixView, gradient: MatrixView) {
    precondition(
      kept.rows == gradient.rows && kept.columns == gradient.columns,
      "shapes of what was kept and of the gradient differ")
    let count = gradient.count
    switch self {
    case .linear: break
    case .sigmoid: unsafe nn_sigmoid_backward(kept.base, gradient.base, count)
    case .tanh: unsafe nn_tanh_backward(kept.base, gradient.base, count)
    case .relu: unsafe nn_relu_backward(kept.base, gradient.base, count)
    case .leakyRelu: unsafe nn_leaky_relu_backward(kept.base, gradient.base, count)
    case .elu: unsafe nn_elu_backward(kept.base, gradient.base, count)
    case .selu: unsafe nn_selu_backward(kept.base, gradient.base, count)
    case .gelu: unsafe nn_gelu_backward(kept.base, gradient.base, count)
    case .silu: unsafe nn_silu_backward(kept.base, gradient.base, count)
    case .softplus: unsafe nn_softplus_backward(kept.base, gradient.base, count)
    case .softsign: unsafe nn_softsign_backward(kept.base, gradient.base, count)
    case .mish: unsafe nn_mish_backward(kept.base, gradient.base, count)
    }
  }
}
