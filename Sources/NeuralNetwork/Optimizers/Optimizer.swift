public import ExperimentModel
public import Numerics

/// An optimizer's memory: up to two numbers a parameter, and the products its bias corrections need.
///
/// The learning rate is an argument of each update and never stored.
public struct Optimizer: ~Copyable {
  /// The rule.
  public let name: OptimizerName
  private let slots: FloatBlock
  let parameterCount: Int
  /// What the updates so far have multiplied up; saved with a checkpoint.
  public var products = OptimizerProducts()

  /// An optimizer that has seen no gradient.
  public init(_ name: OptimizerName, parameterCount: Int) {
    self.name = name
    self.parameterCount = parameterCount
    slots = FloatBlock(count: name.slotCount * parameterCount)
  }

  /// All slots, one after the other: what a checkpoint holds.
  public var state: VectorView { slots.all }

  /// Moves a network's parameters by its gradients.
  ///
  /// Source of each rule: see the kernels; decoupled decay of adamw and lion on the dense weights:
  /// Loshchilov, Hutter, "Decoupled Weight Decay Regularization", 2019.
  public mutating func update(
    _ network: borrowing Network, _ settings: OptimizerConfiguration, learningRate: Double
  ) {
    let rate = Float(learningRate)
    let spans = OptimizerSpans(
      weights: network.parameters, gradient: network.gradients, first: slot(0), second: slot(1))
    let epsilon = Float(settings.epsilon)
    switch name {
    case .sgd:
      if settings.momentum == 0 {
        OptimizerKernel.sgd(spans, learningRate: rate)
      } else {
        OptimizerKernel.momentum(
          spans, learningRate: rate, momentum: Float(settings.momentum),
          nesterov: settings.nesterov)
      }
    case .adagrad:
      OptimizerKernel.adagrad(spans, learningRate: rate, epsilon: epsilon)
    case .adadelta:
      products.countSquares(decay: settings.rho)
      OptimizerKernel.adadelta(
        spans, learningRate: rate, rho: Float(settings.rho), epsilon: epsilon)
    case .rmsprop:
      products.countSquares(decay: settings.rho)
      OptimizerKernel.rmsprop(
        spans, learningRate: rate, rho: Float(settings.rho), epsilon: epsilon)
    case .adam, .adamw, .adamax:
      if name == .adamw { decayWeights(of: network, settings, learningRate: learningRate) }
      let factors = products.adamFactors(settings, learningRate: learningRate)
      if name == .adamax {
        OptimizerKernel.adamax(spans, factors)
      } else {
        OptimizerKernel.adam(spans, factors)
      }
    case .nadam:
      OptimizerKernel.nadam(
        spans, products.nadamFactors(settings, learningRate: learningRate))
    case .lion:
      products.countGradients(decay: settings.beta2)
      decayWeights(of: network, settings, learningRate: learningRate)
      OptimizerKernel.lion(
        spans, learningRate: rate, beta1: Float(settings.beta1), beta2: Float(settings.beta2))
    }
  }

  /// One number a parameter, or `nil` where the rule keeps fewer.
  func slot(_ index: Int) -> VectorView? {
    guard index < name.slotCount else { return nil }
    return slots.vector(at: index * parameterCount, count: parameterCount)
  }

  private func decayWeights(
    of network: borrowing Network, _ settings: OptimizerConfiguration, learningRate: Double
  ) {
    guard settings.weightDecay > 0 else { return }
    network.scaleDenseWeights(by: Float(1 - learningRate * settings.weightDecay))
  }
}

extension OptimizerName {
  /// What is kept for each parameter, slot by slot.
  public var memory: [OptimizerMemory] {
    switch self {
    case .sgd: [.velocity]
    case .adagrad: [.squareSum]
    case .adadelta: [.meanSquare, .meanSquaredStep]
    case .rmsprop: [.meanSquare]
    case .adam, .adamw, .nadam: [.meanGradient, .meanSquare]
    case .adamax: [.meanGradient, .largestGradient]
    case .lion: [.meanGradient]
    }
  }

  /// Numbers kept for each parameter.
  public var slotCount: Int { memory.count }
}
