import AppShell
import ExperimentModel
import Training

/// The trainer's thread as the loop knows it.
final class TrainerThread: TrainerPort {
  private let trainer: Trainer

  init(_ trainer: Trainer) { self.trainer = trainer }

  func send(_ command: TrainerCommand) { trainer.send(command) }

  func drainEvents() -> [TrainerEvent] { trainer.drainEvents() }

  func openLens(_ request: LensRequest) { trainer.openLens(request) }

  func closeLens() { trainer.closeLens() }

  func drainLensReports() -> [LensReport] { trainer.drainLensReports() }

  func progress() -> TrainingProgress? { trainer.progress() }
}
