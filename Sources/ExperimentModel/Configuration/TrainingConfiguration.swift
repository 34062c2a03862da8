/// How a network is trained.
public struct TrainingConfiguration: Sendable, Equatable {
  /// The loss; `nil` lets the task decide.
  public var loss: Loss?
  /// Where the Huber loss turns from a parabola into a line, above 0.
  public var huberDelta = 1.0
  /// The optimizer and its settings.
  public var optimizer = OptimizerConfiguration(.adam)
  /// How the learning rate moves.
  public var schedule = ScheduleConfiguration()
  /// Rows in a mini-batch.
  public var batchSize = 16
  /// Passes over the training part.
  public var epochs = 25
  /// Factor of the sum of absolute dense weights.
  public var l1 = 0.0
  /// Factor of half the sum of squared dense weights.
  public var l2 = 0.0
  /// The largest global gradient norm; `nil` does not clip.
  public var clipNorm: Double?
  /// Probability moved from the true class to the others in training, 0 up to but not including 1.
  public var labelSmoothing = 0.0
  /// How much each class counts in the training loss.
  public var classWeights = ClassWeights.none
  /// What is done to the rows of a mini-batch before the network sees them.
  public var augmentation = AugmentationConfiguration()
  /// When to stop for want of progress; `nil` never.
  public var earlyStopping: EarlyStopping?
  /// Whether each epoch visits the rows in a fresh random order.
  public var shuffle = true
  /// Epochs between evaluations; 0 never evaluates.
  public var evaluateEvery = 1
  /// Seeds weights, batch order, dropout and augmentation.
  public var seed = 1
  /// Networks trained side by side, each with the next seed; 1 trains one.
  public var repeats = 1

  /// The defaults.
  public init() {}
}

/// Ends training when the dev loss has not improved for a while.
public struct EarlyStopping: Sendable, Equatable {
  /// Evaluations without improvement before training stops.
  public var patience = 10
  /// The least fall of the dev loss that counts as an improvement.
  public var minDelta = 0.0
  /// Whether the run leaves the weights of its best evaluation, however it ends.
  public var restoreBest = true

  /// The defaults.
  public init() {}
}
