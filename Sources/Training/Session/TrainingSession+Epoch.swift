import ExperimentModel
import NeuralNetwork

extension TrainingSession {
  mutating func finishEpoch(_ events: inout [TrainerEvent]) {
    counters.epoch += 1
    counters.stepInEpoch = 0
    let training = configuration.training
    let isLast = counters.epoch >= training.epochs
    let every = training.evaluateEvery
    let isEvaluated = every > 0 && (isLast || counters.epoch.isMultiple(of: every))
    if isEvaluated { clock.stop() }
    for copy in copies { copy.finishEpoch(isEvaluated: isEvaluated, judgesRows: judgesRows) }
    var report: EpochReport?
    if isEvaluated {
      report = evaluateEpoch(&events)
      guard isTraining else { return }
      if !isLast { clock.start() }
    }
    if isLast { end(.completed, &events, report: report) }
  }

  /// Evaluates train and dev, which may end the run.
  private mutating func evaluateEpoch(_ events: inout [TrainerEvent]) -> EpochReport? {
    guard let report = judge() else { return nil }
    joinRows()
    events.append(.evaluated(report.averaged(with: copies.map(\.report))))
    // The last step of an epoch may have spoilt the weights; its own loss was of those before.
    if !report.train.loss.isFinite {
      end(.diverged, &events)
    } else if observe(report) {
      end(.stoppedEarly, &events, report: report)
    }
    return report
  }

  /// The network's figures on train and dev; `nil` where there is nothing to judge it on.
  mutating func judge() -> EpochReport? {
    let judge = Judge(configuration.training, data.prepared)
    guard
      let train = evaluator.evaluate(model.network, on: data.train, judge)
    else { return nil }
    let dev = evaluator.evaluate(model.network, on: data.dev, judge)
    if judgesRows, dev != nil {
      judgedRows.append(
        evaluator.rowErrors(model.network, on: data.dev, judge, epoch: counters.epoch))
    }
    return EpochReport(
      epoch: counters.epoch, step: counters.step, train: train, dev: dev, seconds: clock.now)
  }

  /// Lets schedule and early stopping take note of an evaluation.
  ///
  /// - Returns: whether training should stop.
  mutating func observe(_ report: EpochReport) -> Bool {
    let watched = report.dev?.loss ?? report.train.loss
    plateau.observe(watched, configuration.training.schedule)
    guard let early = configuration.training.earlyStopping else { return false }
    return stopping.observe(watched, epoch: report.epoch, of: model.network, early)
  }

  // The rows' errors of all networks in place of the first one's.
  private mutating func joinRows() {
    guard judgesRows, !copies.isEmpty, let own = judgedRows.popLast() else { return }
    judgedRows.append(own.averaged(with: copies.flatMap { $0.session.takeJudgedRows() }))
  }
}

extension EpochReport {
  /// The means over all networks of a run with repeats.
  fileprivate func averaged(with others: [EpochReport?]) -> EpochReport {
    guard !others.isEmpty else { return self }
    var report = self
    report.train = .mean(of: train, and: others.map { $0?.train })
    report.dev = dev.map { .mean(of: $0, and: others.map { $0?.dev }) }
    return report
  }
}
