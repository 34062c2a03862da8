import Datasets
public import ExperimentModel
import NeuralNetwork
import Numerics

extension TrainingSession {
  /// Trains for about a millisecond, at least one step and none after `lastStep`, and appends what
  /// happened.
  ///
  /// How many steps that is has no bearing on what is computed. At ``sampleLimit`` there are none.
  /// Changes of the schedule are made where they are due.
  public mutating func advance(_ events: inout [TrainerEvent], upTo lastStep: Int = .max) {
    beginTurn()
    let mode = FloatingPointMode.flushDenormals()
    defer {
      mode.restore()
      endTurn()
    }
    announce(&events)
    makeScheduledChanges(&events)
    train(upTo: min(lastStep, schedule.first?.step ?? .max), &events)
    makeScheduledChanges(&events)
    // Now and not with the next step: a change may have left nothing to train.
    if phase == .running, !hasMoreToTrain { end(.completed, &events) }
  }

  private var hasMoreToTrain: Bool {
    counters.epoch < configuration.training.epochs && data.batches.rowCount > 0
  }

  private mutating func train(upTo lastStep: Int, _ events: inout [TrainerEvent]) {
    guard phase == .running, hasMoreToTrain, counters.step < lastStep else { return }
    let before = clock.now
    clock.start()
    let steps = burst
    var done = 0
    while done < steps, phase == .running, counters.step < lastStep,
      counters.samples < sampleLimit
    {
      // Before the first, whose sample or end takes their losses with it.
      for copy in copies { copy.makeStep() }
      makeStep(&events)
      done += 1
      if data.batches.isAtEnd { finishEpoch(&events) }
    }
    clock.stop()
    adjustBurst(steps: done, seconds: clock.now - before)
  }

  /// Appends what has happened since the last call and not been told: that the run started.
  mutating func announce(_ events: inout [TrainerEvent]) {
    guard !pending.isEmpty else { return }
    events += pending
    pending = []
  }

  private mutating func adjustBurst(steps: Int, seconds: Double) {
    guard seconds > 0 else { return }
    let fitting = Double(steps) / seconds * 0.001
    burst = max(1, min(Int(min(fitting, 4096)), 2 * burst))
  }

  /// Trains one mini-batch.
  mutating func makeStep(_ events: inout [TrainerEvent]) {
    let training = configuration.training
    if data.batches.isAtEnd || counters.stepInEpoch == 0 {
      data.batches.beginEpoch(shuffled: training.shuffle)
      counters.stepInEpoch = 0
    }
    let batch = data.batches.next(rows: training.batchSize, into: model.network.input)
    data.treatment.augment(model.network.input.firstRows(batch.rows), step: counters.step)
    model.network.forward(
      rows: batch.rows, step: counters.step, dropout: model.dropoutStream)
    let loss = data.treatment.loss(
      data.trainingLoss(training), predicted: model.network.logits.firstRows(batch.rows),
      expected: batch.targets,
      gradient: model.network.logitsGradient.firstRows(batch.rows))
    counters.loss = loss
    guard loss.isFinite else {
      if isCopy { return diverge() }
      // A sample of its own, so that those before keep their finite minimum, maximum and mean.
      flushSamples(&events)
      record(loss, step: counters.step + 1, &events)
      end(.diverged, &events)
      return
    }
    model.network.backward(rows: batch.rows)
    var report = StepReport(step: counters.step + 1, epoch: counters.epoch + 1)
    if training.l1 > 0 || training.l2 > 0 {
      report.penalty = model.network.addPenalty(l1: Float(training.l1), l2: Float(training.l2))
    }
    if training.clipNorm != nil || options.reportsEveryStep {
      report.gradientNorm = clipGradient(model.network.gradients, toNorm: training.clipNorm)
    }
    counters.learningRate = learningRate
    model.optimizer.update(
      model.network, training.optimizer, learningRate: counters.learningRate)
    counters.step += 1
    counters.stepInEpoch += 1
    counters.samples += batch.rows
    record(loss, step: counters.step, &events)
    if options.reportsEveryStep {
      report.loss = loss
      report.learningRate = counters.learningRate
      events.append(.stepped(report))
    }
  }

  private var learningRate: Double {
    let training = configuration.training
    guard training.schedule.name != .constant || training.schedule.warmupSteps > 0 else {
      return training.optimizer.learningRate
    }
    let position = SchedulePosition(
      epoch: counters.epoch, step: counters.step,
      totalSteps: counters.step + remainingSteps)
    return training.schedule.learningRate(
      base: training.optimizer.learningRate, at: position, plateauFactor: plateau.factor)
  }

  // From here on, so that a batch size or an epoch count changed on the way counts as it is now.
  private var remainingSteps: Int {
    let batchSize = configuration.training.batchSize
    let rowsLeft = data.batches.rowCount - data.batches.position
    let epochsLeft = configuration.training.epochs - counters.epoch - 1
    return 1 + (rowsLeft + batchSize - 1) / batchSize + epochsLeft * stepsPerEpoch
  }

  private mutating func record(_ loss: Double, step: Int, _ events: inout [TrainerEvent]) {
    if recorder.add(loss, step: step), !isCopy { flushSamples(&events) }
  }

  /// Appends the losses recorded since the last sample.
  mutating func flushSamples(_ events: inout [TrainerEvent]) {
    guard let (steps, own) = recorder.take() else { return }
    let losses = own.joined(with: copies.compactMap { $0.takeLosses() })
    let share = Double(data.batches.position) / Double(max(data.batches.rowCount, 1))
    events.append(
      .sampled(
        LossSample(
          firstStep: steps.lowerBound, lastStep: steps.upperBound,
          epoch: Double(counters.epoch) + share, seconds: clock.now, losses: losses)))
  }
}

extension SessionData {
  func trainingLoss(_ training: TrainingConfiguration) -> LossFunction {
    LossFunction(training, task: prepared.facts.task)
  }
}

extension LossRange {
  /// The range of all, and the mean of their means.
  fileprivate func joined(with others: [LossRange]) -> LossRange {
    guard !others.isEmpty else { return self }
    return others.reduce(
      LossRange(minimum: minimum, maximum: maximum, mean: mean / Double(others.count + 1))
    ) {
      LossRange(
        minimum: min($0.minimum, $1.minimum), maximum: max($0.maximum, $1.maximum),
        mean: $0.mean + $1.mean / Double(others.count + 1))
    }
  }
}
