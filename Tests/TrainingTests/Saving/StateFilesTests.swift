import Datasets
import ExperimentModel
import Files
import Foundation
import Testing

@testable import Training

@Suite struct StateFilesTests {
  /// A course whose states go to files of a session's folder, and what takes them there.
  private final class Filed {
    let scratch: SessionScratch
    let writer: SessionWriter
    var course: Course

    /// Of so many bytes in memory; `isSaved` is whether there is a folder from the start.
    init(memory: Int, isSaved: Bool = true, _ configuration: ExperimentConfiguration) throws {
      scratch = try SessionScratch()
      writer = SessionWriter(scratch.saving)
      course = try Course(configuration)
      course.session.changes = UndoHistory(largestByteCount: memory)
      course.session.changes.shelf = writer
      course.train(steps: 5)
      if isSaved { save() }
    }

    func save() { writer.save(course.session.checkpoint(), course.events) }

    var places: [KeptState.Place] {
      let changes = course.session.changes
      return (changes.undoable + changes.redoable).map(\.state.place)
    }

    var folder: String { scratch.store.folder(scratch.store.names().first ?? "") }

    var files: [String] {
      OpenFolder.names(in: folder).filter { $0.hasPrefix("undo-") }
    }

    /// Waits until no state is on its way any more.
    func awaitMoves() {
      let isDone = eventually { !places.contains(.moving) }
      #expect(isDone)
    }

    deinit { writer.endAndWait(discarding: true) }
  }

  private static func configuration() -> ExperimentConfiguration {
    var configuration = moons()
    configuration.training.earlyStopping = EarlyStopping()
    configuration.training.epochs = 30
    return configuration
  }

  /// Changes of every kind, each after some steps.
  private static let edits = UndoTests.edits.filter { $0.key.description.hasPrefix("t") }

  @Test func `states in files come back with the same bits, and their files go`() throws {
    let filed = try Filed(memory: 1, Self.configuration())
    var states: [SessionCheckpoint] = []
    for edit in Self.edits {
      states.append(filed.course.state())
      filed.course.change(edit)
      filed.awaitMoves()
      filed.course.train(steps: 3)
    }
    let places = filed.places
    #expect(places.allSatisfy { $0 == .file })
    let files = filed.files
    #expect(files.count == Self.edits.count)
    let last = filed.course.state()
    for state in states.reversed() {
      filed.course.command(.undo)
      filed.awaitMoves()
      #expect(filed.course.state() == state)
    }
    #expect(filed.course.session.changes.undoable.isEmpty)
    for state in states.dropFirst() + [last] {
      filed.course.command(.redo)
      filed.awaitMoves()
      #expect(filed.course.state() == state)
    }
    filed.course.command(.restart)
    let isEmpty = eventually { filed.files.isEmpty }
    #expect(isEmpty)
  }

  @Test func `after undoing into a file the run goes on as if nothing had been changed`() throws {
    var untouched = try Course(Self.configuration())
    untouched.train(steps: 5)
    untouched.forgetEvents()
    untouched.trainToEnd()
    let filed = try Filed(memory: 1, Self.configuration())
    filed.course.change(.insertLayer(HiddenLayer(units: 9, batchNorm: true), at: 1))
    filed.awaitMoves()
    filed.course.train(steps: 20)
    #expect(filed.places == [.file])
    filed.course.command(.undo)
    filed.course.forgetEvents()
    filed.course.trainToEnd()
    #expect(filed.course.events == untouched.events)
    #expect(filed.course.state() == untouched.state())
  }

