public import Dashboard
public import TerminalUI

/// The one loop of the program: what happened goes into the state, wishes come out, pictures follow.
///
/// It draws at most thirty pictures a second, and only of a state that changed. While nothing
/// trains it sleeps until somebody does something.
@MainActor public struct AppLoop {
  /// The shortest time between two pictures.
  public static let frame = Duration.milliseconds(33)

  let terminal: any Terminal
  let trainer: any TrainerPort
  let presets: any PresetPort
  let clock: any Clock

  /// A loop between a terminal, a trainer and a store of presets.
  public init(
    terminal: any Terminal, trainer: any TrainerPort, presets: any PresetPort,
    clock: any Clock = MonotonicClock()
  ) {
    self.terminal = terminal
    self.trainer = trainer
    self.presets = presets
    self.clock = clock
  }

  /// Runs until the person or the system ends it; the trainer has been asked to stop by then.
  ///
  /// Returns why it ended where that was not the person's wish.
  public func run(_ state: DashboardState) -> Interruption? {
    var session = Session(loop: self, state: state)
    return session.run()
  }
}
