/// An optimizer, by the name presets use.
public enum OptimizerName: String, Sendable, CaseIterable {
  case sgd
  case adagrad
  case adadelta
  case rmsprop
  case adam
  case adamw
  case adamax
  case nadam
  case lion
}

/// An optimizer's settings beside the learning rate.
public enum OptimizerSetting: String, Sendable, CaseIterable {
  case momentum
  case nesterov
  case rho
  case beta1
  case beta2
  case epsilon
  case weightDecay = "weight_decay"
  case momentumDecay = "momentum_decay"
}

/// An optimizer and its settings.
///
/// Settings that the optimizer does not use keep their defaults.
public struct OptimizerConfiguration: Sendable, Equatable {
  /// The rule.
  public let name: OptimizerName
  /// The step size before the schedule, 0 or more.
  public var learningRate: Double
  /// The share of the last update that is kept (sgd), 0 up to but not including 1.
  public var momentum = 0.0
  /// Whether sgd looks ahead along its momentum.
  public var nesterov = false
  /// The decay of the running mean of squared gradients (rmsprop, adadelta).
  public var rho = 0.9
  /// The decay of the running mean of gradients.
  public var beta1 = 0.9
  /// The decay of the running mean of squared gradients.
  public var beta2 = 0.999
  /// Keeps a division from blowing up.
  public var epsilon = 1e-8
  /// Decoupled decay of the dense weights.
  public var weightDecay = 0.0
  /// How fast nadam's momentum warms up.
  public var momentumDecay = 0.004

  /// An optimizer with its published defaults.
  public init(_ name: OptimizerName) {
    self.name = name
    switch name {
    case .sgd: learningRate = 0.01
    case .adagrad:
      learningRate = 0.01
      epsilon = 1e-10
    case .adadelta:
      learningRate = 1
      epsilon = 1e-6
    case .rmsprop, .adam: learningRate = 0.001
    case .adamw:
      learningRate = 0.001
      weightDecay = 0.01
    case .adamax, .nadam: learningRate = 0.002
    case .lion:
      learningRate = 0.0001
      beta2 = 0.99
    }
  }

  /// The settings that this optimizer uses beside the learning rate.
  public var settings: [OptimizerSetting] {
    switch name {
    case .sgd: [.momentum, .nesterov]
    case .adagrad: [.epsilon]
    case .adadelta, .rmsprop: [.rho, .epsilon]
    case .adam, .adamax: [.beta1, .beta2, .epsilon]
    case .adamw: [.beta1, .beta2, .epsilon, .weightDecay]
    case .nadam: [.beta1, .beta2, .epsilon, .momentumDecay]
    case .lion: [.beta1, .beta2, .weightDecay]
    }
  }
}
