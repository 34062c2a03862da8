/// A learning-rate schedule, by the name presets use.
public enum ScheduleName: String, Sendable, CaseIterable {
  case constant
  case inverseTime = "inverse_time"
  case exponential
  case step
  case cosine
  case oneCycle = "one_cycle"
  case reduceOnPlateau = "reduce_on_plateau"
}

/// A schedule's settings beside the warm-up.
public enum ScheduleSetting: String, Sendable, CaseIterable {
  case decay
  case gamma
  case every
  case minimum
  case factor
  case patience
}

/// A schedule and its settings.
///
/// Settings that the schedule does not use keep their defaults.
public struct ScheduleConfiguration: Sendable, Equatable {
  /// The rule.
  public let name: ScheduleName
  /// inverse_time: how strongly the epoch divides the rate.
  public var decay = 0.1
  /// exponential, step: the factor of each epoch or stair.
  public var gamma: Double
  /// step: epochs on each stair.
  public var every = 10
  /// cosine, one_cycle, reduce_on_plateau: the rate it does not fall below.
  public var minimum = 0.0
  /// reduce_on_plateau: the factor of each reduction.
  public var factor = 0.1
  /// reduce_on_plateau: evaluations without a better dev loss before a reduction.
  public var patience = 10
  /// Steps over which the rate rises linearly from near 0; 0 for none.
  public var warmupSteps = 0

  /// A schedule with its defaults.
  public init(_ name: ScheduleName = .constant) {
    self.name = name
    gamma = name == .step ? 0.5 : 0.95
  }

  /// The settings that this schedule uses beside the warm-up.
  public var settings: [ScheduleSetting] {
    switch name {
    case .constant: []
    case .inverseTime: [.decay]
    case .exponential: [.gamma]
    case .step: [.every, .gamma]
    case .cosine, .oneCycle: [.minimum]
    case .reduceOnPlateau: [.factor, .patience, .minimum]
    }
  }
}
