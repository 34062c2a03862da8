public import ExperimentModel

/// The trainer as the loop knows it: commands in, events and the newest progress out.
///
/// Whoever fits a trainer to this calls `Terminal.wake` when an event is posted into an empty
/// mailbox: once between two drains is enough, however many events there are.
@MainActor public protocol TrainerPort: AnyObject {
  /// Asks for something; it takes effect before the next step.
  func send(_ command: TrainerCommand)

  /// Everything that happened since the last call, in order.
  func drainEvents() -> [TrainerEvent]

  /// Asks for short trainings from the weights as they are; the ones before end.
  func openLens(_ request: LensRequest)

  /// Ends the short trainings.
  func closeLens()

  /// What lenses have shown since the last call, in order; the terminal is woken as for events.
  func drainLensReports() -> [LensReport]

  /// Where the run stands now; `nil` before there is one.
  func progress() -> TrainingProgress?
}
