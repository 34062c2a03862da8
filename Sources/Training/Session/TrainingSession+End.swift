import Datasets
public import ExperimentModel
import NeuralNetwork
import Numerics

/// The figures of the weights that a run leaves.
struct FinalFigures {
  var train: EvaluationMetrics?
  var dev: EvaluationMetrics?
  var test: EvaluationMetrics?
}

// The end leaves the network as it is, so that a run that continues is the one that would never have
// ended. The best weights are put into the network only to evaluate and to save them.
extension TrainingSession {
  /// Ends the run and evaluates the weights that it leaves.
  ///
  /// `report` is the evaluation of the last weights, where there is one: it is not made twice.
  mutating func end(
    _ status: RunStatus, _ events: inout [TrainerEvent], report: EpochReport? = nil
  ) {
    clock.stop()
    flushSamples(&events)
    // The best weights are evaluated anew: the report is of the last ones.
    let isKnown = report != nil && !configuration.restoresBest
    let copies = copies.map { $0.session.followEnd(status, report: isKnown ? $0.report : nil) }
    let own = finalFigures(status, report: isKnown ? report : nil)
    let end = runEnd(status, own.averaged(with: copies))
    phase = .ended(end)
    events.append(.ended(end))
  }

  /// Evaluates again what a run leaves that had ended, where a change at its end has made that other
  /// weights, or given their figures another meaning.
  mutating func judgeEndAgain(
    after old: ExperimentConfiguration, _ events: inout [TrainerEvent]
  ) {
    guard case .ended(let end) = phase else { return }
    let task = data.prepared.facts.task
    let isSame =
      configuration.network.predictsLike(old.network) && keepsBest == end.weights.isBest
      && LossFunction.evaluation(configuration.training, task: task)
        == .evaluation(old.training, task: task)
    if !isSame { self.end(end.status, &events) }
  }

  /// Ends a copy with the first network.
  ///
  /// - Returns: its figures; none for a copy that diverged by itself.
  mutating func followEnd(_ status: RunStatus, report: EpochReport?) -> FinalFigures {
    if case .ended(let end) = phase, end.status == .diverged { return FinalFigures() }
    let figures = finalFigures(status, report: report)
    guard status != .diverged else { return figures }
    _ = recorder.take()
    phase = .ended(runEnd(status, figures))
    return figures
  }

  /// How the run ended; `nil` where it has not.
  public var ending: RunEnd? {
    if case .ended(let end) = phase { end } else { nil }
  }

  /// Whether the run leaves its best weights when it ends here.
  var keepsBest: Bool {
    configuration.restoresBest && stopping.bestState.count == model.network.state.count
  }

  /// The weights that the run leaves, named as in weights files; before its end, those in force.
  public func weights() -> [WeightTensor] {
    guard case .ended(let end) = phase, end.weights.isBest, keepsBest else {
      return model.network.weightTensors()
    }
    let last = putBestIn()
    defer { model.network.state.copy(from: last.span) }
    return model.network.weightTensors()
  }

  func runEnd(_ status: RunStatus, _ figures: FinalFigures = FinalFigures()) -> RunEnd {
    var end = RunEnd(
      status: status, epochs: counters.epoch, steps: counters.step, samples: counters.samples,
      trainingSeconds: clock.trainingSeconds, test: figures.test)
    (end.train, end.dev) = (figures.train, figures.dev)
    if keepsBest { end.weights = .best(epoch: stopping.bestEpoch) }
    return end
  }

  private func finalFigures(_ status: RunStatus, report: EpochReport?) -> FinalFigures {
    // Weights that are not finite have no figures, but the best ones are finite.
    guard status != .diverged || keepsBest, status != .stopped || options.judgesWhenStopped else {
      return FinalFigures()
    }
    let last = keepsBest ? putBestIn() : []
    defer { if !last.isEmpty { model.network.state.copy(from: last.span) } }
    let judge = Judge(configuration.training, data.prepared)
    var figures = FinalFigures(train: report?.train, dev: report?.dev)
    if report == nil, configuration.training.evaluateEvery > 0 {
      figures.train = evaluator.evaluate(model.network, on: data.train, judge)
      figures.dev = evaluator.evaluate(model.network, on: data.dev, judge)
    }
    figures.test = evaluator.evaluate(model.network, on: data.test, judge)
    return figures
  }

  /// Puts the best weights into the network.
  ///
  /// - Returns: the last ones, which are to be put back.
  private func putBestIn() -> [Float] {
    let last = model.network.state.toArray()
    model.network.state.copy(from: stopping.bestState.span)
    return last
  }
}

extension FinalFigures {
  /// The means over all networks of a run with repeats.
  fileprivate func averaged(with copies: [FinalFigures]) -> FinalFigures {
    FinalFigures(
      train: train.map { .mean(of: $0, and: copies.map(\.train)) },
      dev: dev.map { .mean(of: $0, and: copies.map(\.dev)) },
      test: test.map { .mean(of: $0, and: copies.map(\.test)) })
  }
}

extension FinalWeights {
  var isBest: Bool { self != .last }
}

extension ExperimentConfiguration {
  /// Whether a run leaves the weights of its best evaluation.
  var restoresBest: Bool { training.earlyStopping?.restoreBest == true }
}
