import Datasets
import ExperimentModel
import Files
import Foundation
import Testing

@testable import Training

@Suite struct StateIndexTests {
  private static func configuration() -> ExperimentConfiguration {
    var configuration = moons()
    configuration.training.epochs = 40
    return configuration
  }

  /// A course with changes, some of them taken back, one for a twin; `states` are those on the way.
  private static func course(states: inout [SessionCheckpoint]) throws -> Course {
    var course = try Course(configuration())
    for units in 9...14 {
      course.train(steps: 4)
      states.append(course.state())
      course.change(.set("network.hidden.0.units", .integer(units)))
    }
    course.train(steps: 3)
    let (change, before) = try #require(course.session.changes.newestChange)
    var twin = try Course(configuration())
    try twin.session.restore(before.checkpoint())
    twin.train(steps: 3)
    states.append(course.state())
    course.take(twin.session.checkpoint(), insteadOf: change)
    course.train(steps: 2)
    states.append(course.state())
    course.change(.set("training.optimizer.name", .text("sgd")))
    course.train(steps: 2)
    course.command(.undo)
    return course
  }

  private static func course() throws -> Course {
    var states: [SessionCheckpoint] = []
    return try course(states: &states)
  }

  /// The folder of such a course, which was closed.
  private static func close(in scratch: SessionScratch) throws -> String {
    var course = try course()
    let writer = SessionWriter(scratch.saving)
    writer.save(course.session.checkpoint(), course.events)
    writer.endAndWait(discarding: false, keeping: course.session.changes)
    return try #require(writer.folder)
  }

  private static func saving(_ path: String) throws -> SessionSaving {
    let folder = try Self.folder(path)
    return SessionSaving(resumed: try folder.load(), in: folder, workingDirectory: "") { _, _ in []
    }
  }

  // The thread that had it lets go of it when it has ended, which is a moment after that is told.
  private static func folder(_ path: String) throws -> SessionFolder {
    var folder: SessionFolder?
    _ = eventually {
      folder = try? SessionFolder(path)
      return folder != nil
    }
    return try folder ?? SessionFolder(path)
  }

  /// The course that goes on from a folder, and what saves it.
  private final class Resumed {
    var course: Course
    var saver: SessionSaver

    init(_ saving: SessionSaving) throws {
      let saved = try #require(saving.resumedFolder).load()
      var course = try Course(StateIndexTests.configuration())
      var options = SessionOptions()
      options.threads = 1
      options.reportsEveryStep = true
      course.session = try TrainingSession.resuming(
        saved.checkpoint, data: course.session.data.prepared, options: options)
      saver = SessionSaver(saving, &course.session, keepsStates: true)
      course.forgetEvents()
      self.course = course
    }

    func save() { saver.saveNow(&course.session) }
  }

  private static func files(_ path: String) -> [String] {
    OpenFolder.names(in: path).filter { $0.hasPrefix("undo-") }
  }

  @Test func `undo and redo go on after the program has ended, to the bit`() throws {
    let scratch = try SessionScratch()
    let path = try Self.close(in: scratch)
    var states: [SessionCheckpoint] = []
    var first = try Self.course(states: &states)
    // Six changes, the state that the twin left, and the one that the undo left.
    #expect(Self.files(path).count == 9)
    let second = try Resumed(try Self.saving(path))
    #expect(second.course.state() == first.state())
    for command in [TrainerCommand.redo, .undo, .undo] + Array(repeating: .undo, count: 6) {
      first.forgetEvents()
      second.course.forgetEvents()
      first.command(command)
      second.course.command(command)
      #expect(second.course.events == first.events)
      #expect(second.course.state() == first.state())
    }
    #expect(second.course.state() == states[0])
    second.course.forgetEvents()
    first.forgetEvents()
    for _ in 0..<3 {
      first.command(.redo)
      second.course.command(.redo)
    }
    #expect(second.course.state() == states[3])
    first.trainToEnd()
    second.course.trainToEnd()
    #expect(second.course.events == first.events)
    #expect(second.course.state() == first.state())
    _ = second.saver.finish()
    #expect(Self.files(path).isEmpty)
  }

  @Test func `what was closed twice is there a third time`() throws {
    let scratch = try SessionScratch()
    let path = try Self.close(in: scratch)
    var first = try Self.course()
    let last = ConfigurationChange(id: 8, edit: .set("training.batch_size", .integer(9)))
    do {
      let second = try Resumed(try Self.saving(path))
      second.course.train(steps: 2)
      second.course.command(.change(last))
      second.save()
      second.saver.finish(keeping: second.course.session.changes)
      first.train(steps: 2)
      first.command(.change(last))
    }
    #expect(Self.files(path).count == 9)
    let third = try Resumed(try Self.saving(path))
    for _ in 0..<8 {
      first.forgetEvents()
      third.course.forgetEvents()
      first.command(.undo)
      third.course.command(.undo)
      #expect(third.course.events == first.events)
      #expect(third.course.state() == first.state())
    }
    third.saver.discard()
  }

