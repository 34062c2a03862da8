import Datasets
import ExperimentModel
import NeuralNetwork
import Numerics

extension TrainingSession {
  mutating func apply(_ change: ConfigurationChange, _ events: inout [TrainerEvent]) {
    do {
      let changed = try edited(change.edit)
      let entry = entry(of: change, changed)
      let old = configuration
      let before = keptCheckpoint()
      let consequence = try take(changed, edit: change.edit)
      changes.record(change, before: before)
      if consequence != .restarted { ledger.entries.append(entry) }
      events.append(
        .changeApplied(
          AppliedChange(
            change: change, atStep: entry.step, consequence: consequence,
            lossBefore: entry.lossBefore, facts: facts)))
      announce(&events)
      resumeIfThereIsMore(&events)
      judgeEndAgain(after: old, &events)
    } catch {
      events.append(.changeRejected(change, reason: error.reason))
    }
  }

  /// Makes the changes of the schedule that are due.
  mutating func makeScheduledChanges(_ events: inout [TrainerEvent]) {
    while let next = schedule.first, next.step <= begunSteps {
      // Below 0, where no number is of a change that somebody else has sent and nobody has taken yet.
      let id = -schedule.count
      // Taken out before the checkpoint is made, so that undoing it does not bring it back.
      schedule = schedule.dropFirst()
      apply(ConfigurationChange(id: id, edit: next.edit, author: next.author), &events)
      // As after a change by hand: what follows has the count of threads that suits it now.
      endTurn()
      beginTurn()
    }
  }

  private func entry(
    of change: ConfigurationChange, _ changed: ExperimentConfiguration
  ) -> Ledger.Entry {
    Ledger.Entry(
      step: begunSteps, author: change.author, edit: change.edit,
      values: (configuration.summary(of: change.edit), changed.summary(of: change.edit)),
      lossBefore: counters.step > 0 && counters.loss.isFinite ? counters.loss : nil)
  }

  private func edited(_ edit: ConfigurationEdit) throws(SessionError) -> ExperimentConfiguration {
    do {
      return try configuration.applying(edit)
    } catch {
      throw .configuration(error)
    }
  }

  /// Puts a configuration in force with as little loss as its difference allows.
  private mutating func take(
    _ changed: ExperimentConfiguration, edit: ConfigurationEdit
  ) throws(SessionError) -> ChangeConsequence {
    let old = configuration
    if changed.needsOtherData(than: old) {
      try begin(changed)
      return .restarted
    }
    do {
      try Self.check(changed, against: data.prepared)
    } catch {
      throw .configuration(error)
    }
    configuration = changed
    if changed.needsFreshStart(after: old) {
      restart()
      return .restarted
    }
    for (index, copy) in copies.enumerated() {
      copy.session.follow(changed.copy(index + 1), edit: edit)
    }
    return adopt(changed, from: old, edit: edit)
  }

  mutating func adopt(
    _ changed: ExperimentConfiguration, from old: ExperimentConfiguration, edit: ConfigurationEdit
  ) -> ChangeConsequence {
    let consequence = operate(edit, from: old)
    if !changed.network.predictsLike(old.network) { stopping.forget() }
    if changed.training.schedule.name != old.training.schedule.name { plateau = PlateauMonitor() }
    let task = data.prepared.facts.task
    if LossFunction.evaluation(changed.training, task: task)
      != .evaluation(old.training, task: task)
    {
      stopping.forget()
      plateau.forgetBest()
    }
    let rows = min(changed.training.batchSize, data.batches.rowCount)
    model.network.reserveBatch(rows: rows)
    data.batches.reserveBatch(rows: rows)
    data.treatment.prepare(changed.training, rows: rows)
    return consequence
  }

  private mutating func resumeIfThereIsMore(_ events: inout [TrainerEvent]) {
    guard case .ended(let end) = phase, counters.epoch < configuration.training.epochs else {
      return
    }
    switch end.status {
    case .completed:
      resume(&events)
    case .stoppedEarly:
      let early = configuration.training.earlyStopping
      if early.map({ !stopping.hasRunOut($0) }) ?? true { resume(&events) }
    case .stopped, .diverged:
      break
    }
  }

  /// The data of a configuration, checked against the rest of it; prepared as a record says where its
  /// source has not changed.
  func load(
    _ wanted: ExperimentConfiguration, record: SourceRecord? = nil
  ) throws(SessionError) -> PreparedData {
    let prepared: PreparedData
    do {
      prepared = try loader.load(
        wanted.data, keepsTargetUnits: wanted.training.usesPoisson, record: record)
    } catch {
      throw .data(error)
    }
    do {
      try Self.check(wanted, against: prepared)
    } catch {
      throw .configuration(error)
    }
    return prepared
  }
}

extension TrainingConfiguration {
  /// Whether the targets are counts, which a scale would spoil.
  var usesPoisson: Bool { loss == .poisson }
}

/// Why a configuration cannot be put in force.
enum SessionError: Error {
  case configuration(ConfigurationError)
  case data(DatasetError)

  /// One line for a person.
  var reason: String {
    switch self {
    case .configuration(let error):
      error.problems.map(\.description).joined(separator: "; ")
    case .data(let error):
      "\(error)"
    }
  }
}
