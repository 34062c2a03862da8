extension Hyperparameter {
  static func training(
    _ configuration: TrainingConfiguration, mayHavePictures: Bool
  ) -> [Hyperparameter] {
    var rows = [loss]
    if configuration.loss == .huber { rows.append(huberDelta) }
    rows += [optimizer, learningRate]
    rows += configuration.optimizer.settings.map(setting)
    rows.append(schedule)
    rows += configuration.schedule.settings.map(setting)
    rows.append(warmup)
    rows += pace + regularization + augmentation
    if mayHavePictures { rows += pictureAugmentation }
    rows.append(earlyStopping)
    if configuration.earlyStopping != nil { rows += earlyStoppingDetails }
    return rows + order
  }

  private static let loss = Hyperparameter(
    RowText(
      key: "training.loss", title: "Loss", group: .training, liveness: .hot,
      help: "What is minimised; auto takes cross-entropy for classes, squared error for numbers."),
    kind: .choice(["auto"] + Loss.allCases.map(\.rawValue))
  ) {
    .text($0.training.loss?.rawValue ?? "auto")
  } write: {
    guard case .text(let name) = $1 else { return }
    $0.training.loss = Loss(rawValue: name)
    // Like an optimizer's settings it does not outlive the choice: no file would mention it.
    if $0.training.loss != .huber { $0.training.huberDelta = TrainingConfiguration().huberDelta }
  }

  static let huberDelta: Hyperparameter = .real(
    RowText(
      key: "training.huber_delta", title: "Huber delta", group: .training, liveness: .hot,
      help: "Errors above it count linearly: smaller is more robust against outliers."),
    \.training.huberDelta, in: .above(0), step: .ladder(floor: 0.01))

  private static let optimizer = Hyperparameter(
    RowText(
      key: "training.optimizer.name", title: "Optimizer", group: .training, liveness: .warm,
      help: "How a gradient becomes a step; sets its published defaults.",
      cost: "weights kept"),
    kind: .choice(OptimizerName.allCases.map(\.rawValue))
  ) {
    .text($0.training.optimizer.name.rawValue)
  } write: {
    guard case .text(let text) = $1, let name = OptimizerName(rawValue: text) else { return }
    guard name != $0.training.optimizer.name else { return }
    $0.training.optimizer = OptimizerConfiguration(name)
  }

  private static let learningRate: Hyperparameter = .real(
    RowText(
      key: "training.optimizer.learning_rate", title: "Learning rate", group: .training,
      liveness: .hot,
      help: "The size of a step; tune it first. Too high bounces or diverges, too low crawls."),
    \.training.optimizer.learningRate, in: .from(0), step: .ladder(floor: 1e-7))

  private static func setting(_ setting: OptimizerSetting) -> Hyperparameter {
    switch setting {
    case .momentum:
      optimizer(
        setting, "Momentum", \.training.optimizer.momentum, .between(0, below: 1), .by(0.05),
        "Share of the last update kept: rolls through flat ground and small bumps.")
    case .nesterov:
      .flag(
        RowText(
          key: "training.optimizer.nesterov", title: "Nesterov", group: .training,
          liveness: .hot, help: "Look ahead along the momentum: overshoots less."),
        \.training.optimizer.nesterov)
    case .rho:
      optimizer(
        setting, "Rho", \.training.optimizer.rho, .between(0, below: 1), .by(0.01),
        "Memory of squared gradients: nearer 1 remembers longer.")
    case .beta1:
      optimizer(
        setting, "Beta 1", \.training.optimizer.beta1, .between(0, below: 1), .by(0.01),
        "Memory of gradients, like momentum: nearer 1 remembers longer.")
    case .beta2:
      optimizer(
        setting, "Beta 2", \.training.optimizer.beta2, .between(0, below: 1), .by(0.001),
        "Memory of squared gradients: nearer 1 gives steadier step sizes.")
    case .epsilon:
      optimizer(
        setting, "Epsilon", \.training.optimizer.epsilon, .above(0), .ladder(floor: 1e-12),
        "Keeps a division from blowing up; larger tames early steps.")
    case .weightDecay:
      optimizer(
        setting, "Weight decay", \.training.optimizer.weightDecay, .from(0), .ladder(floor: 1e-6),
        "Shrinks dense weights at each step. More lowers variance and raises bias.")
    case .momentumDecay:
      optimizer(
        setting, "Momentum decay", \.training.optimizer.momentumDecay, .from(0),
        .ladder(floor: 1e-4), "How fast nadam's momentum warms up.")
    }
  }

  private static func optimizer(
    _ setting: OptimizerSetting, _ title: String, _ field: any Field<Double>, _ range: RealRange,
    _ step: RealStep, _ help: String
  ) -> Hyperparameter {
    .real(
      RowText(
        key: HyperparameterKey("training.optimizer.\(setting.rawValue)"), title: title,
        group: setting == .weightDecay ? .regularization : .training, liveness: .hot, help: help),
      field, in: range, step: step)
  }

  private static let pace: [Hyperparameter] = [
    .integer(
      RowText(
        key: "training.batch_size", title: "Batch size", group: .training, unit: "rows",
        liveness: .hot,
        help:
          "Rows a step: small ones are noisy and regularise, large ones smooth."),
      \.training.batchSize, in: 1...1_000_000, step: .doubling),
    .integer(
      RowText(
        key: "training.epochs", title: "Epochs", group: .training, unit: "epochs",
        liveness: .hot,
        help:
          "Passes over the training part. More lower bias, then raise variance."
      ),
      \.training.epochs, in: 0...1_000_000_000, step: .ladder),
  ]
}
