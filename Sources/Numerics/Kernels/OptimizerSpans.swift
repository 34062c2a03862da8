import CVectorMath

/// What one optimizer update reads and writes: flat spans of one count.
@safe public struct OptimizerSpans {
  private let update: nn_update
  private let slotCount: Int

  /// The weights to move, their gradient, and the optimizer's slots as far as it has them.
  public init(
    weights: VectorView, gradient: VectorView, first: VectorView? = nil, second: VectorView? = nil
  ) {
    precondition(gradient.count == weights.count, "weights and gradient differ in count")
    precondition(first == nil || first?.count == weights.count, "weights and first slot differ")
    precondition(second == nil || second?.count == weights.count, "weights and second slot differ")
    unsafe update = nn_update(
      weights: weights.base, gradient: gradient.base, first: first?.base, second: second?.base,
      count: weights.count)
    slotCount = first == nil ? 0 : (second == nil ? 1 : 2)
  }

  func operands(slots needed: Int) -> nn_update {
    precondition(slotCount >= needed, "the optimizer needs more slots than it was given")
    return unsafe update
  }
}

/// The numbers of one update of Adam and its relatives.
public struct AdamFactors: Sendable, Hashable {
  /// The scheduled learning rate.
  public var learningRate: Float
  /// How much of the first moment is kept, 0 to 1.
  public var beta1: Float
  /// How much of the second moment is kept, 0 to 1.
  public var beta2: Float
  /// What keeps the divisor from 0.
  public var epsilon: Float
  /// The correction of the first moment's start at 0: `1 / (1 − beta1ᵗ)`, with t from 1.
  public var correction1: Float
  /// The correction of the second moment's start at 0: `1 / (1 − beta2ᵗ)`, with t from 1.
  public var correction2: Float

  /// All six numbers.
  public init(
    learningRate: Float, beta1: Float, beta2: Float, epsilon: Float, correction1: Float,
    correction2: Float
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.correction1 = correction1
    self.correction2 = correction2
  }
}

/// The numbers of one update of NAdam.
public struct NadamFactors: Sendable, Hashable {
  /// What the gradient is multiplied with: `learningRate (1 − μₜ) / (1 − Πμ₁…μₜ)`.
  public var gradientRate: Float
  /// What the first moment is multiplied with: `learningRate μₜ₊₁ / (1 − Πμ₁…μₜ₊₁)`.
  public var momentRate: Float
  /// How much of the first moment is kept, 0 to 1.
  public var beta1: Float
  /// How much of the second moment is kept, 0 to 1.
  public var beta2: Float
  /// What keeps the divisor from 0.
  public var epsilon: Float
  /// The correction of the second moment's start at 0: `1 / (1 − beta2ᵗ)`, with t from 1.
  public var correction2: Float

  /// All six numbers.
  public init(
    gradientRate: Float, momentRate: Float, beta1: Float, beta2: Float, epsilon: Float,
    correction2: Float
  ) {
    self.gradientRate = gradientRate
    self.momentRate = momentRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.correction2 = correction2
  }
}

extension AdamFactors {
  var forKernel: nn_adam_factors {
    nn_adam_factors(
      learning_rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      correction1: correction1, correction2: correction2)
  }
}

extension NadamFactors {
  var forKernel: nn_nadam_factors {
    nn_nadam_factors(
      gradient_rate: gradientRate, moment_rate: momentRate, beta1: beta1, beta2: beta2,
      epsilon: epsilon, correction2: correction2)
  }
}
