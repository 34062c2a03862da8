/// The training losses of one or more consecutive steps.
///
/// How many steps a sample covers depends on the step's number alone, so two runs of one
/// configuration give the same samples.
public struct LossSample: Sendable, Equatable {
  /// The first step covered, from 1.
  public var firstStep: Int
  /// The last step covered.
  public var lastStep: Int
  /// Epochs done at the last step, with the share of the current one.
  public var epoch: Double
  /// Seconds of training since the run began at the last step.
  public var seconds: Double
  /// The smallest mini-batch loss.
  public var minimum: Double
  /// The largest mini-batch loss.
  public var maximum: Double
  /// The mean of the mini-batch losses.
  public var mean: Double

  /// A sample.
  public init(
    firstStep: Int, lastStep: Int, epoch: Double, seconds: Double, losses: LossRange
  ) {
    self.firstStep = firstStep
    self.lastStep = lastStep
    self.epoch = epoch
    self.seconds = seconds
    minimum = losses.minimum
    maximum = losses.maximum
    mean = losses.mean
  }
}

/// The spread of some losses.
public struct LossRange: Sendable, Equatable {
  /// The smallest.
  public var minimum: Double
  /// The largest.
  public var maximum: Double
  /// The mean.
  public var mean: Double

  /// A spread.
  public init(minimum: Double, maximum: Double, mean: Double) {
    self.minimum = minimum
    self.maximum = maximum
    self.mean = mean
  }
}

/// One training step, told in full where somebody asks for every step.
public struct StepReport: Sendable, Equatable {
  /// The step, from 1.
  public var step: Int
  /// The epoch it belongs to, from 1.
  public var epoch: Int
  /// The mini-batch's loss, without penalty.
  public var loss: Double
  /// The penalty of the weights before the step.
  public var penalty: Double
  /// The global norm of the gradient, penalty included, before clipping.
  public var gradientNorm: Double
  /// The learning rate after schedule and warm-up.
  public var learningRate: Double

  /// A report of step `step`, without figures.
  public init(step: Int, epoch: Int) {
    self.step = step
    self.epoch = epoch
    loss = 0
    penalty = 0
    gradientNorm = 0
    learningRate = 0
  }
}
