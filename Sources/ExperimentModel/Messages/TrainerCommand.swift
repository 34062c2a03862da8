/// What the trainer is asked to do, in the imperative.
///
/// Commands take effect before the next step.
public enum TrainerCommand: Sendable, Equatable {
  /// Stop between two steps and wait without using the processor.
  case pause
  /// Go on.
  case resume
  /// Train one mini-batch, then wait.
  case stepOnce
  /// Change the configuration in force.
  case change(ConfigurationChange)
  /// Go back to the state before the last change.
  case undo
  /// Go back to the state that the last ``undo`` left.
  case redo
  /// Begin a new run of another configuration.
  case open(ExperimentConfiguration)
  /// Begin again from fresh weights.
  case restart
  /// Do something about the twin.
  case twin(TwinCommand)
  /// End the run and the thread.
  case stop
}
