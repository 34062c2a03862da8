/// What is known of a run when it begins: fixed until data or network change.
public struct RunFacts: Sendable, Equatable {
  /// The configuration in force.
  public var configuration: ExperimentConfiguration
  /// Trainable numbers: weights, biases, gains and shifts.
  public var parameterCount: Int
  /// Rows of each part.
  public var rows: PartRows
  /// The data as prepared.
  public var data: DataFacts
  /// Threads used for matrix products.
  public var threads: Int

  /// The facts of a run.
  public init(
    configuration: ExperimentConfiguration, parameterCount: Int, rows: PartRows, data: DataFacts,
    threads: Int
  ) {
    self.configuration = configuration
    self.parameterCount = parameterCount
    self.rows = rows
    self.data = data
    self.threads = threads
  }
}

/// Rows of each part of the data.
public struct PartRows: Sendable, Equatable {
  /// Rows the weights are fitted to.
  public var train: Int
  /// Rows that judge while training goes on.
  public var dev: Int
  /// Rows held back.
  public var test: Int

  /// Three counts.
  public init(train: Int, dev: Int, test: Int) {
    self.train = train
    self.dev = dev
    self.test = test
  }
}

/// A data set as prepared for training.
public struct DataFacts: Sendable, Equatable {
  /// What is predicted.
  public var task: Task
  /// The inputs after preparation, one name a column of the network's input.
  public var featureNames: [String]
  /// The target column.
  public var targetName: String
  /// The classes in their order; empty for a regression.
  public var classNames: [String]
  /// What was done to the file's columns, and what looks suspicious: one sentence each.
  public var notes: [String]

  /// A data set's facts.
  public init(
    task: Task, featureNames: [String], targetName: String, classNames: [String], notes: [String]
  ) {
    self.task = task
    self.featureNames = featureNames
    self.targetName = targetName
    self.classNames = classNames
    self.notes = notes
  }

  /// Units of the network's output layer: 1, or one a class from three classes up.
  public var outputCount: Int { task == .multiclass ? classNames.count : 1 }
}

/// What a run is doing.
public enum RunStanding: Sendable, Equatable {
  /// Steps are being trained.
  case running
  /// It waits between two steps.
  case paused
  /// It has ended, unless a change gives it more to do.
  case ended(RunEnd)
}

/// How a run ended.
public enum RunStatus: String, Sendable {
  /// All epochs were trained.
  case completed
  /// Early stopping ended it.
  case stoppedEarly = "stopped_early"
  /// A person or a signal ended it.
  case stopped
  /// The loss was no longer finite.
  case diverged
}

/// Which of its weights a run leaves: they are saved, and the figures of its end are theirs.
public enum FinalWeights: Sendable, Equatable {
  /// Those after the last step.
  case last
  /// Those of the evaluation that early stopping found best, at the end of this epoch; `nil` where a
  /// session of an older version did not store it.
  case best(epoch: Int?)
}

/// The end of a run.
public struct RunEnd: Sendable, Equatable {
  /// How it ended.
  public var status: RunStatus
  /// Whole epochs trained.
  public var epochs: Int
  /// Steps trained.
  public var steps: Int
  /// Rows trained on, each as often as it was used.
  public var samples: Int
  /// Seconds of training, without loading, evaluation and pauses.
  public var trainingSeconds: Double
  /// The weights that the run leaves, and that all figures below are of.
  public var weights = FinalWeights.last
  /// The training part; `nil` where evaluation is off or the weights are not finite.
  public var train: EvaluationMetrics?
  /// The dev part, where there is one; `nil` also where `train` is.
  public var dev: EvaluationMetrics?
  /// The test part, where there is one.
  public var test: EvaluationMetrics?

  /// An end of which train and dev part have not been evaluated.
  public init(
    status: RunStatus, epochs: Int, steps: Int, samples: Int, trainingSeconds: Double,
    test: EvaluationMetrics?
  ) {
    self.status = status
    self.epochs = epochs
    self.steps = steps
    self.samples = samples
    self.trainingSeconds = trainingSeconds
    self.test = test
  }
}
