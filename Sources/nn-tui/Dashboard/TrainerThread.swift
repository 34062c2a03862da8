import AppShell
import ExperimentModel
import Training

/// The trainer's thread as the loop knows it.
final class TrainerThread: TrainerPort {
  private let trainer: Trainer

  init(_ trainer: Trainer) { self.trainer = trainer }

  func send(_ command: TrainerCommand) { trainer.send(command) }

  func drainEvents() -> [TrainerEvent] { trainer.drainEvents() }

  func progress() -> TrainingProgress? { trainer.progress() }
}
