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
      if StopRequest.signal == nil {
        session.advance(&events)
      } else {
        session.apply(.stop, &events)
      }
      end = noted()
      metrics?.record(events)
      try metrics?.writeWhenDue()
      events.removeAll(keepingCapacity: true)
      if end == nil { showProgress() }
    }
    progress?.finish()
    try metrics?.finish()
    guard let end else { preconditionFailure("a run ended without an event that says so") }
    return RunSummary(end: end, report: report, facts: facts)
  }

  var weights: [WeightTensor] { session.weights() }

  /// Remembers what the summary needs; the end, once it has come.
  private mutating func noted() -> RunEnd? {
    var end: RunEnd?
    for event in events {
      switch event {
      case .evaluated(let report):
        self.report = report
        progress?.note(report)
      case .started(let facts): self.facts = facts
      case .ended(let how): end = how
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
