import ExperimentModel
import Files
import Foundation
import Testing

@testable import Training

/// How much of the disk a session takes, with a twentieth of the real room.
@Suite struct SessionRoomTests {
  private static func configuration() -> ExperimentConfiguration {
    var configuration = moons()
    configuration.training.epochs = 1_000_000
    configuration.training.evaluateEvery = 1_000_000
    return configuration
  }

  private static func byteCount(_ folder: String) -> Int {
    OpenFolder.names(in: folder).reduce(0) {
      $0 + (FileVersion(of: FilePath.joined(folder, $1))?.size ?? 0)
    }
  }

  private static func samples(_ steps: Range<Int>) -> [TrainerEvent] {
    steps.map { step in
      .sampled(
        LossSample(
          firstStep: step, lastStep: step, epoch: 1, seconds: 1,
          losses: LossRange(minimum: 0.5, maximum: 0.5, mean: 0.5)))
    }
  }

  /// The steps of the samples that ``samples(_:)`` made.
  private static func lastSteps(_ events: [TrainerEvent]) -> [Int] {
    events.compactMap { event in
      guard case .sampled(let sample) = event, sample.minimum == sample.maximum,
        sample.mean == 0.5
      else { return nil }
      return sample.lastStep
    }
  }

  @Test func `the folder of a long run stays within its room, with history and states`() throws {
    let scratch = try SessionScratch()
    var saving = scratch.saving
    saving.folderByteCount = 3_200_000
    saving.fullHistory = 300_000
    let writer = SessionWriter(saving)
    var configuration = Self.configuration()
    configuration.network.hidden = [HiddenLayer(units: 64), HiddenLayer(units: 64)]
    var course = try Course(configuration)
    course.session.changes = UndoHistory(largestByteCount: 1)
    course.session.changes.shelf = writer
    var largest = 0
    for round in 0..<80 {
      course.forgetEvents()
      course.change(.set("training.batch_size", .integer(round % 2 + 10)))
      course.train(steps: 1)
      let samples = Self.samples(round * 500 + 1..<(round + 1) * 500 + 1)
      writer.save(course.session.checkpoint(), course.events + samples)
      #expect(eventually { !writer.isBusy })
      let isMoved = { [changes = course.session.changes] in
        changes.states.allSatisfy { $0.place != .moving }
      }
      #expect(eventually(isMoved))
      largest = max(largest, Self.byteCount(try #require(writer.folder)))
    }
    #expect(largest <= 3_200_000)
    // Most of the room is used, and not given away.
    #expect(largest > 1_600_000)
    let kept = course.session.changes.undoable.count
    #expect(10...79 ~= kept)
    // Older changes are undone several at once: none is out of reach.
    #expect(course.session.changes.undoable.reduce(0) { $0 + $1.changeCount } == 80)
    writer.endAndWait(discarding: false, keeping: course.session.changes)
    let path = try #require(writer.folder)
    #expect(Self.byteCount(path) <= 3_200_000)
    let folder = try SessionFolder(path)
    let saved = try folder.load()
    #expect(saved.checkpoint == course.session.checkpoint())
    #expect(!saved.hasAllEvents)
    let changes = saved.events.filter { if case .changeApplied = $0 { true } else { false } }
    #expect(changes.count == 80)
    let steps = Self.lastSteps(saved.events)
    #expect(steps == steps.sorted())
    #expect(steps.count > 500)
    // The curve reaches from the beginning to the end.
    #expect((steps.first ?? .max) < 2_000)
    #expect((steps.last ?? 0) > 39_000)
    let index = try #require(folder.takeIndex(from: "/there"))
    #expect(index.undoable.count == kept)
  }

  @Test func `a run goes on after its history was thinned, and after a save that was cut off`()
    throws
  {
    let scratch = try SessionScratch()
    var saving = scratch.saving
    saving.fullHistory = 12_000
    var course = try Course(Self.configuration())
    var output = SessionOutput(saving)
    try output.write(course.session.checkpoint(), course.events + Self.samples(1..<150))
    let path = try #require(output.path)
    #expect(OpenFolder.names(in: path).contains("history"))
    try output.write(course.session.checkpoint(), Self.samples(150..<300))
    #expect(OpenFolder.names(in: path).contains("history-2"))
    #expect(!OpenFolder.names(in: path).contains("history"))
    // What a program wrote that ended before the checkpoint named it.
    try Data([9]).write(to: URL(fileURLWithPath: path + "/history"))
    output = SessionOutput(saving)
    let folder = try SessionFolder(path)
    let saved = try folder.load()
    let steps = Self.lastSteps(saved.events)
    #expect(40...150 ~= steps.count)
    #expect((steps.last ?? 0) > 290)
    #expect(!saved.hasAllEvents)
    var resumed = SessionSaving(resumed: saved, in: folder, workingDirectory: "") { _, _ in [] }
    resumed.fullHistory = 12_000
    var next = SessionOutput(resumed)
    #expect(!OpenFolder.names(in: path).contains("history"))
    try next.write(course.session.checkpoint(), Self.samples(300..<302))
    #expect(try Self.lastSteps(folder.load().events) == steps + [300, 301])
    try next.write(course.session.checkpoint(), Self.samples(302..<700))
    #expect(OpenFolder.names(in: path).contains("history"))
    #expect(!OpenFolder.names(in: path).contains("history-2"))
    let last = Self.lastSteps(try folder.load().events)
    #expect(40...150 ~= last.count)
  }

  @Test func `a checkpoint that has grown leaves less to states`() throws {
    let scratch = try SessionScratch()
    var course = try Course(Self.configuration())
    let path = try scratch.save(&course)
    let folder = try SessionFolder(path)
    var saving = SessionSaving(
      resumed: try folder.load(), in: folder, workingDirectory: ""
    ) { _, _ in [] }
    saving.folderByteCount = 400_000
    saving.fullHistory = 20_000
    course.session.changes = UndoHistory(largestByteCount: 1)
    var saver = SessionSaver(saving, &course.session, keepsStates: true)
    for round in 0..<20 {
      course.train(steps: 1)
      course.change(.set("training.batch_size", .integer(round % 2 + 10)))
      let states = course.session.changes.states
      #expect(eventually { states.allSatisfy { $0.place != .moving } })
    }
    let before = course.session.changes.states.count
    course.change(.set("network.hidden.0.units", .integer(2_000)))
    saver.saveNow(&course.session)
    var states = before
    let hasGivenWay = eventually {
      saver.note([], of: &course.session)
      states = course.session.changes.states.count
      return states < before / 2
    }
    #expect(hasGivenWay, "\(states) of \(before) states")
    saver.discard()
  }

  @Test func `a checkpoint larger than the room is saved all the same`() throws {
    let scratch = try SessionScratch()
    var saving = scratch.saving
    saving.folderByteCount = 1_000
    var course = try Course(Self.configuration())
    course.train(steps: 2)
    var output = SessionOutput(saving)
    try output.write(course.session.checkpoint(), course.events)
    let path = try #require(output.path)
    #expect(output.stateRoom == 0)
    output = SessionOutput(scratch.saving)
    #expect(try SessionFolder(path).load().checkpoint == course.session.checkpoint())
  }

  @Test func `history and states share what the checkpoint leaves of 64 MB`() throws {
    let scratch = try SessionScratch()
    var saving = scratch.saving
    for checkpoint in [0, 1 << 20, 10 << 20, 20 << 20, 30 << 20] {
      for history in [SessionSaving.historyOfScreen, 16 << 20] {
        saving.fullHistory = history
        let room = saving.room(besides: checkpoint)
        #expect(2 * (checkpoint + room.history) + room.states <= 64 << 20)
        #expect(room.history > 0)
      }
    }
    #expect(saving.room(besides: 1 << 30).states == 0)
    #expect(saving.room(besides: 1 << 30).history == 2 << 20)
  }
}
