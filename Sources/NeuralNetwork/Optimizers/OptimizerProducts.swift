import ExperimentModel
import Numerics
import Platform

/// The running products that bias corrections divide by.
///
/// They are products rather than powers, so that a β changed while training goes on corrects the
/// steps before the change by the β they had. Rules without a correction keep count too: a product
/// is the share of a decaying mean that is still the zero it began as, which an optimizer that goes
/// on with that mean has to know.
public struct OptimizerProducts: Sendable, Equatable {
  /// Updates so far.
  public var updates = 0
  /// Π of the decay of the mean of gradients.
  public var beta1 = 1.0
  /// Π of the decay of the mean of squared gradients.
  public var beta2 = 1.0
  /// Π μ, nadam's momenta.
  public var momentum = 1.0

  /// The products before the first update.
  public init() {}

  mutating func countGradients(decay: Double) {
    updates += 1
    beta1 *= decay
  }

  mutating func countSquares(decay: Double) { beta2 *= decay }

  /// Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", 2015; adamax is its section
  /// 7.1.
  mutating func adamFactors(
    _ settings: OptimizerConfiguration, learningRate: Double
  ) -> AdamFactors {
    countGradients(decay: settings.beta1)
    countSquares(decay: settings.beta2)
    return AdamFactors(
      learningRate: Float(learningRate), beta1: Float(settings.beta1),
      beta2: Float(settings.beta2), epsilon: Float(settings.epsilon),
      correction1: Float(1 / (1 - beta1)), correction2: Float(1 / (1 - beta2)))
  }

  /// Source: Dozat, "Incorporating Nesterov Momentum into Adam", 2016, in PyTorch's form: the
  /// momentum warms up as μₜ = β₁(1 − ½·0.96^(t·momentum_decay)).
  mutating func nadamFactors(
    _ settings: OptimizerConfiguration, learningRate: Double
  ) -> NadamFactors {
    countGradients(decay: settings.beta1)
    countSquares(decay: settings.beta2)
    let now = momentum(settings, update: updates)
    let next = momentum(settings, update: updates + 1)
    momentum *= now
    return NadamFactors(
      gradientRate: Float(learningRate * (1 - now) / (1 - momentum)),
      momentRate: Float(learningRate * next / (1 - momentum * next)),
      beta1: Float(settings.beta1), beta2: Float(settings.beta2),
      epsilon: Float(settings.epsilon), correction2: Float(1 / (1 - beta2)))
  }

  private func momentum(_ settings: OptimizerConfiguration, update: Int) -> Double {
    settings.beta1 * (1 - 0.5 * pow(0.96, Double(update) * settings.momentumDecay))
  }
}
