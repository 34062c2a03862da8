import Datasets
import ExperimentModel
import NeuralNetwork

/// A further network of a run with repeats: a whole session of another seed, which the first leads.
///
/// It makes a step whenever the first does and takes the same changes at the same steps. When a run
/// ends is decided by the first alone; it tells nothing itself.
final class SeedCopy {
  var session: TrainingSession
  /// What the last evaluation found; `nil` where it no longer trains.
  var report: EpochReport?
  private var unheard: [TrainerEvent] = []

  init(_ session: consuming TrainingSession) {
    self.session = session
    self.session.isCopy = true
    self.session.pending = []
  }

  func makeStep() {
    guard session.isTraining else { return }
    session.makeStep(&unheard)
    unheard.removeAll(keepingCapacity: true)
  }

  func finishEpoch(isEvaluated: Bool, judgesRows: Bool) {
    report = nil
    guard session.isTraining else { return }
    session.judgesRows = judgesRows
    report = session.followEpoch(isEvaluated: isEvaluated)
  }

  /// The losses of the steps since the last sample.
  func takeLosses() -> LossRange? {
    guard session.isTraining else { return nil }
    return session.recorder.take()?.losses
  }
}

extension TrainingSession {
  /// The networks beside the first that the configuration asks for, at their step 0.
  func freshCopies() -> [SeedCopy] {
    guard !isCopy else { return [] }
    return (1..<max(configuration.training.repeats, 1)).map { number in
      freshCopy(configuration.copy(number))
    }
  }

  /// Networks that go on from their checkpoints.
  func copies(from states: [SessionCheckpoint]) -> [SeedCopy] {
    states.map { state in
      let copy = freshCopy(state.configuration)
      copy.session.take(state)
      return copy
    }
  }

  private func freshCopy(_ configuration: ExperimentConfiguration) -> SeedCopy {
    var options = options
    // The first tells of its steps for all.
    options.reportsEveryStep = false
    let prepared = data.prepared
    return SeedCopy(
      TrainingSession(Model(configuration, prepared), configuration, prepared, options))
  }

  /// Does with a copy what a change does.
  mutating func follow(_ changed: ExperimentConfiguration, edit: ConfigurationEdit) {
    let old = configuration
    configuration = changed
    _ = adopt(changed, from: old, edit: edit)
  }

  /// Ends an epoch of a copy.
  mutating func followEpoch(isEvaluated: Bool) -> EpochReport? {
    counters.epoch += 1
    counters.stepInEpoch = 0
    guard isEvaluated, let report = judge() else { return nil }
    guard report.train.loss.isFinite else {
      diverge()
      return report
    }
    // The first decides when to stop; what was best is each network's own.
    _ = observe(report)
    return report
  }

  /// A copy whose loss is no longer finite trains no further.
  mutating func diverge() { phase = .ended(runEnd(.diverged)) }

  /// Lets a copy that ended with the first go on with it.
  mutating func followResume() {
    if case .ended(let end) = phase, end.status != .diverged { phase = .running }
  }
}

extension ExperimentConfiguration {
  /// What the copy with a number, from 1, is trained by: all the same but the seed.
  func copy(_ number: Int) -> ExperimentConfiguration {
    var copy = self
    copy.training.repeats = 1
    copy.training.seed = (training.seed + number) % (Int(Int32.max) + 1)
    return copy
  }
}
