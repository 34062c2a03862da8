import Datasets
import ExperimentModel
import Foundation
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

  @Test(arguments: [true, false])
  func `leaves a session that began in the dashboard where it is, and takes its own away`(
    isKeptAtEnd: Bool
  ) throws {
    let path = FileManager.default.temporaryDirectory.path + "/nn-tui-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = SessionStore(path)
    var configuration = ExperimentConfiguration()
    configuration.data.source = "moons"
    configuration.data.rows = 40
    configuration.training.epochs = 30
    let data = try DatasetLoader().load(configuration.data)
    var saving = SessionSaving(in: store, threads: 1, workingDirectory: "") { _, _ in [] }
    saving.isKeptAtEnd = isKeptAtEnd
    // Saved for the first time because it waits, before half a second has passed.
    var session = try TrainingSession(
      configuration: configuration, data: data, options: SessionOptions())
    var saver = SessionSaver(saving, &session)
    var events: [TrainerEvent] = []
    while session.step < 3 { session.advance(&events, upTo: 3) }
    session.apply(.pause, &events)
    saver.note(events, of: &session)
    let finished = saver.finish()
    let folderPath = try #require(finished)
    let folder = try SessionFolder(folderPath)
    let saved = try folder.load()
    #expect(saved.isKeptAtEnd == isKeptAtEnd)
    #expect(saved.checkpoint.step == 3)

    var resumed = SessionSaving(resumed: saved, in: folder, workingDirectory: "") { _, _ in [] }
    resumed.isKeptAtEnd = saved.isKeptAtEnd
    var run = HeadlessRun(
      try TrainingSession.resuming(saved.checkpoint, data: data, options: SessionOptions()),
      metrics: nil, progress: nil, saving: resumed)
    let summary = try run.run(after: saved.events)
    #expect(summary.end.status == .completed)
    #expect(run.isOfDashboard == isKeptAtEnd)
    // A program that is killed now, before it has written anything, leaves what it takes to write it.
    #expect(run.savedFolder() == folderPath)
    let left = try folder.load()
    #expect(left.checkpoint.standing == .ended(summary.end))
    #expect(summary.end.epochs == 30)
    var again = HeadlessRun(
      try TrainingSession.resuming(left.checkpoint, data: data, options: SessionOptions()),
      metrics: nil, progress: nil)
    #expect(try again.run(after: left.events).text == summary.text)
    #expect(again.weights == run.weights)
    if isKeptAtEnd { run.leaveSession() } else { run.discardSession() }
    #expect(FileManager.default.fileExists(atPath: folderPath) == isKeptAtEnd)
  }

  @Test func `writes what is left of one that had ended, also without the event of its end`() throws
  {
    var configuration = ExperimentConfiguration()
    configuration.data.source = "moons"
    configuration.data.rows = 40
    configuration.training.epochs = 2
    var session = try TrainingSession(
      configuration: configuration, data: try DatasetLoader().load(configuration.data),
      options: SessionOptions())
    var history: [TrainerEvent] = []
    repeat { session.advance(&history) } while session.isTraining
    let end = session.ending
    var run = HeadlessRun(session, metrics: nil, progress: nil)
    #expect(try run.run(after: Array(history.dropLast())).end == end)
  }
}
