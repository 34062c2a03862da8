import Datasets
import ExperimentModel
import Testing
import Training

@testable import nn_tui

@Suite struct `A run without a screen` {
  @Test func `goes on with a session that waits, whatever that had come to before`() throws {
    var configuration = ExperimentConfiguration()
    configuration.data.source = "moons"
    configuration.data.rows = 40
    configuration.training.epochs = 2
    var session = try TrainingSession(
      configuration: configuration, data: try DatasetLoader().load(configuration.data),
      options: SessionOptions())
    var history: [TrainerEvent] = []
    repeat { session.advance(&history) } while session.isTraining
    let edit = ConfigurationEdit.set("training.epochs", .integer(4))
    session.apply(.change(ConfigurationChange(id: 1, edit: edit)), &history)
    session.apply(.pause, &history)
    var run = HeadlessRun(session, metrics: nil, progress: nil)
    let summary = try run.run(after: history)
    #expect(summary.end.status == .completed)
    #expect(summary.end.epochs == 4)
  }
}
