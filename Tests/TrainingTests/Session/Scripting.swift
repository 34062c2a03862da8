import Datasets
import ExperimentModel
import Training

/// A small network on 20 rows of moons, three steps an epoch, all rows in the training part.
func smallConfiguration(
  _ change: (inout ExperimentConfiguration) -> Void = { _ in }
) -> ExperimentConfiguration {
  var configuration = ExperimentConfiguration()
  configuration.data.source = "moons"
  configuration.data.rows = 20
  configuration.data.split = SplitShares(train: 1, dev: 0, test: 0)
  configuration.network.hidden = [
    HiddenLayer(units: 6, activation: .tanh), HiddenLayer(units: 4, activation: .tanh),
  ]
  configuration.training.batchSize = 8
  configuration.training.epochs = 2
  configuration.training.optimizer.learningRate = 0.02
  change(&configuration)
  return configuration
}

/// A session on the data of its configuration, on one thread.
func makeSession(
  _ configuration: ExperimentConfiguration, reportsEveryStep: Bool = false,
  initialWeights: [WeightTensor]? = nil
) throws -> TrainingSession {
  let data = try DatasetLoader().load(configuration.data)
  var options = SessionOptions()
  options.threads = 1
  options.reportsEveryStep = reportsEveryStep
  options.initialWeights = initialWeights
  return try TrainingSession(configuration: configuration, data: data, options: options)
}

extension TrainingSession {
  /// What happens when the commands come one after the other.
  mutating func obey(_ commands: TrainerCommand...) -> [TrainerEvent] {
    var events: [TrainerEvent] = []
    for command in commands { apply(command, &events) }
    return events
  }

  /// Makes so many steps, one at a time.
  mutating func makeSteps(_ count: Int) -> [TrainerEvent] {
    var events: [TrainerEvent] = []
    for _ in 0..<count { apply(.stepOnce, &events) }
    return events
  }

  /// Trains until nothing is left to do.
  mutating func finish() -> [TrainerEvent] {
    var events: [TrainerEvent] = []
    repeat { advance(&events) } while isTraining
    return events
  }
}

extension TrainerCommand {
  /// A field takes a value.
  static func set(_ key: HyperparameterKey, _ value: HyperparameterValue) -> TrainerCommand {
    .change(ConfigurationChange(id: 1, edit: .set(key, value)))
  }
}

extension TrainerEvent {
  /// What happened without figures that a script cannot foresee.
  var outline: String {
    switch self {
    case .started: "started"
    case .sampled(let sample): "sampled \(sample.firstStep)…\(sample.lastStep)"
    case .stepped(let report): "stepped \(report.step)"
    case .evaluated(let report): "evaluated epoch \(report.epoch) at \(report.step)"
    case .changeApplied(let applied):
      "applied at \(applied.atStep): \(applied.consequence.outline)"
    case .changeRejected: "rejected"
    case .undone(let run): "undone to \(run.atStep)"
    case .redone(let run): "redone to \(run.atStep)"
    case .undoRejected, .redoRejected: "nothing undone"
    case .paused(let step): "paused at \(step)"
    case .resumed(let step): "resumed at \(step)"
    case .ended(let end): "ended \(end.status.rawValue) at \(end.steps)"
    case .twin(let event): "twin \(event.outline)"
    case .openFailed: "open failed"
    case .saveFailed: "save failed"
    case .stateGivenUp: "state given up"
    }
  }
}

extension TrainerEvent {
  var startFacts: RunFacts? {
    if case .started(let facts) = self { facts } else { nil }
  }

  var appliedChange: AppliedChange? {
    if case .changeApplied(let applied) = self { applied } else { nil }
  }
}

extension TaskMetrics {
  var regression: (rmse: Double, mae: Double, r2: Double?)? {
    if case .regression(let rmse, let mae, let r2) = self { (rmse, mae, r2) } else { nil }
  }
}

extension TwinEvent {
  var outline: String {
    switch self {
    case .started(let facts): "started at \(facts.atStep)"
    case .sampled(let sample): "sampled \(sample.firstStep)…\(sample.lastStep)"
    case .evaluated(let report): "evaluated epoch \(report.epoch) at \(report.step)"
    case .changeApplied(let applied): "applied at \(applied.atStep)"
    case .compared(let comparison): "compared epoch \(comparison.epoch)"
    case .finished(let step): "finished at \(step)"
    case .dismissed: "dismissed"
    case .taken(let run): "taken at \(run.atStep)"
    case .rejected: "rejected"
    }
  }
}

extension ChangeConsequence {
  fileprivate var outline: String {
    switch self {
    case .kept: "kept"
    case .operated(let report): "\(report.outcome)"
    case .restarted: "restarted"
    }
  }
}

extension [TrainerEvent] {
  var outlines: [String] { map(\.outline) }

  var samples: [LossSample] {
    compactMap { event in
      guard case .sampled(let sample) = event else { return nil }
      return sample
    }
  }

  /// Everything of the samples but the clock, to be compared bit by bit.
  var losses: [[Double]] {
    samples.map { [Double($0.firstStep), Double($0.lastStep), $0.epoch, $0.minimum, $0.mean] }
  }

  var reports: [StepReport] {
    compactMap { event in
      guard case .stepped(let report) = event else { return nil }
      return report
    }
  }

  var evaluations: [EpochReport] {
    compactMap { event in
      guard case .evaluated(let report) = event else { return nil }
      return report
    }
  }

  var end: RunEnd? {
    for case .ended(let end) in self.reversed() { return end }
    return nil
  }
}