  @Test func `states that belong to another checkpoint are not taken, and go`() throws {
    let scratch = try SessionScratch()
    let path = try Self.close(in: scratch)
    var first = try Self.course()
    // Somebody else went on, and ended without a word.
    first.train(steps: 1)
    let other = try scratch.save(&first)
    try FileManager.default.removeItem(atPath: path + "/checkpoint")
    try FileManager.default.copyItem(
      atPath: other + "/checkpoint", toPath: path + "/checkpoint")
    try FileManager.default.removeItem(atPath: path + "/history")
    try FileManager.default.copyItem(atPath: other + "/history", toPath: path + "/history")
    let second = try Resumed(try Self.saving(path))
    #expect(Self.files(path).isEmpty)
    second.course.command(.undo)
    #expect(
      second.course.events == [
        .undoRejected(reason: "The states before older changes are no longer kept.")
      ])
    second.saver.discard()
  }

  @Test func `without a screen states are of no use, and go`() throws {
    let scratch = try SessionScratch()
    let path = try Self.close(in: scratch)
    var first = try Self.course()
    let saver = SessionSaver(try Self.saving(path), &first.session)
    #expect(Self.files(path).isEmpty)
    saver.discard()
  }

  @Test func `of sessions that were closed only the last keeps its states`() throws {
    let scratch = try SessionScratch()
    let paths = [try Self.close(in: scratch), try Self.close(in: scratch)]
    #expect(Self.files(paths[0]).count == 9)
    #expect(Self.files(paths[1]).count == 9)
    var course = try Course(Self.configuration())
    _ = try scratch.save(&course)
    #expect(Self.files(paths[0]).isEmpty)
    #expect(Self.files(paths[1]).count == 9)
    // The session saved last was not closed.
    var another = try Course(Self.configuration())
    _ = try scratch.save(&another)
    #expect(Self.files(paths[1]).count == 9)
  }

  @Test func `at the end only so much is written, and that the nearest`() throws {
    let scratch = try SessionScratch()
    var course = try Course(Self.configuration())
    for size in 9...12 {
      course.train(steps: 2)
      course.change(.set("training.batch_size", .integer(size)))
    }
    let folder = try Self.folder(try scratch.save(&course))
    var files = StateFiles(in: folder) { _ in }
    let byteCount = course.session.changes.states.reversed().prefix(2).reduce(0) {
      $0 + $1.byteCount
    }
    files.close(
      course.session.changes, in: folder, workingDirectory: "", largestByteCount: byteCount)
    let index = try #require(folder.takeIndex(from: ""))
    #expect(index.undoable.map(\.change.id) == [3, 4])
    #expect(index.isCutOff)
    #expect(Self.files(folder.path) == ["undo-1", "undo-2"])
    #expect(folder.takeIndex(from: "") == nil)
  }

  @Test func `an index cut short or changed anywhere is refused`() throws {
    let scratch = try SessionScratch()
    let path = try Self.close(in: scratch)
    let bytes = Array(try #require(FileManager.default.contents(atPath: path + "/undo-index")))
    let index = try StateIndex(bytes: bytes)
    #expect(index.bytes == bytes)
    #expect(index.files.count == 8)
    // Its data is part of the program; of other data the path counts.
    #expect(index.isUsable(from: "/elsewhere"))
    var other = index
    other.redoable[0].state.configuration.data.source = "rows.csv"
    #expect(!other.isUsable(from: "/elsewhere"))
    #expect(other.isUsable(from: index.workingDirectory))
    var deep = index
    for _ in 0...100 {
      var outer = deep.undoable[0]
      outer.displaced = [deep.undoable[0]]
      deep.undoable = [outer]
    }
    #expect(throws: CheckpointError.self) { try StateIndex(bytes: deep.bytes) }
    deep.undoable = deep.undoable[0].displaced ?? []
    #expect(try StateIndex(bytes: deep.bytes) == deep)
    for place in stride(from: 0, to: bytes.count, by: 97) {
      #expect(throws: CheckpointError.self) { try StateIndex(bytes: Array(bytes.prefix(place))) }
      var changed = bytes
      changed[place] ^= 1
      #expect(throws: CheckpointError.self) { try StateIndex(bytes: changed) }
    }
  }
}
