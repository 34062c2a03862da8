public import ExperimentModel

/// Writes what happens in a run as JSON Lines: one object a line, the first of them the preset.
///
/// What is not finite is null. The format is described in `Documentation/command-line.md`.
public struct MetricsRecorder: Sendable {
  private var json = JSONWriter()
  private var twin: (atStep: Int, course: [TrainerEvent])?
  // What the next change is compared with.
  private var configuration = ExperimentConfiguration()
  /// What was in force before each change, by its number.
  private var before: [Int: ExperimentConfiguration] = [:]

  /// A recorder of one run.
  public init() {}

  /// Lines that have not been taken away, each with its end.
  public var bytes: [UInt8] { json.bytes }

  /// Forgets the lines.
  public mutating func removeAll() { json.removeAll() }

  /// Adds the line of an event; some events have none.
  ///
  /// `seconds` is the time since the program began, which only the last line has.
  public mutating func record(_ event: TrainerEvent, seconds: Double) {
    switch event {
    case .started(let facts): record(facts)
    case .stepped(let report): record(report)
    case .evaluated(let report): record(report)
    case .changeApplied(let change): record(change)
    case .ended(let end): record(end, seconds: seconds)
    case .undone(let restored): record(restored, "undo")
    case .redone(let restored): record(restored, "redo")
    case .twin(let event): record(event)
    case .sampled, .changeRejected, .undoRejected, .redoRejected, .paused, .resumed, .openFailed,
      .saveFailed, .stateGivenUp:
      break
    }
  }

  /// What a twin did counts only where the run goes over to it; then it goes on from the twin's start.
  private mutating func record(_ event: TwinEvent) {
    switch event {
    case .started(let facts): twin = (facts.atStep, [])
    case .evaluated(let report): twin?.course.append(.evaluated(report))
    case .changeApplied(let applied): twin?.course.append(.changeApplied(applied))
    case .taken(let restored): goOverToTwin(restored)
    case .dismissed: twin = nil
    case .sampled, .compared, .finished, .rejected: break
    }
  }

  private mutating func goOverToTwin(_ restored: RestoredRun) {
    var start = restored
    start.atStep = twin?.atStep ?? restored.atStep
    start.facts.configuration = before[restored.change.id] ?? restored.facts.configuration
    record(start, "undo")
    for event in twin?.course ?? [] { record(event, seconds: 0) }
    twin = nil
  }

  private mutating func record(_ facts: RunFacts) {
    configuration = facts.configuration
    json.line { json in
      json.field("event", "start")
      json.preset("preset", facts.configuration)
      json.field("parameters", facts.parameterCount)
      json.object("rows") { json in
        json.field("train", facts.rows.train)
        json.field("dev", facts.rows.dev)
        json.field("test", facts.rows.test)
      }
      json.field("threads", facts.threads)
    }
  }

  private mutating func record(_ report: StepReport) {
    json.line { json in
      json.field("event", "step")
      json.field("step", report.step)
      json.field("epoch", report.epoch)
      json.field("loss", report.loss)
      json.field("penalty", report.penalty)
      json.field("gradient_norm", report.gradientNorm)
      json.field("learning_rate", report.learningRate)
    }
  }

  private mutating func record(_ report: EpochReport) {
    json.line { json in
      json.field("event", "epoch")
      json.field("epoch", report.epoch)
      json.field("step", report.step)
      json.metrics("train", report.train)
      if let dev = report.dev { json.metrics("dev", dev) }
      json.field("seconds", report.seconds)
    }
  }

  private mutating func record(_ applied: AppliedChange) {
    before[applied.change.id] = configuration
    record(applied.change.edit, "change", atStep: applied.atStep, applied.facts)
  }

  private mutating func record(_ restored: RestoredRun, _ event: String) {
    guard restored.changeCount == 1 else {
      configuration = restored.facts.configuration
      json.line { json in
        json.field("event", event)
        json.field("step", restored.atStep)
        json.field("changes", restored.changeCount)
      }
      return
    }
    record(restored.change.edit, event, atStep: restored.atStep, restored.facts)
  }

  private mutating func record(
    _ edit: ConfigurationEdit, _ event: String, atStep step: Int, _ facts: RunFacts
  ) {
    let before = configuration.summary(of: edit)
    configuration = facts.configuration
    let after = configuration.summary(of: edit)
    json.line { json in
      json.field("event", event)
      json.field("step", step)
      json.field("key", edit.key.description)
      json.field("from", before)
      json.field("to", after)
    }
  }

  private mutating func record(_ end: RunEnd, seconds: Double) {
    json.line { json in
      json.field("event", "end")
      json.field("status", end.status.rawValue)
      json.field("epochs", end.epochs)
      json.field("steps", end.steps)
      json.field("seconds", seconds)
      json.field("training_seconds", end.trainingSeconds)
      json.field("samples_per_second", Double(end.samples) / end.trainingSeconds)
      switch end.weights {
      case .last: json.field("weights", "last")
      case .best(let epoch):
        json.field("weights", "best")
        json.field("best_epoch", epoch)
      }
      for (part, metrics) in [("train", end.train), ("dev", end.dev), ("test", end.test)] {
        if let metrics { json.metrics(part, metrics) }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func metrics(_ key: String, _ metrics: EvaluationMetrics) {
    object(key) { json in
      json.field("loss", metrics.loss)
      switch metrics.task {
      case .classification(let accuracy, let macroF1):
        json.field("accuracy", accuracy)
        json.field("macro_f1", macroF1)
      case .regression(let rmse, let mae, let r2):
        json.field("rmse", rmse)
        json.field("mae", mae)
        json.field("r2", r2)
      }
      guard let repeats = metrics.repeats else { return }
      json.object("repeats") { json in
        json.field("count", repeats.count)
        json.spread("loss", repeats.loss)
        json.spread("error", repeats.error)
      }
    }
  }

  private mutating func field(_ key: String, _ value: Double?) {
    if let value { field(key, value) } else { null(key) }
  }

  fileprivate mutating func field(_ key: String, _ value: Int?) {
    if let value { field(key, value) } else { null(key) }
  }

  private mutating func spread(_ key: String, _ spread: ValueSpread?) {
    guard let spread else { return null(key) }
    object(key) { json in
      json.field("deviation", spread.deviation)
      json.field("minimum", spread.minimum)
      json.field("maximum", spread.maximum)
    }
  }
}
