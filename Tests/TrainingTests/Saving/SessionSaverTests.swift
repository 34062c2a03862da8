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

  /// A clock that stands still until a test moves it.
  private final class StoppedClock: Sendable {
    private let time = Locked(ContinuousClock.now)

    func advance(by duration: Duration) { time.withLock { $0 += duration } }

    var reading: @Sendable () -> ContinuousClock.Instant { { self.time.withLock { $0 } } }
  }

  @Test func `a trainer saves as it goes, and what it was told to stop as it was`() throws {
    let scratch = try SessionScratch()
    let trainer = try Self.trainer(scratch)
    #expect(eventually { !scratch.store.names().isEmpty })
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
    let clock = StoppedClock()
    var saver = SessionSaver(
      scratch.saving, &course.session, keepsStates: false, clock: clock.reading)
    clock.advance(by: .milliseconds(499))
    course.trainToEnd()
    saver.note(course.events, of: &course.session)
    saver.saveNow(&course.session)
    #expect(saver.finish() == nil)
    #expect(scratch.store.names().isEmpty)
  }

  @Test func `a session that waits is saved at once, however young it is`() throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    var saver = SessionSaver(scratch.saving, &course.session)
    course.train(steps: 2)
    course.command(.pause)
    saver.note(course.events, of: &course.session)
    let finished = saver.finish()
    let folder = try #require(finished)
    let saved = try SessionFolder(folder).load()
    #expect(saved.checkpoint.standing == .paused)
    #expect(saved.checkpoint.step == 2)
  }

  @Test func `a session is secured at its end, however young, and can still be discarded`() throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    var saver = SessionSaver(scratch.saving, &course.session)
    course.trainToEnd()
    saver.note(course.events, of: &course.session)
    #expect(saver.savedFolder == nil)
    let secured = saver.secure(&course.session)
    let folder = try #require(secured)
    #expect(throws: SessionFolderError.self) { try SessionFolder(folder) }
    let copy = folder + "-copy"
    try FileManager.default.copyItem(atPath: folder, toPath: copy)
    let saved = try SessionFolder(copy).load()
    #expect(saved.checkpoint.standing == course.session.phase)
    #expect(saved.events.outlines.last?.hasPrefix("ended completed") == true)
    saver.discard()
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func `a run that can be repeated is saved at its end alone`() throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    var saving = scratch.saving
    saving.isOnlyForEnd = true
    let clock = StoppedClock()
    var saver = SessionSaver(saving, &course.session, keepsStates: false, clock: clock.reading)
    clock.advance(by: .milliseconds(550))
    course.trainToEnd()
    saver.note(course.events, of: &course.session)
    #expect(saver.savedFolder == nil)
    #expect(saver.secure(&course.session) != nil)
    saver.discard()
  }

  @Test func `where the twin is taken, its curve is saved as the run's`() throws {
    let scratch = try SessionScratch()
    let trainer = try Self.trainer(scratch)
    var told: [TrainerEvent] = []
    func waitFor(_ isMeant: (TrainerEvent) -> Bool) -> Bool {
      eventually {
        told += trainer.drainEvents()
        return told.contains(where: isMeant)
      }
    }
    #expect(eventually { !scratch.store.names().isEmpty })
    trainer.send(
      .change(ConfigurationChange(id: 1, edit: .set("training.batch_size", .integer(8)))))
    trainer.send(.twin(.start(epochs: 1_000_000)))
    #expect(waitFor { if case .twin(.evaluated) = $0 { true } else { false } })
    trainer.send(.twin(.take))
    #expect(waitFor { if case .twin(.taken) = $0 { true } else { false } })
    trainer.stopAndWait()
    told += trainer.drainEvents()
    let name = try #require(scratch.store.names().first)
    let saved = try SessionFolder(scratch.store.folder(name)).load()
    // Run and twin tell of what they do at the same time.
    func course(_ events: [TrainerEvent]) -> [String] {
      events.filter { event in
        switch event {
        case .twin(.compared), .twin(.finished), .twin(.dismissed): false
        case .twin: true
        default: false
        }
      }.outlines
    }
    #expect(course(saved.events) == course(told))
    #expect(course(saved.events).contains { $0.hasPrefix("twin sampled") })
    #expect(saved.checkpoint.ledger.entries.isEmpty)
  }

  @Test func `a run that ended as it should takes its session away`() throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    let clock = StoppedClock()
    var saver = SessionSaver(
      scratch.saving, &course.session, keepsStates: false, clock: clock.reading)
    clock.advance(by: .milliseconds(500))
    course.train(steps: 3)
    saver.note(course.events, of: &course.session)
    #expect(eventually { !scratch.store.names().isEmpty })
    saver.discard()
    #expect(OpenFolder.names(in: scratch.store.path).isEmpty)
  }

  @Test func `the memory of a state that was written is given once, unless it is large`() throws {
    let scratch = try SessionScratch()
    var course = try Course(Self.endless())
    let writer = SessionWriter(scratch.saving)
    #expect(writer.takeSpare() == nil)
    var state = course.session.checkpoint()
    writer.save(state, [])
    var spare: SessionCheckpoint?
    let isGiven = eventually {
      spare = writer.takeSpare()
      return spare != nil
    }
    #expect(isGiven)
    #expect(spare == state)
    #expect(writer.takeSpare() == nil)
    state.network = Array(repeating: 0, count: SessionWriter.largestSpare / 4)
    writer.leaveSpare(state)
    #expect(writer.takeSpare() == nil)
    writer.endAndWait(discarding: true)
  }

  @Test func `what happened is saved with the first state after it`() throws {
    let scratch = try SessionScratch()
    var course = try Course(Self.endless())
    let writer = SessionWriter(scratch.saving)
    writer.note([.paused(atStep: 0)])
    writer.note([.resumed(atStep: 0)])
    writer.save(course.session.checkpoint(), [.paused(atStep: 1)])
    // After the state that was saved, so no part of what goes on from there.
    writer.note([.resumed(atStep: 1)])
    writer.endAndWait(discarding: false)
    let saved = try SessionFolder(#require(writer.folder)).load()
    #expect(
      saved.events == [.paused(atStep: 0), .resumed(atStep: 0), .paused(atStep: 1)])
    #expect(saved.hasAllEvents)
  }

  @Test func `of a large session no second copy waits for a slow disk`() throws {
    let scratch = try SessionScratch()
    let gate = DispatchSemaphore(value: 0)
    let saving = SessionSaving(in: scratch.store, threads: 1, workingDirectory: "") { _, _ in
      gate.wait()
      return []
    }
    var large = Self.endless()
    // 17 MB, with the memory of Adam.
    large.network.hidden = [HiddenLayer(units: 1_200), HiddenLayer(units: 1_200)]
    large.network.initializer = .zeros
    var course = try Course(large)
    let small = try Course(Self.endless())
    let clock = StoppedClock()
    var saver = SessionSaver(
      saving, &course.session, keepsStates: false, clock: clock.reading)
    func hasRoom(_ course: borrowing Course) -> Bool { saver.hasRoom(for: course.session) }
    clock.advance(by: .milliseconds(500))
    let atFirst = hasRoom(course)
    saver.saveNow(&course.session)
    let (ofLarge, ofSmall) = (hasRoom(course), hasRoom(small))
    course.command(.pause)
    let ofWaiting = hasRoom(course)
    course.command(.resume)
    gate.signal()
    let atLast = eventually { hasRoom(course) }
    #expect([atFirst, ofLarge, ofSmall, ofWaiting, atLast] == [true, false, true, true, true])
    #expect(saver.finish() != nil)
  }

  @Test func `a long history keeps all changes and ever fewer losses`() throws {
    let scratch = try SessionScratch()
    var course = try Course(Self.endless())
    var saving = scratch.saving
    saving.fullHistory = 6_000
    let writer = SessionWriter(saving)
    for step in 1...1_000 {
      let sample = LossSample(
        firstStep: step, lastStep: step, epoch: 1, seconds: 1,
        losses: LossRange(minimum: 0.5, maximum: 0.5, mean: 0.5))
      writer.note([.sampled(sample), .paused(atStep: step)])
    }
    writer.save(course.session.checkpoint(), [])
    writer.endAndWait(discarding: false)
    let saved = try SessionFolder(#require(writer.folder)).load()
    let pauses = saved.events.filter { if case .paused = $0 { true } else { false } }
    let samples = saved.events.count - pauses.count
    #expect(pauses.count == 1_000)
    // The changes alone take more than there is for all: of the rest a little stays, to its end.
    #expect(4...100 ~= samples)
    #expect(!saved.hasAllEvents)
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
      eventually {
        if let failure = writer.takeFailure() { failures.append(failure) }
        return !failures.isEmpty
      })
    course.forgetEvents()
    course.train(steps: 3)
    writer.save(course.session.checkpoint(), course.events)
    #expect(eventually { !writer.isBusy })
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
