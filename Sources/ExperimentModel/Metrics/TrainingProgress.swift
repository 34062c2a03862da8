/// Where a run stands now: a gauge, of which only the newest value matters.
public struct TrainingProgress: Sendable, Equatable {
  /// Steps done.
  public var step = 0
  /// Whole epochs done.
  public var epoch = 0
  /// Steps in an epoch.
  public var stepsPerEpoch = 1
  /// Steps done of the current epoch.
  public var stepInEpoch = 0
  /// Epochs asked for.
  public var epochs = 0
  /// The last mini-batch's loss.
  public var loss = 0.0
  /// The learning rate of the last step, after schedule and warm-up.
  public var learningRate = 0.0
  /// Seconds spent training, without evaluation and pauses.
  public var trainingSeconds = 0.0
  /// Recent steps a second, evaluation included.
  public var stepsPerSecond = 0.0
  /// Rows in a mini-batch.
  public var batchSize = 1

  /// A run that has not begun.
  public init() {}

  /// Seconds until the last epoch ends at the recent rate; `nil` while no rate is known.
  public var secondsLeft: Double? {
    let remaining = epochs * stepsPerEpoch - step
    guard stepsPerSecond > 0, remaining >= 0 else { return nil }
    return Double(remaining) / stepsPerSecond
  }
}
