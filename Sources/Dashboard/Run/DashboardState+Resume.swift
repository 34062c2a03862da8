public import ExperimentModel
import TerminalUI

extension DashboardState {
  /// Takes over what happened in a session that was saved, before it goes on with a configuration.
  public mutating func resume(
    _ events: [TrainerEvent], inForce configuration: ExperimentConfiguration
  ) {
    // What was asked for then was done then.
    for event in events { _ = apply(event) }
    // A relative path of the data began elsewhere.
    settings.adopt(configuration)
    settings.baseline = settings.inForce
    run.progress.step = run.history.end.step
    let step = NumberFormat.grouped(run.history.end.step)
    tell("A saved session goes on from about step \(step).", .good)
  }
}
