import ExperimentModel
import Training

/// A run without a screen, on the thread that calls it.
struct HeadlessRun: ~Copyable {
  private var session: TrainingSession
  private var metrics: MetricsOutput?
  private var progress: ProgressReporter?
  private var saver: SessionSaver?
  private var events: [TrainerEvent] = []
  private var facts: RunFacts
  /// The step after which a run that goes on is ended.
  var lastStep = Int.max

  init(
    _ session: consuming TrainingSession, metrics: MetricsOutput?, progress: ProgressReporter?,
    saving: SessionSaving? = nil
  ) {
    if let saving { saver = SessionSaver(saving, &session) }
    facts = session.facts
    self.session = session
    self.metrics = metrics
    self.progress = progress
  }

  /// Trains to the end or until a signal comes; `history` is what had happened before.
  mutating func run(after history: [TrainerEvent] = []) throws(CommandError) -> RunSummary {
    events = history
    var end = try deliver()
    // Somebody who goes on with a session that waits has waited enough.
    session.apply(.resume, &events)
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
    try metrics?.finish()
    let isComplete = StopRequest.signal == nil
    let folder = endSaving()
    guard let end else { preconditionFailure("a run ended without an event that says so") }
    var summary = RunSummary(end: end, facts: facts)
    let rest = session.changesToCome
    if rest > 0, end.status != .stopped {
      summary.notes.append(
        "\(rest == 1 ? "1 change comes" : "\(rest) changes come") after the end of the run, at step "
          + "\(end.steps).")
    }
    if let name = folder?.split(separator: "/").last {
      summary.notes.append(
        isComplete
          ? "The session stays: nn-tui resume \(name) opens it."
          : "The session is saved: nn-tui train --resume \(name) goes on with it.")
    }
    return summary
  }

  var weights: [WeightTensor] { session.weights() }

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
      try? OutputStream.standardError.write("note: The session is not saved: \(reason).\n")
    }
    // What is to be gone on with is the run, and not its end.
    if StopRequest.signal != nil { saver?.saveNow(&session) }
  }

  /// Removes what was saved of a run that ended as it should, unless it began in the dashboard; else
  /// the folder is returned.
  private mutating func endSaving() -> String? {
    defer { saver = nil }
    guard StopRequest.signal != nil || saver?.isKeptAtEnd == true else {
      saver?.discard()
      return nil
    }
    return saver?.finish()
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

extension TrainerEvent {
  fileprivate var isEnd: Bool {
    if case .ended = self { true } else { false }
  }
}
