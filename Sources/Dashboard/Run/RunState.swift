import Diagnosis
import ExperimentModel

/// What the run is doing.
enum RunPhase: Sendable, Equatable {
  /// The trainer has not told of a run yet.
  case preparing
  case training
  case paused
  case ended(RunEnd)
  /// There is no run, because the first configuration could not be opened.
  case failed(reason: String)

  var isTraining: Bool { self == .training }
}

/// The run as the trainer told of it.
struct RunState: Sendable {
  var phase = RunPhase.preparing
  var facts: RunFacts?
  var progress = TrainingProgress()
  var history = RunHistory()
  var ledger = ChangeLedger()
  var judge = BiasVarianceJudge()

  var hasEnded: Bool {
    if case .ended = phase { return true }
    return false
  }

  /// The end of the run, where the loss was no longer finite.
  var hasDiverged: Bool {
    if case .ended(let end) = phase { return end.status == .diverged }
    return false
  }

  /// A run that begins: what was recorded belongs to another.
  mutating func begin(_ facts: RunFacts) {
    self = RunState()
    self.facts = facts
    phase = .training
    progress.epochs = facts.configuration.training.epochs
  }

  mutating func hear(_ sample: LossSample) {
    history.append(sample)
    goOn()
  }

  mutating func hear(_ report: EpochReport) {
    history.append(report)
    goOn()
    // Without an R² there is no error that bias and variance could be told from.
    guard let facts, let dev = report.dev, let error = report.train.error,
      let devError = dev.error
    else { return }
    let kind: ErrorEstimate.Kind = facts.data.task == .regression ? .unexplainedVariance : .rate
    judge.hear(
      BiasVariance(
        target: facts.configuration.targetError ?? 0,
        train: ErrorEstimate(
          error, rows: facts.rows.train, kind: kind,
          standardErrorOfSeeds: report.train.standardErrorOfSeeds),
        dev: ErrorEstimate(
          devError, rows: facts.rows.dev, kind: kind,
          standardErrorOfSeeds: dev.standardErrorOfSeeds)))
  }

  mutating func hear(_ change: AppliedChange) {
    let before = (facts ?? change.facts).configuration
    facts = change.facts
    ledger.append(
      LedgerEntry(
        number: ledger.count + 1, place: history.place(ofStep: change.atStep),
        edit: change.change.edit, before: before.summary(of: change.change.edit),
        after: change.facts.configuration.summary(of: change.change.edit),
        consequence: change.consequence, author: change.change.author,
        lossBefore: change.lossBefore))
    judge.retarget(change.facts.configuration.targetError ?? 0)
  }

  /// Goes on from a state the trainer put back.
  mutating func resume(_ restored: RestoredRun) {
    facts = restored.facts
    progress.step = restored.atStep
    switch restored.standing {
    case .running: phase = .training
    case .paused: phase = .paused
    case .ended(let end): phase = .ended(end)
    }
  }

  /// Forgets what was recorded beyond what another course shares with this one, where the record of
  /// the other is not kept.
  mutating func forget(after shared: SharedCourse) {
    history.cut(after: shared.steps)
    ledger.cut(after: shared)
    judge = BiasVarianceJudge()
  }

  // A run that had ended goes on when a change gives it more to do.
  private mutating func goOn() {
    if hasEnded { phase = .training }
  }
}

extension EvaluationMetrics {
  /// How far chance may have moved the mean error of several networks by their seeds.
  fileprivate var standardErrorOfSeeds: Double {
    guard let repeats, repeats.count > 0, let error = repeats.error else { return 0 }
    return error.deviation / Double(repeats.count).squareRoot()
  }
}
