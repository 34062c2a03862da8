/// What an evaluation of one part of the data found: in inference mode, without penalty and without
/// label smoothing.
public struct EvaluationMetrics: Sendable, Equatable {
  /// The mean loss, on the scale trained on.
  public var loss: Double
  /// The metrics of the task.
  public var task: TaskMetrics
  /// Of a run with repeats, whose means these are, how far apart its networks are.
  public var repeats: RepeatSpread?

  /// An evaluation's findings.
  public init(loss: Double, task: TaskMetrics) {
    self.loss = loss
    self.task = task
  }

  /// The error that bias and variance are measured in: 1 − accuracy, or 1 − R²; `nil` where R² is
  /// undefined.
  public var error: Double? {
    switch task {
    case .classification(let accuracy, _): 1 - accuracy
    case .regression(_, _, let r2): r2.map { 1 - $0 }
    }
  }
}

/// The metrics of a task.
public enum TaskMetrics: Sendable, Equatable {
  /// The share of rows put into their class, and the unweighted mean of the classes' F1; 0…1.
  case classification(accuracy: Double, macroF1: Double)
  /// Errors in the target's own units, and the share of the variance explained (1 at best), which is
  /// undefined where the rows' targets do not differ: for one row, too.
  case regression(rmse: Double, mae: Double, r2: Double?)
}

/// The evaluation at the end of an epoch.
public struct EpochReport: Sendable, Equatable {
  /// Epochs done, from 1.
  public var epoch: Int
  /// Steps done, from 1.
  public var step: Int
  /// The training part.
  public var train: EvaluationMetrics
  /// The dev part, where there is one.
  public var dev: EvaluationMetrics?
  /// Seconds of training since the run began, without evaluation and pauses.
  public var seconds: Double

  /// A report.
  public init(
    epoch: Int, step: Int, train: EvaluationMetrics, dev: EvaluationMetrics?, seconds: Double
  ) {
    self.epoch = epoch
    self.step = step
    self.train = train
    self.dev = dev
    self.seconds = seconds
  }
}
