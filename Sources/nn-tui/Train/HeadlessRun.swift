import ExperimentModel
import Training

/// A run without a screen, on the thread that calls it.
struct HeadlessRun: ~Copyable {
  private var session: TrainingSession
  private var metrics: MetricsOutput?
  private var progress: ProgressReporter?
  private var saver: SessionSaver?
  /// Whether the session was made in the dashboard, where it can be opened again.
  let isOfDashboard: Bool
  private let isSavedAtEndOnly: Bool
  private var events: [TrainerEvent] = []
  /// Why the session could not be saved, as was said.
  private var savingFailure: String?
  /// Whether the state that was asked for last is on the disk.
  private var isSecured = true
  /// Whether the session on the disk is that of a run that a signal is about to stop.
  private var isSavedBeforeStop = false
  private var facts: RunFacts
  /// The step after which a run that goes on is ended.
  var lastStep = Int.max
  /// Whether files are to be written at the end: a program that is killed until they are must leave a
  /// session that has ended.
  var securesEnd = false

  init(
    _ session: consuming TrainingSession, metrics: MetricsOutput?, progress: ProgressReporter?,
    saving: SessionSaving? = nil
  ) {
    isOfDashboard = saving?.isKeptAtEnd ?? false
    isSavedAtEndOnly = saving?.isOnlyForEnd ?? false
    if let saving { saver = SessionSaver(saving, &session) }
    facts = session.facts
    self.session = session
    self.metrics = metrics
    self.progress = progress
  }

  /// Trains to the end or until a signal comes; `history` is what had happened before.
  ///
  /// The session on the disk stays: what the run leaves is still to be written.
  mutating func run(after history: [TrainerEvent] = []) throws(CommandError) -> RunSummary {
    events = history
    if let end = session.ending, !history.contains(where: \.isEnd) { events.append(.ended(end)) }
    var end = try deliver()
    // Somebody who goes on with a session that waits has waited enough.
    session.apply(.resume, &events)
    save()
    // Metrics that cannot be written are found before there is anything to lose.
    if end == nil { end = try deliver() }
    while end == nil {
      if StopRequest.signal == nil { session.advance(&events, upTo: lastStep) }
      settleEnd()
      save()
      if session.isTraining, StopRequest.signal != nil || session.step >= lastStep {
        session.apply(.stop, &events)
      }
      end = try deliver()
      if end == nil { showProgress() }
    }
    progress?.finish()
    if securesEnd { _ = secure() }
    try metrics?.finish()
    guard let end else { preconditionFailure("a run ended without an event that says so") }
    var summary = RunSummary(end: end, facts: facts)
    let rest = session.changesToCome
    if rest > 0, end.status != .stopped {
      summary.notes.append(
        "\(rest == 1 ? "1 change comes" : "\(rest) changes come") after the end of the run, at step "
          + "\(end.steps).")
    }
    return summary
  }

  /// The weights that the run leaves.
  var weights: [WeightTensor] { session.weights() }

  /// Steps trained.
  var step: Int { session.step }

  /// What gives the run again.
  var description: SessionDescription { session.description }

  /// Hands on what happened.
  ///
  /// - Returns: the end, once it has come.
  private mutating func deliver() throws(CommandError) -> RunEnd? {
    settleEnd()
    let end = try noted()
    metrics?.record(events)
    try metrics?.writeWhenDue()
    events.removeAll(keepingCapacity: true)
    return end
  }

  private mutating func save() {
    saver?.note(events, of: &session)
    if let reason = saver?.takeFailure() {
      savingFailure = reason
      try? OutputStream.standardError.write("note: The session is not saved: \(reason).\n")
    }
    // What is to be continued is the run, and not its end.
    if StopRequest.signal != nil, session.isTraining {
      saver?.saveNow(&session)
      isSavedBeforeStop = saver?.hasSaved(session) ?? false
    }
  }

  /// Leaves one end, and that last: a change at the step of the end may have given the run more to
  /// do, and is part of it in any case.
  private mutating func settleEnd() {
    let ends = events.filter(\.isEnd)
    guard let end = ends.last else { return }
    events.removeAll(where: \.isEnd)
    // A session that waits has more to do, whatever it had come to before.
    if session.description.status != nil { events.append(end) }
  }

  /// Remembers what the summary needs; the end, once it has come.
  private mutating func noted() throws(CommandError) -> RunEnd? {
    var end: RunEnd?
    for event in events {
      switch event {
      case .evaluated(let report): progress?.note(report)
      case .started(let facts): self.facts = facts
      case .changeApplied(let applied): facts = applied.facts
      case .ended(let how): end = how
      case .changeRejected(let change, let reason):
        throw CommandError(
          .badData, "the change of \(change.edit.key) at step \(session.step): \(reason)")
      default: break
      }
    }
    return end
  }

  private mutating func showProgress() {
    guard var progress else { return }
    progress.show { session.progress() }
    self.progress = progress
  }
}

// What becomes of the session on the disk, once the run has ended or failed.
extension HeadlessRun {
  /// Whether the session stays although all was written: it began in the dashboard, or is that of a run
  /// that a signal has stopped.
  var isToBeContinued: Bool { isOfDashboard || isSavedBeforeStop }

  /// Whether there is training that would be lost with the session.
  var isWorthKeeping: Bool {
    session.step > 0 && (session.ending != nil || !isSavedAtEndOnly)
  }

  /// The folder that has a state of the session; `nil` where none was saved.
  ///
  /// Waits for the disk.
  mutating func savedFolder() -> String? { saver?.savedFolder }

  /// Brings the session to the disk, whatever its age, and waits until it is there.
  ///
  /// - Returns: what of it is on the disk, or why nothing is; `nil` where no session is saved.
  mutating func secure() -> SecuredSession? {
    let isUnsaved = saver?.hasSaved(session) != true
    let folder = saver?.secure(&session)
    // The writer says it once, and a state is asked for again after an output could not be written.
    let failure = saver?.takeFailure()
    if let failure { savingFailure = failure }
    if isUnsaved { isSecured = failure == nil }
    guard let folder else { return savingFailure.map { .lost(reason: $0) } }
    let isAsItIs = !isSavedBeforeStop && isSecured
    return .saved(folder: folder, hasEnded: session.ending != nil && isAsItIs)
  }

  /// Leaves the session as it was last saved.
  mutating func leaveSession() {
    _ = saver?.finish()
    saver = nil
  }

  /// Removes the session: all that the run leaves is written.
  mutating func discardSession() {
    saver?.discard()
    saver = nil
  }
}

/// What the disk has of a session whose outputs could not be written.
enum SecuredSession {
  /// The session, or an older state of it; at its end, or to be continued.
  case saved(folder: String, hasEnded: Bool)
  /// It could not be saved either.
  case lost(reason: String)
}

extension TrainerEvent {
  fileprivate var isEnd: Bool {
    if case .ended = self { true } else { false }
  }
}
