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

  fileprivate func operands(slots needed: Int) -> nn_update {
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

/// One update of all weights, each optimizer one loop over flat spans.
///
/// `w` is a weight, `g` its gradient after regularisation and clipping, η the learning rate.
/// Decoupled weight decay, where wanted, is `VectorView.scale(by:)` on the weights beforehand.
public enum OptimizerKernel {
  /// Gradient descent: `w ← w − η g`; no slots.
  public static func descend(_ spans: OptimizerSpans, learningRate: Float) {
    unsafe nn_descend(spans.operands(slots: 0), learningRate)
  }

  /// Momentum: `v ← μ v + g`, `w ← w − η v`, or with Nesterov `w ← w − η (g + μ v)`; one slot.
  ///
  /// Source: Sutskever et al., "On the importance of initialization and momentum", 2013.
  public static func momentum(
    _ spans: OptimizerSpans, learningRate: Float, momentum: Float, nesterov: Bool
  ) {
    let operands = unsafe spans.operands(slots: 1)
    if nesterov {
      unsafe nn_nesterov(operands, learningRate, momentum)
    } else {
      unsafe nn_momentum(operands, learningRate, momentum)
    }
  }

  /// AdaGrad: `s ← s + g²`, `w ← w − η g / (√s + ε)`; one slot.
  ///
  /// Source: Duchi, Hazan, Singer, "Adaptive Subgradient Methods", 2011.
  public static func adagrad(_ spans: OptimizerSpans, learningRate: Float, epsilon: Float) {
    unsafe nn_adagrad(spans.operands(slots: 1), learningRate, epsilon)
  }

  /// AdaDelta: squared gradients in the first slot, squared steps in the second.
  ///
  /// `s ← ρ s + (1−ρ) g²`, `d = g √(u + ε) / √(s + ε)`, `u ← ρ u + (1−ρ) d²`, `w ← w − η d`.
  ///
  /// Source: Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012.
  public static func adadelta(
    _ spans: OptimizerSpans, learningRate: Float, rho: Float, epsilon: Float
  ) {
    unsafe nn_adadelta(spans.operands(slots: 2), learningRate, rho, epsilon)
  }

  /// RMSprop: `s ← ρ s + (1−ρ) g²`, `w ← w − η g / (√s + ε)`; one slot.
  ///
  /// Source: Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012.
  public static func rmsprop(
    _ spans: OptimizerSpans, learningRate: Float, rho: Float, epsilon: Float
  ) {
    unsafe nn_rmsprop(spans.operands(slots: 1), learningRate, rho, epsilon)
  }

  /// Adam: `w ← w − η m̂ / (√v̂ + ε)`; two slots.
  ///
  /// Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.
  public static func adam(_ spans: OptimizerSpans, _ factors: AdamFactors) {
    unsafe nn_adam(spans.operands(slots: 2), factors.forKernel)
  }

  /// AdaMax: `u ← max(β₂ u, |g| + ε)`, `w ← w − η m̂ / u`; two slots.
  ///
  /// `correction2` is not used: the infinity norm needs none.
  ///
  /// Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 2.
  public static func adamax(_ spans: OptimizerSpans, _ factors: AdamFactors) {
    unsafe nn_adamax(spans.operands(slots: 2), factors.forKernel)
  }

  /// NAdam: Adam's update with the moment of one step ahead; two slots.
  ///
  /// `w ← w − (gradientRate g + momentRate m) / (√v̂ + ε)`.
  ///
  /// Source: Dozat, "Incorporating Nesterov Momentum into Adam", 2016.
  public static func nadam(_ spans: OptimizerSpans, _ factors: NadamFactors) {
    unsafe nn_nadam(
      spans.operands(slots: 2),
      nn_nadam_factors(
        gradient_rate: factors.gradientRate, moment_rate: factors.momentRate, beta1: factors.beta1,
        beta2: factors.beta2, epsilon: factors.epsilon, correction2: factors.correction2))
  }

  /// Lion: `w ← w − η sign(β₁ m + (1−β₁) g)`, then `m ← β₂ m + (1−β₂) g`; one slot.
  ///
  /// Source: Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023.
  public static func lion(
    _ spans: OptimizerSpans, learningRate: Float, beta1: Float, beta2: Float
  ) {
    unsafe nn_lion(spans.operands(slots: 1), learningRate, beta1, beta2)
  }
}

extension AdamFactors {
  fileprivate var forKernel: nn_adam_factors {
    nn_adam_factors(
      learning_rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      correction1: correction1, correction2: correction2)
  }
}
