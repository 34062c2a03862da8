import ExperimentModel
import Training

/// A run without a screen, on the thread that calls it.
struct HeadlessRun: ~Copyable {
  private var session: TrainingSession
  private var metrics: MetricsOutput?
  private var progress: ProgressReporter?
  private var events: [TrainerEvent] = []
  private var report: EpochReport?
  private var facts: RunFacts
  /// The step after which a run that goes on is ended.
  var lastStep = Int.max

  init(
    _ session: consuming TrainingSession, metrics: MetricsOutput?, progress: ProgressReporter?
  ) {
    facts = session.facts
    self.session = session
    self.metrics = metrics
    self.progress = progress
  }

  /// Trains to the end or until a signal comes.
  mutating func run() throws(CommandError) -> RunSummary {
    var end: RunEnd?
    while end == nil {
      if StopRequest.signal == nil { session.advance(&events, upTo: lastStep) }
      if StopRequest.signal != nil || session.isTraining && session.step >= lastStep {
        session.apply(.stop, &events)
      }
      settleEnd()
      end = try noted()
      metrics?.record(events)
      try metrics?.writeWhenDue()
      events.removeAll(keepingCapacity: true)
      if end == nil { showProgress() }
    }
    progress?.finish()
    try metrics?.finish()
    guard let end else { preconditionFailure("a run ended without an event that says so") }
    var summary = RunSummary(end: end, report: report, facts: facts)
    let rest = session.changesToCome
    if rest > 0, end.status != .stopped {
      summary.notes = [
        "\(rest == 1 ? "1 change comes" : "\(rest) changes come") after the end of the run, at step "
          + "\(end.steps)."
      ]
    }
    return summary
  }

  var weights: [WeightTensor] { session.weights() }

  /// What gives the run again.
  var description: SessionDescription { session.description }

  /// Leaves one end, and that last: a change at the step of the end may have given the run more to
  /// do, and is part of it in any case.
  private mutating func settleEnd() {
    let ends = events.filter(\.isEnd)
    guard let end = ends.last else { return }
    events.removeAll(where: \.isEnd)
    if !session.isTraining { events.append(end) }
  }

  /// Remembers what the summary needs; the end, once it has come.
  private mutating func noted() throws(CommandError) -> RunEnd? {
    var end: RunEnd?
    for event in events {
      switch event {
      case .evaluated(let report):
        self.report = report
        progress?.note(report)
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
