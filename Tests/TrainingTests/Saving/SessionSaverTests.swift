import Datasets
import ExperimentModel
import Files
import Foundation
import Testing

@testable import Training

@Suite struct SessionSaverTests {
  private static func endless() -> ExperimentConfiguration {
    var configuration = moons()
    configuration.training.epochs = 1_000_000_000
    configuration.training.evaluateEvery = 100
    return configuration
  }

  private static func trainer(_ scratch: SessionScratch) throws -> Trainer {
    var options = SessionOptions()
    options.threads = 1
    return Trainer(
      configuration: endless(), data: try DatasetLoader().load(endless().data), options: options,
      saving: scratch.saving, wake: {})
  }

  private static func wait(_ isSo: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      if isSo() { return true }
      Thread.sleep(forTimeInterval: 0.005)
    }
    return isSo()
  }

  @Test func `a trainer saves as it goes, and what it was told to stop as it was`() throws {
    let scratch = try SessionScratch()
    let trainer = try Self.trainer(scratch)
    #expect(Self.wait { !scratch.store.names().isEmpty })
    trainer.send(.change(ConfigurationChange(id: 1, edit: .set("name", .text("new")))))
    trainer.stopAndWait()
    var told = trainer.drainEvents()
    #expect(told.popLast()?.outline.hasPrefix("ended stopped") == true)
    let name = try #require(scratch.store.names().first)
    let saved = try SessionFolder(scratch.store.folder(name)).load()
    #expect(saved.checkpoint.standing == .running)
    #expect(saved.checkpoint.configuration.name == "new")
    #expect(saved.checkpoint.ledger.entries.count == 1)
    #expect(saved.checkpoint.step == trainer.progress()?.step)
    // The end only gives out the losses since the last sample.
    #expect(told.outlines.starts(with: saved.events.outlines))
    #expect(told.count - saved.events.count <= 1)
    #expect(saved.events.outlines.contains { $0.hasPrefix("applied at") })
  }

  @Test func `a session of less than half a second leaves nothing`() throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    var saver = SessionSaver(scratch.saving, &course.session)
    course.trainToEnd()
    saver.note(course.events, of: &course.session)
    saver.saveNow(&course.session)
    #expect(saver.finish() == nil)
    #expect(scratch.store.names().isEmpty)
  }

  @Test func `a run that ended as it should takes its session away`() throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    var saver = SessionSaver(scratch.saving, &course.session)
    Thread.sleep(forTimeInterval: 0.55)
    course.train(steps: 3)
    saver.note(course.events, of: &course.session)
    #expect(Self.wait { !scratch.store.names().isEmpty })
    saver.discard()
    #expect(FolderContents.names(in: scratch.store.path).isEmpty)
  }

  @Test func `a folder that cannot be written is told once, and saving begins when it can be`()
    throws
  {
    let scratch = try SessionScratch()
    // A file in the place of the folder; permissions do not hold everybody back.
    try Data().write(to: URL(fileURLWithPath: scratch.store.path))
    var course = try Course(Self.endless())
    let writer = SessionWriter(scratch.saving)
    writer.save(course.session.checkpoint(), course.events)
    var failures: [String] = []
    #expect(
      Self.wait {
        if let failure = writer.takeFailure() { failures.append(failure) }
        return !failures.isEmpty
      })
    course.forgetEvents()
    course.train(steps: 3)
    writer.save(course.session.checkpoint(), course.events)
    Thread.sleep(forTimeInterval: 0.05)
    #expect(writer.takeFailure() == nil)
    try FileManager.default.removeItem(atPath: scratch.store.path)
    writer.save(course.session.checkpoint(), [])
    writer.endAndWait(discarding: false)
    let saved = try SessionFolder(#require(writer.folder)).load()
    #expect(saved.checkpoint.step == 3)
    // What happened while nothing could be written is there all the same.
    #expect(saved.events.outlines.first == "started")
    #expect(saved.events.count == 4)
    #expect(failures.count == 1)
  }
}
