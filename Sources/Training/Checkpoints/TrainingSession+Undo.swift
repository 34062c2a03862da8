import ExperimentModel

extension TrainingSession {
  /// The state to go back to from a change that is about to be made; `nil` where it is too large, or
  /// where nobody undoes.
  mutating func keptCheckpoint() -> SessionCheckpoint? {
    guard options.keepsStates, !options.isTrial else { return nil }
    return changes.hasRoom(forBytes: checkpointByteCount) ? checkpoint() : nil
  }

  mutating func undo(_ events: inout [TrainerEvent]) {
    guard let entry = changes.undoable.last else {
      events.append(.undoRejected(reason: changes.undoRefusal))
      return
    }
    do {
      let state = try entry.state.checkpoint()
      let left = checkpoint()
      events.append(.undone(try goTo(state, entry.change, changeCount: entry.changeCount)))
      changes.undid(leaving: left)
    } catch {
      changes.settle()
      events.append(.undoRejected(reason: error.description))
    }
  }

  mutating func redo(_ events: inout [TrainerEvent]) {
    guard let entry = changes.redoable.last else {
      events.append(.redoRejected(reason: "No change was undone."))
      return
    }
    do {
      let state = try entry.state.checkpoint()
      let left = checkpoint()
      events.append(.redone(try goTo(state, entry.change, changeCount: entry.changeCount)))
      changes.redid(leaving: left)
    } catch {
      changes.settle()
      events.append(.redoRejected(reason: error.description))
    }
  }

  /// Puts a state back that has to do with a change, or with several that are taken back at once.
  mutating func goTo(
    _ state: SessionCheckpoint, _ change: ConfigurationChange, changeCount: Int = 1
  ) throws(CheckpointError) -> RestoredRun {
    let waits = phase == .paused
    let shared = ledger.shared(with: state.ledger, ofSteps: min(counters.step, state.step))
    try putBack(state)
    // A person who paused did not ask for training to begin.
    if waits, phase == .running { phase = .paused }
    return RestoredRun(
      change: change, changeCount: changeCount, atStep: counters.step, shared: shared,
      standing: phase, facts: facts)
  }
}
