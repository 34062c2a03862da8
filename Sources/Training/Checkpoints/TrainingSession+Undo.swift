import ExperimentModel

extension TrainingSession {
  /// The state to go back to from a change that is about to be made; `nil` where it is too large.
  mutating func keptCheckpoint() -> SessionCheckpoint? {
    guard !options.isTrial else { return nil }
    return changes.hasRoom(forBytes: checkpointByteCount) ? checkpoint() : nil
  }

  mutating func undo(_ events: inout [TrainerEvent]) {
    guard let entry = changes.undoable.last else {
      events.append(.undoRejected(reason: changes.undoRefusal))
      return
    }
    let left = checkpoint()
    do {
      events.append(.undone(try goTo(entry.checkpoint, entry.change)))
      changes.undid(leaving: left)
    } catch {
      events.append(.undoRejected(reason: error.description))
    }
  }

  mutating func redo(_ events: inout [TrainerEvent]) {
    guard let entry = changes.redoable.last else {
      events.append(.redoRejected(reason: "No change was undone."))
      return
    }
    let left = checkpoint()
    do {
      events.append(.redone(try goTo(entry.checkpoint, entry.change)))
      changes.redid(leaving: left)
    } catch {
      events.append(.redoRejected(reason: error.description))
    }
  }

  /// Puts a state back that has to do with a change.
  mutating func goTo(
    _ state: SessionCheckpoint, _ change: ConfigurationChange
  ) throws(CheckpointError) -> RestoredRun {
    let waits = phase == .paused
    try putBack(state)
    // A person who paused did not ask for training to begin.
    if waits, phase == .running { phase = .paused }
    return RestoredRun(
      change: change, atStep: counters.step, standing: phase, facts: facts)
  }
}
