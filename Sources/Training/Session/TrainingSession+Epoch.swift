import ExperimentModel
import NeuralNetwork

extension TrainingSession {
  mutating func finishEpoch(_ events: inout [TrainerEvent]) {
    counters.epoch += 1
    counters.stepInEpoch = 0
    let training = configuration.training
    let isLast = counters.epoch >= training.epochs
    let every = training.evaluateEvery
    if every > 0, isLast || counters.epoch.isMultiple(of: every) {
      clock.stop()
      if evaluateEpoch(&events) { return }
      if !isLast { clock.start() }
    }
    if isLast { end(.completed, &events) }
  }

  /// Judges the network on train and dev.
  ///
  /// - Returns: whether that ended the run.
  private mutating func evaluateEpoch(_ events: inout [TrainerEvent]) -> Bool {
    let judge = Judge(configuration.training, data.prepared)
    guard
      let train = evaluator.evaluate(model.network, on: data.train, judge)
    else { return false }
    let dev = evaluator.evaluate(model.network, on: data.dev, judge)
    if judgesRows, dev != nil {
      judgedRows.append(
        evaluator.rowErrors(model.network, on: data.dev, judge, epoch: counters.epoch))
    }
    events.append(
      .evaluated(
        EpochReport(
          epoch: counters.epoch, step: counters.step, train: train, dev: dev,
          seconds: clock.now)))
    // The last step of an epoch may have spoilt the weights; its own loss was of those before.
    guard train.loss.isFinite else {
      end(.diverged, &events)
      return true
    }
    let watched = dev?.loss ?? train.loss
    plateau.observe(watched, configuration.training.schedule)
    guard let early = configuration.training.earlyStopping,
      stopping.observe(watched, of: model.network, early)
    else { return false }
    if early.restoreBest { stopping.restore(model.network) }
    end(.stoppedEarly, &events)
    return true
  }

  /// Ends the run and judges the network on the test part.
  mutating func end(_ status: RunStatus, _ events: inout [TrainerEvent]) {
    clock.stop()
    flushSamples(&events)
    let judge = Judge(configuration.training, data.prepared)
    let test =
      status == .diverged ? nil : evaluator.evaluate(model.network, on: data.test, judge)
    let end = RunEnd(
      status: status, epochs: counters.epoch, steps: counters.step, samples: counters.samples,
      trainingSeconds: clock.trainingSeconds, test: test)
    phase = .ended(end)
    events.append(.ended(end))
  }
}
