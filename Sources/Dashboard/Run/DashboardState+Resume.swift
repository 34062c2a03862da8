public import ExperimentModel
import TerminalUI

extension DashboardState {
  /// Takes over what happened in a session that was saved, before it goes on.
  public mutating func resume(_ events: [TrainerEvent]) {
    // What was asked for then was done then.
    for event in events { _ = apply(event) }
    settings.baseline = settings.inForce
    run.progress.step = run.history.end.step
    let step = NumberFormat.grouped(run.history.end.step)
    tell("A saved session goes on from about step \(step).", .good)
  }
}
