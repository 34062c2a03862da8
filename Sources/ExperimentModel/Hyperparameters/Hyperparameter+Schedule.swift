extension Hyperparameter {
  static let schedule = Hyperparameter(
    RowText(
      key: "training.schedule.name", title: "Schedule", group: .training, liveness: .hot,
      help: "How the learning rate moves: decay settles the last noise of the descent."),
    kind: .choice(ScheduleName.allCases.map(\.rawValue))
  ) {
    .text($0.training.schedule.name.rawValue)
  } write: {
    guard case .text(let text) = $1, let name = ScheduleName(rawValue: text) else { return }
    guard name != $0.training.schedule.name else { return }
    let warmupSteps = $0.training.schedule.warmupSteps
    $0.training.schedule = ScheduleConfiguration(name)
    $0.training.schedule.warmupSteps = warmupSteps
  }

  static let warmup: Hyperparameter = .integer(
    RowText(
      key: "training.schedule.warmup_steps", title: "Warm-up", group: .training, unit: "steps",
      liveness: .hot, help: "Steps over which the rate rises from near 0: calms a wild start."),
    \.training.schedule.warmupSteps, in: 0...1_000_000_000, step: .ladder)

  static func setting(_ setting: ScheduleSetting) -> Hyperparameter {
    switch setting {
    case .decay:
      schedule(
        setting, "Decay", \.training.schedule.decay, .from(0), .ladder(floor: 1e-4),
        "How strongly the epoch divides the rate.")
    case .gamma:
      schedule(
        setting, "Gamma", \.training.schedule.gamma,
        RealRange(lower: 0, upper: 1, includesLower: false, includesUpper: true), .by(0.01),
        "The factor of the rate at each epoch or stair.")
    case .every:
      .integer(
        RowText(
          key: "training.schedule.every", title: "Stair", group: .training, unit: "epochs",
          liveness: .hot, help: "Epochs on each stair."),
        \.training.schedule.every, in: 1...1_000_000_000, step: .ladder)
    case .minimum:
      schedule(
        setting, "Minimum rate", \.training.schedule.minimum, .from(0), .ladder(floor: 1e-7),
        "The rate it does not fall below.")
    case .factor:
      schedule(
        setting, "Factor", \.training.schedule.factor,
        RealRange(lower: 0, upper: 1, includesLower: false, includesUpper: false), .by(0.05),
        "The factor of the rate at each reduction.")
    case .patience:
      .integer(
        RowText(
          key: "training.schedule.patience", title: "Plateau", group: .training,
          unit: "evaluations", liveness: .hot,
          help: "Evaluations without a better dev loss before the rate is reduced."),
        \.training.schedule.patience, in: 1...1_000_000, step: .by(1))
    }
  }

  private static func schedule(
    _ setting: ScheduleSetting, _ title: String, _ field: any Field<Double>, _ range: RealRange,
    _ step: RealStep, _ help: String
  ) -> Hyperparameter {
    .real(
      RowText(
        key: HyperparameterKey("training.schedule.\(setting.rawValue)"), title: title,
        group: .training, liveness: .hot, help: help),
      field, in: range, step: step)
  }
}
