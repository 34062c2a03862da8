import CVectorMath

/// One update of all weights, each optimizer one loop over flat spans.
///
/// `w` is a weight, `g` its gradient after regularisation and clipping, η the learning rate.
/// Decoupled weight decay, where wanted, is `VectorView.scale(by:)` on the weights beforehand.
public enum OptimizerKernel {
  /// Gradient descent: `w ← w − η g`; no slots.
  public static func sgd(_ spans: OptimizerSpans, learningRate: Float) {
    var operands = unsafe spans.operands(slots: 0)
    unsafe nn_sgd(&operands, learningRate)
  }

  /// Momentum: `v ← μ v + g`, `w ← w − η v`, or with Nesterov `w ← w − η (g + μ v)`; one slot.
  ///
  /// Source: Sutskever et al., "On the importance of initialization and momentum", 2013.
  public static func momentum(
    _ spans: OptimizerSpans, learningRate: Float, momentum: Float, nesterov: Bool
  ) {
    var operands = unsafe spans.operands(slots: 1)
    if nesterov {
      unsafe nn_nesterov(&operands, learningRate, momentum)
    } else {
      unsafe nn_momentum(&operands, learningRate, momentum)
    }
  }

  /// AdaGrad: `s ← s + g²`, `w ← w − η g / (√s + ε)`; one slot.
  ///
  /// Source: Duchi, Hazan, Singer, "Adaptive Subgradient Methods", 2011.
  public static func adagrad(_ spans: OptimizerSpans, learningRate: Float, epsilon: Float) {
    var operands = unsafe spans.operands(slots: 1)
    unsafe nn_adagrad(&operands, learningRate, epsilon)
  }

  /// AdaDelta: squared gradients in the first slot, squared steps in the second.
  ///
  /// `s ← ρ s + (1−ρ) g²`, `d = g √(u + ε) / √(s + ε)`, `u ← ρ u + (1−ρ) d²`, `w ← w − η d`.
  ///
  /// Source: Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012.
  public static func adadelta(
    _ spans: OptimizerSpans, learningRate: Float, rho: Float, epsilon: Float
  ) {
    var operands = unsafe spans.operands(slots: 2)
    unsafe nn_adadelta(&operands, learningRate, rho, epsilon)
  }

  /// RMSprop: `s ← ρ s + (1−ρ) g²`, `w ← w − η g / (√s + ε)`; one slot.
  ///
  /// Source: Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012.
  public static func rmsprop(
    _ spans: OptimizerSpans, learningRate: Float, rho: Float, epsilon: Float
  ) {
    var operands = unsafe spans.operands(slots: 1)
    unsafe nn_rmsprop(&operands, learningRate, rho, epsilon)
  }

  /// Adam: `w ← w − η m̂ / (√v̂ + ε)`; two slots.
  ///
  /// Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.
  public static func adam(_ spans: OptimizerSpans, _ factors: AdamFactors) {
    var operands = unsafe spans.operands(slots: 2)
    var values = factors.forKernel
    unsafe nn_adam(&operands, &values)
  }

  /// AdaMax: `u ← max(β₂ u, |g| + ε)`, `w ← w − η m̂ / u`; two slots.
  ///
  /// `correction2` is not used: the infinity norm needs none.
  ///
  /// Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 2.
  public static func adamax(_ spans: OptimizerSpans, _ factors: AdamFactors) {
    var operands = unsafe spans.operands(slots: 2)
    var values = factors.forKernel
    unsafe nn_adamax(&operands, &values)
  }

  /// NAdam: Adam's update with the moment of one step ahead; two slots.
  ///
  /// `w ← w − (gradientRate g + momentRate m) / (√v̂ + ε)`.
  ///
  /// Source: Dozat, "Incorporating Nesterov Momentum into Adam", 2016.
  public static func nadam(_ spans: OptimizerSpans, _ factors: NadamFactors) {
    var operands = unsafe spans.operands(slots: 2)
    var values = factors.forKernel
    unsafe nn_nadam(&operands, &values)
  }

  /// Lion: `w ← w − η sign(β₁ m + (1−β₁) g)`, then `m ← β₂ m + (1−β₂) g`; one slot.
  ///
  /// Source: Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023.
  public static func lion(
    _ spans: OptimizerSpans, learningRate: Float, beta1: Float, beta2: Float
  ) {
    var operands = unsafe spans.operands(slots: 1)
    unsafe nn_lion(&operands, learningRate, beta1, beta2)
  }
}
