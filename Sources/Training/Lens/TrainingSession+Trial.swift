import Datasets
import ExperimentModel

/// Why a value cannot be tried.
struct TrialError: Error {
  /// One line for a person.
  var reason: String
}

extension TrainingSession {
  /// A session that is to go on from a checkpoint with edits in force, beside the one it is from, for so
  /// many rows at most.
  ///
  /// The edits are applied as any live change is, so they cost the weights what a change would. Early
  /// stopping and the end of the run do not cut the trial short.
  static func trial(
    of edits: [ConfigurationEdit], from checkpoint: SessionCheckpoint, on data: PreparedData,
    rows: Int
  ) throws(TrialError) -> TrainingSession {
    var options = SessionOptions()
    options.threads = 1
    options.isTrial = true
    var start = checkpoint.unbounded(rows: rows, of: max(data.train.rowCount, 1))
    start.standing = .running
    do {
      var session = try begun(start.configuration, data, options)
      // They are the rows of the checkpoint: what they are recognised by need not be found again.
      session.data.fingerprint = start.data
      try session.restore(start)
      for edit in edits { try session.take(edit) }
      return session
    } catch let error as TrialError {
      throw error
    } catch {
      throw TrialError(reason: "\(error)")
    }
  }

  private mutating func take(_ edit: ConfigurationEdit) throws(TrialError) {
    if let changed = try? configuration.applying(edit), changed.needsOtherData(than: configuration)
    {
      throw TrialError(reason: "needs a fresh start")
    }
    var events: [TrainerEvent] = []
    apply(.change(ConfigurationChange(id: 0, edit: edit)), &events)
    for case .changeRejected(_, let reason) in events { throw TrialError(reason: reason) }
  }

  /// Trains until so many rows have been used since the run began, or a step was not finite.
  mutating func train(untilSample target: Int, unless isCancelled: () -> Bool) {
    var events: [TrainerEvent] = []
    sampleLimit = target
    while counters.samples < target, isTraining, !isCancelled() {
      advance(&events)
      events.removeAll(keepingCapacity: true)
    }
  }
}

extension SessionCheckpoint {
  fileprivate func unbounded(rows: Int, of trainRowCount: Int) -> SessionCheckpoint {
    var start = self
    start.configuration.training.earlyStopping = nil
    start.stopping.forget()
    if configuration.training.schedule.name != .reduceOnPlateau {
      start.configuration.training.evaluateEvery = 0
    }
    let epochs = counters.epoch + rows / trainRowCount + 2
    start.configuration.training.epochs = max(configuration.training.epochs, epochs)
    // Of a run with repeats the first network stands for all.
    start.configuration.training.repeats = 1
    start.copies = []
    return start
  }
}
