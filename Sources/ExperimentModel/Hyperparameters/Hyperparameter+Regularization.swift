extension Hyperparameter {
  static let regularization: [Hyperparameter] = [
    .real(
      RowText(
        key: "training.regularization.l1", title: "L1", group: .regularization, liveness: .hot,
        help: "Pulls dense weights to exactly 0. More lowers variance and raises bias."),
      \.training.l1, in: .from(0), step: .ladder(floor: 1e-6)),
    .real(
      RowText(
        key: "training.regularization.l2", title: "L2", group: .regularization, liveness: .hot,
        help: "Pulls dense weights towards 0. More lowers variance and raises bias."),
      \.training.l2, in: .from(0), step: .ladder(floor: 1e-6)),
    .optionalReal(
      RowText(
        key: "training.clip_norm", title: "Clip norm", group: .regularization, liveness: .hot,
        help: "The largest gradient norm: a guard against a step off the cliff."),
      \.training.clipNorm, in: .above(0), step: .ladder(floor: 0.01), initial: 1),
    .real(
      RowText(
        key: "training.label_smoothing", title: "Label smoothing", group: .regularization,
        liveness: .hot, help: "Doubt in the labels: keeps classes from growing overconfident."),
      \.training.labelSmoothing, in: .between(0, below: 1), step: .by(0.05)),
    .choice(
      RowText(
        key: "training.class_weights", title: "Class weights", group: .regularization,
        liveness: .hot,
        help: "balanced lets rare classes count as much as common ones in the training loss."),
      \.training.classWeights),
  ]

  static let earlyStopping = Hyperparameter(
    RowText(
      key: "training.early_stopping.patience", title: "Early stopping", group: .regularization,
      unit: "evaluations", liveness: .hot,
      help:
        "Evaluations without a better dev loss before it stops."),
    kind: .integer(1...1_000_000, step: .by(1)), initial: .integer(10)
  ) {
    ($0.training.earlyStopping?.patience).map { .integer($0) } ?? .absent
  } write: {
    guard case .integer(let patience) = $1 else {
      $0.training.earlyStopping = nil
      return
    }
    var stopping = $0.training.earlyStopping ?? EarlyStopping()
    stopping.patience = patience
    $0.training.earlyStopping = stopping
  }

  static let earlyStoppingDetails: [Hyperparameter] = [
    .real(
      RowText(
        key: "training.early_stopping.min_delta", title: "Least gain", group: .regularization,
        liveness: .hot, help: "The least fall of the dev loss that counts as better."),
      \.training.earlyStopping[orDefault: 0].minDelta, in: .from(0), step: .ladder(floor: 1e-6)),
    .flag(
      RowText(
        key: "training.early_stopping.restore_best", title: "Restore best",
        group: .regularization, liveness: .hot,
        help: "The run leaves the weights of its best evaluation, however it ends."),
      \.training.earlyStopping[orDefault: 0].restoreBest),
  ]

  static let order: [Hyperparameter] = [
    .flag(
      RowText(
        key: "training.shuffle", title: "Shuffle", group: .training, liveness: .hot,
        help: "A fresh random order of rows in each epoch: steps do not repeat themselves."),
      \.training.shuffle),
    .integer(
      RowText(
        key: "training.evaluate_every", title: "Evaluate every", group: .training,
        unit: "epochs", liveness: .hot,
        help: "Epochs between evaluations of train and dev; 0 never."),
      \.training.evaluateEvery, in: 0...1_000_000, step: .ladder),
    .integer(
      RowText(
        key: "training.seed", title: "Training seed", group: .training, liveness: .cold,
        help:
          "Seeds weights, batches, dropout. Try a few: differences below theirs are luck."),
      \.training.seed, in: 0...Int(Int32.max), step: .by(1)),
    .integer(
      RowText(
        key: "training.repeats", title: "Repeats", group: .training, unit: "seeds",
        liveness: .cold,
        help: "Networks of seeds that follow one another: curves show their mean and spread."),
      \.training.repeats, in: 1...32, step: .ladder),
  ]
}

extension EarlyStopping? {
  // Reads the defaults where early stopping is off; a key path needs a subscript for that.
  fileprivate subscript(orDefault _: Int) -> EarlyStopping {
    get { self ?? EarlyStopping() }
    set { self = newValue }
  }
}
