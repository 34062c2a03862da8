/// What happened in the trainer, in the past tense.
///
/// Evaluations come tens of thousands a second; the rare cases that are far larger stand elsewhere, so
/// that all are no larger than an evaluation.
public enum TrainerEvent: Sendable, Equatable {
  /// A run began at step 0: what was recorded before belongs to another run.
  indirect case started(RunFacts)
  /// Losses were recorded.
  case sampled(LossSample)
  /// A step was trained; only where every step was asked for.
  case stepped(StepReport)
  /// The parts of the data were evaluated.
  case evaluated(EpochReport)
  /// A change is in force.
  indirect case changeApplied(AppliedChange)
  /// A change was refused; what was in force stays.
  case changeRejected(ConfigurationChange, reason: String)
  /// The state before a change is back; what was recorded since belongs to another course of the run.
  indirect case undone(RestoredRun)
  /// The state that an undo left is back, and with it what had been recorded until then.
  indirect case redone(RestoredRun)
  /// A change could not be undone; what was in force stays.
  case undoRejected(reason: String)
  /// An undo could not be taken back; what was in force stays.
  case redoRejected(reason: String)
  /// Training waits before the step after this one.
  case paused(atStep: Int)
  /// Training goes on.
  case resumed(atStep: Int)
  /// The run ended. It goes on if a change gives it more to do.
  indirect case ended(RunEnd)
  /// Something happened to the twin.
  case twin(TwinEvent)
  /// The session could not be saved; training goes on, and it is tried again.
  case saveFailed(reason: String)
  /// The state before an older change could not be kept; undoing goes past it, further back.
  case stateGivenUp(reason: String)
  /// A configuration could not be opened; the run before it stays.
  case openFailed(reason: String)
}

/// A change that took effect.
public struct AppliedChange: Sendable, Equatable {
  /// The change asked for.
  public var change: ConfigurationChange
  /// The steps that had been trained when it took effect, as in ``Ledger/Entry/step``.
  public var atStep: Int
  /// What it did to the weights.
  public var consequence: ChangeConsequence
  /// The loss of the last mini-batch before it; `nil` where there is none, or none that is finite.
  public var lossBefore: Double?
  /// The facts from now on.
  public var facts: RunFacts

  /// An applied change.
  public init(
    change: ConfigurationChange, atStep: Int, consequence: ChangeConsequence,
    lossBefore: Double? = nil, facts: RunFacts
  ) {
    self.change = change
    self.atStep = atStep
    self.consequence = consequence
    self.lossBefore = lossBefore
    self.facts = facts
  }
}

/// A run that was put back to a state it had been in.
public struct RestoredRun: Sendable, Equatable {
  /// The change that was undone, or made again; of several at once the first.
  public var change: ConfigurationChange
  /// Changes that were undone or made again at once: not before all older ones a state is kept.
  public var changeCount: Int
  /// The steps trained in the state that is back.
  public var atStep: Int
  /// What its course has in common with the one that was left.
  public var shared: SharedCourse
  /// What the run does now.
  public var standing: RunStanding
  /// The facts from now on.
  public var facts: RunFacts

  /// A run put back.
  public init(
    change: ConfigurationChange, changeCount: Int = 1, atStep: Int, shared: SharedCourse,
    standing: RunStanding, facts: RunFacts
  ) {
    self.change = change
    self.changeCount = changeCount
    self.atStep = atStep
    self.shared = shared
    self.standing = standing
    self.facts = facts
  }
}

/// What a change did to the weights.
public enum ChangeConsequence: Sendable, Equatable {
  /// Nothing was lost.
  case kept
  /// The network or its optimizer took another form, with the weights kept.
  case operated(SurgeryReport)
  /// All weights began afresh, and the run with them: a ``TrainerEvent/started(_:)`` follows.
  case restarted
}
