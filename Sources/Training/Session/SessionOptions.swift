public import ExperimentModel

/// What a session is told beside its configuration.
public struct SessionOptions: Sendable {
  /// Threads for matrix products; `nil` takes what is fastest for the network.
  public var threads: Int?
  /// Whether every step is reported by ``ExperimentModel/TrainerEvent/stepped(_:)``.
  public var reportsEveryStep = false
  /// Weights to start from instead of the initializer's, one tensor each, named as in weights files.
  public var initialWeights: [WeightTensor]?
  /// The file of those weights.
  public var initialWeightsFile: WeightsReference?
  /// Changes to make on the way, sorted by their steps.
  public var schedule: [ScheduledChange] = []

  /// Whether states to undo changes by are kept, which takes time and memory with each change.
  public var keepsStates = true

  /// Whether a run that is stopped is still evaluated: who quits a screen does not wait for figures.
  var judgesWhenStopped = true
  /// What other data is loaded by; `nil` for a loader of the session's own.
  var loader: DataLoader?
  /// Whether it is one of many that are made, trained a little and let go: it keeps no state to undo a
  /// change by, and judges few rows at a time.
  var isTrial = false

  /// The usual: fresh weights, no step reports.
  public init() {}
}