  @Test func `of many changes the older ones are undone several at once, to the bit`() throws {
    var course = try Course(Self.configuration())
    course.session.changes = UndoHistory(largestCount: 6)
    var states: [SessionCheckpoint] = []
    for number in 1...20 {
      states.append(course.state())
      course.change(
        number.isMultiple(of: 3)
          ? .insertLayer(HiddenLayer(units: 3), at: 0)
          : .set("training.batch_size", .integer(number)))
      course.train(steps: 2)
    }
    var undone = 0
    while !course.session.changes.undoable.isEmpty {
      course.forgetEvents()
      course.command(.undo)
      guard case .undone(let restored) = course.events.first else {
        Issue.record("an undo is told of, found \(course.events)")
        return
      }
      undone += restored.changeCount
      let state = states[20 - undone]
      #expect(course.state() == state)
      #expect(restored.change.id == 21 - undone)
      #expect(restored.atStep == state.step)
      #expect(
        restored.shared
          == SharedCourse(steps: state.step, changes: 20 - undone, changesOfOther: 20 - undone))
      #expect(course.session.description.ledger == state.ledger)
    }
    #expect(undone == 20)
    #expect(course.session.changes.redoable.count == 6)
  }

  @Test func `a file that is not what was written is refused, and undo goes past it`() throws {
    let filed = try Filed(memory: 1, Self.configuration())
    let first = filed.course.state()
    filed.course.change(.set("training.batch_size", .integer(8)))
    filed.awaitMoves()
    filed.course.train(steps: 3)
    filed.course.change(.set("training.batch_size", .integer(9)))
    filed.awaitMoves()
    let before = filed.course.state()
    let names = filed.files.map { filed.folder + "/" + $0 }
    try #require(names.count == 2)
    // A whole state, but another one.
    try FileManager.default.removeItem(atPath: names[1])
    try FileManager.default.copyItem(atPath: names[0], toPath: names[1])
    filed.course.forgetEvents()
    filed.course.command(.undo)
    #expect(
      filed.course.events == [
        .undoRejected(reason: "expected the older state as it was kept, found another file")
      ])
    #expect(filed.course.state() == before)
    filed.course.forgetEvents()
    filed.course.command(.undo)
    guard case .undone(let restored) = filed.course.events.first else {
      Issue.record("an undo is told of, found \(filed.course.events)")
      return
    }
    #expect(restored.changeCount == 2)
    #expect(filed.course.state() == first)
  }

  @Test func `where the disk takes nothing it is told once, and all else goes on`() throws {
    let filed = try Filed(memory: 1, Self.configuration())
    let isSaved = eventually { !filed.scratch.store.names().isEmpty }
    #expect(isSaved)
    // Folders in the place of the files: permissions do not hold everybody back.
    for number in 1...3 {
      try FileManager.default.createDirectory(
        atPath: filed.folder + "/undo-\(number)", withIntermediateDirectories: false)
    }
    var states: [SessionCheckpoint] = []
    var failures: [String] = []
    for units in 8...12 {
      states.append(filed.course.state())
      filed.course.change(.set("network.hidden.0.units", .integer(units)))
      filed.awaitMoves()
      if let failure = filed.writer.takeStateFailure() { failures.append(failure) }
      filed.course.train(steps: 3)
    }
    #expect(failures == ["\(filed.folder)/undo-1: expected a file, found a folder"])
    filed.course.command(.undo)
    #expect(filed.course.state() == states[4])
    filed.course.command(.undo)
    #expect(filed.course.state() == states[3])
    filed.course.forgetEvents()
    filed.course.command(.undo)
    #expect(
      filed.course.events == [
        .undoRejected(reason: "The states before older changes are no longer kept.")
      ])
    filed.save()
    filed.writer.endAndWait(discarding: false)
    #expect(try SessionFolder(filed.folder).load().checkpoint.step == filed.course.session.step)
  }

  @Test func `while no folder can be made, states are thinned in memory, and the first one stays`()
    throws
  {
    let filed = try Filed(memory: 100_000, isSaved: false, Self.configuration())
    let obstacle = filed.scratch.path + "/sessions"
    try Data().write(to: URL(fileURLWithPath: obstacle))
    filed.save()
    let hasFailed = eventually { filed.writer.takeFailure() != nil }
    #expect(hasFailed)
    let isFull = eventually { filed.writer.room == 0 }
    #expect(isFull)
    for number in 1...60 { filed.course.change(.set("training.batch_size", .integer(number))) }
    let entries = filed.course.session.changes.undoable
    #expect(entries.count < 40)
    #expect(entries.map(\.state.place) == Array(repeating: .memory, count: entries.count))
    #expect(entries.first?.change.id == 1)
    #expect(entries.reduce(0) { $0 + $1.changeCount } == 60)
    try FileManager.default.removeItem(atPath: obstacle)
    filed.save()
    let hasRoom = eventually { filed.writer.room > 0 }
    #expect(hasRoom)
  }

  @Test func `while the session cannot be saved, no more states go to its folder`() throws {
    let filed = try Filed(memory: 1, Self.configuration())
    filed.course.change(.set("training.batch_size", .integer(8)))
    filed.awaitMoves()
    #expect(filed.places == [.file])
    let file = filed.folder + "/checkpoint"
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    filed.save()
    let size = try Data(contentsOf: URL(fileURLWithPath: filed.folder + "/undo-1")).count
    let isFull = eventually { filed.writer.room == size }
    #expect(isFull)
    try FileManager.default.removeItem(atPath: file)
    filed.save()
    let hasRoom = eventually { filed.writer.room > size }
    #expect(hasRoom)
  }

  @Test func `states wait for the folder, and leave it with the session`() throws {
    var course = try Course(Self.configuration())
    let state = KeptState(course.session.checkpoint())
    state.beginMove()
    var files = StateFiles(in: nil) { _ in }
    files.add([state])
    #expect(files.moveNext(to: nil, isLost: false) == nil)
    #expect(state.place == .moving && !files.isWaiting)
    let filed = try Filed(memory: 1, isSaved: false, Self.configuration())
    filed.course.change(.set("training.batch_size", .integer(8)))
    #expect(filed.places == [.moving])
    filed.save()
    filed.awaitMoves()
    #expect(filed.files == ["undo-1"])
    filed.writer.endAndWait(discarding: false)
    #expect(filed.files.isEmpty)
  }

  @Test func `what a killed program left of states goes when another session begins`() throws {
    let scratch = try SessionScratch()
    var course = try Course(Self.configuration())
    let paths = [try scratch.save(&course), try scratch.save(&course)]
    for path in paths { try Data([1, 2]).write(to: URL(fileURLWithPath: path + "/undo-7")) }
    let held = try SessionFolder(paths[0])
    _ = try scratch.save(&course)
    #expect(OpenFolder.names(in: paths[0]).contains("undo-7"))
    #expect(!OpenFolder.names(in: paths[1]).contains("undo-7"))
    #expect(try SessionFolder(paths[1]).load().checkpoint == course.session.checkpoint())
    withExtendedLifetime(held) {}
  }

  @Test func `a network whose state is larger than memory allows can be changed and undone`()
    throws
  {
    var configuration = ExperimentConfiguration()
    configuration.data.source = "digits"
    configuration.network.hidden = [HiddenLayer(units: 65_536)]
    configuration.training.epochs = 2
    configuration.training.evaluateEvery = 0
    configuration.training.batchSize = 8
    let scratch = try SessionScratch()
    var saving = scratch.saving
    saving.folderByteCount = 1 << 30
    let writer = SessionWriter(saving)
    var course = try Course(configuration)
    course.session.changes = UndoHistory(largestByteCount: 32 << 20)
    course.session.changes.shelf = writer
    course.train(steps: 2)
    writer.save(course.session.checkpoint(), [])
    let before = course.state()
    #expect(before.byteCount > 32 << 20)
    course.change(.set("training.optimizer.learning_rate", .real(0.1)))
    course.train(steps: 1)
    let places = { [changes = course.session.changes] in changes.undoable.map(\.state.place) }
    #expect(eventually { places() == [.file] })
    course.command(.undo)
    #expect(course.state() == before)
    writer.endAndWait(discarding: true)
  }
}
