import Datasets
import ExperimentModel
import Files
import Foundation
import Testing

@testable import Training

/// A store of sessions in a folder of its own, which goes with the test.
final class SessionScratch {
  let path: String
  var store: SessionStore { SessionStore(path + "/sessions", largestCount: 3) }

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-tui-sessions-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var saving: SessionSaving {
    SessionSaving(in: store, threads: 1, workingDirectory: "/there") { description, _ in
      Array("steps: \(description.steps)\n".utf8)
    }
  }

  /// Saves a course as the thread of a session does, and returns the folder's path.
  func save(_ course: inout Course, _ saving: SessionSaving? = nil) throws -> String {
    var output = SessionOutput(saving ?? self.saving)
    try output.write(course.session.checkpoint(), course.events)
    return try #require(output.path)
  }
}

@Suite struct SavedSessionTests {
  private static func course() throws -> Course {
    var configuration = moons()
    configuration.training.earlyStopping = EarlyStopping()
    var course = try Course(
      configuration,
      schedule: [
        ScheduledChange(step: 70, edit: .set("training.batch_size", .integer(20)))
      ])
    course.train(steps: 20)
    course.change(.set("training.optimizer.name", .text("sgd")))
    course.train(steps: 10)
    course.change(.insertLayer(HiddenLayer(units: 5, dropout: 0.2), at: 1))
    course.command(.undo)
    course.train(steps: 11)
    return course
  }

  @Test func `a run goes on from its folder with the same bits and tells the same`() throws {
    let scratch = try SessionScratch()
    var whole = try Self.course()
    whole.trainToEnd()
    var first = try Self.course()
    let path = try scratch.save(&first)
    let saved = try SessionFolder(path).load()
    #expect(saved.events == first.events.filter(\.isLogged))
    #expect(saved.events.count > 20)
    #expect(saved.threads == 1)
    #expect(saved.workingDirectory == "/there")
    #expect(saved.hasAllEvents)
    var options = SessionOptions()
    options.threads = 1
    options.reportsEveryStep = true
    var session = try TrainingSession.resuming(
      saved.checkpoint, data: try DatasetLoader().load(saved.checkpoint.configuration.data),
      options: options)
    let after = session.finish().map(\.withoutTime)
    #expect(after == Array(whole.events.suffix(after.count)))
    #expect(after.count > 20)
    #expect(session.weights() == whole.session.weights())
    #expect(session.description.ledger == whole.session.description.ledger)
  }

  @Test func `later saves add to what was saved, and a piece that was not finished is left out`()
    throws
  {
    let scratch = try SessionScratch()
    var course = try Self.course()
    var output = SessionOutput(scratch.saving)
    try output.write(course.session.checkpoint(), course.events)
    let path = try #require(output.path)
    let early = course.events.filter(\.isLogged)
    course.forgetEvents()
    course.train(steps: 25)
    try output.write(course.session.checkpoint(), course.events)
    let log = path + "/history"
    let whole = try #require(FileManager.default.contents(atPath: log))
    try (whole + Data([9, 9, 9])).write(to: URL(fileURLWithPath: log))
    let saved = try load(path, after: &output)
    #expect(saved.events == early + course.events.filter(\.isLogged))
    #expect(saved.checkpoint == course.session.checkpoint())
    // The next one, of a program that goes on, writes over the piece.
    let folder = try SessionFolder(path)
    let resumed = SessionSaving(resumed: saved, in: folder, workingDirectory: "") { _, _ in [] }
    var next = SessionOutput(resumed)
    course.forgetEvents()
    course.train(steps: 9)
    try next.write(course.session.checkpoint(), course.events)
    #expect(try folder.load().events == saved.events + course.events.filter(\.isLogged))
  }

  // Its lock has to go before the folder can be taken again.
  private func load(_ path: String, after output: inout SessionOutput) throws -> SavedSession {
    output = SessionOutput(
      SessionSaving(in: SessionStore(""), threads: nil, workingDirectory: "") { _, _ in [] })
    return try SessionFolder(path).load()
  }

  @Test func `files cut short or changed anywhere are refused`() throws {
    let scratch = try SessionScratch()
    var course = try Self.course()
    let path = try scratch.save(&course)
    let folder = try SessionFolder(path)
    for name in ["checkpoint", "history"] {
      let file = URL(fileURLWithPath: path + "/" + name)
      let good = try Data(contentsOf: file)
      for count in stride(from: 0, to: good.count, by: max(good.count / 40, 1)) {
        try good.prefix(count).write(to: file)
        #expect(throws: SessionFolderError.self, "\(name) of \(count) bytes") { try folder.load() }
        var changed = good
        changed[count] ^= 1
        try changed.write(to: file)
        #expect(throws: SessionFolderError.self, "\(name), byte \(count)") { try folder.load() }
      }
      try good.write(to: file)
    }
    #expect(throws: Never.self) { try folder.load() }
  }

  @Test func `links are not followed, and other versions are told`() throws {
    let scratch = try SessionScratch()
    var course = try Self.course()
    let path = try scratch.save(&course)
    let checkpoint = path + "/checkpoint"
    try FileManager.default.moveItem(atPath: checkpoint, toPath: scratch.path + "/elsewhere")
    try FileManager.default.createSymbolicLink(
      atPath: checkpoint, withDestinationPath: scratch.path + "/elsewhere")
    let folder = try SessionFolder(path)
    #expect(throws: SessionFolderError.self) { try folder.load() }
    try FileManager.default.removeItem(atPath: checkpoint)
    var bytes = try #require(FileManager.default.contents(atPath: scratch.path + "/elsewhere"))
    bytes[SessionFile.title.utf8.count] = 7
    try bytes.write(to: URL(fileURLWithPath: checkpoint))
    let error = #expect(throws: SessionFolderError.self) { try folder.load() }
    #expect(error?.reason == "expected a session of version 3 to 4, found version 7")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/link", withDestinationPath: path)
    #expect(throws: SessionFolderError.self) { try SessionFolder(scratch.path + "/link") }
  }

  @Test func `a session is held by one program at a time`() throws {
    let scratch = try SessionScratch()
    var course = try Self.course()
    let path = try scratch.save(&course)
    do {
      let folder = try SessionFolder(path)
      let error = #expect(throws: SessionFolderError.self) { try SessionFolder(path) }
      #expect(error?.kind == .inUse)
      #expect(scratch.store.isOpen((path as NSString).lastPathComponent))
      withExtendedLifetime(folder) {}
    }
    #expect(!scratch.store.isOpen((path as NSString).lastPathComponent))
    #expect(throws: Never.self) { try SessionFolder(path) }
  }

  @Test func `the oldest sessions go, but not those that are open`() throws {
    let scratch = try SessionScratch()
    var course = try Self.course()
    let first = try scratch.save(&course)
    let held = try SessionFolder(first)
    for _ in 0..<5 { _ = try scratch.save(&course) }
    let names = scratch.store.names()
    #expect(names.count == 4)
    #expect(names.contains((first as NSString).lastPathComponent))
    #expect(try scratch.store.folder(meant: "latest") == scratch.store.folder(names[0]))
    do {
      let newest = try SessionFolder(scratch.store.folder(names[0]))
      #expect(try scratch.store.folder(meant: "latest") == scratch.store.folder(names[1]))
      withExtendedLifetime(newest) {}
    }
    #expect(try scratch.store.folder(meant: names[2]) == scratch.store.folder(names[2]))
    #expect(try scratch.store.folder(meant: "./x") == "./x")
    for name in ["..", "other", ""] {
      #expect(throws: SessionFolderError.self) { try scratch.store.folder(meant: name) }
    }
    withExtendedLifetime(held) {}
  }

  @Test func `nothing but what the program wrote is removed with a session`() throws {
    let scratch = try SessionScratch()
    var course = try Self.course()
    let path = try scratch.save(&course)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path + "/notes.txt"))
    try SessionFolder(path).remove()
    #expect(OpenFolder.names(in: path) == ["notes.txt"])
  }
}

extension TrainerEvent {
  fileprivate var isLogged: Bool {
    switch self {
    case .started, .sampled, .evaluated, .changeApplied, .undone, .redone, .paused, .resumed,
      .ended:
      true
    default: false
    }
  }
}

@Suite struct EventLogTests {
  @Test func `random and changed bytes are refused or read, never a trap`() throws {
    var course = try Course(moons())
    course.train(steps: 20)
    course.change(.insertLayer(HiddenLayer(units: 3), at: 0))
    course.command(.undo)
    course.trainToEnd()
    var log = EventLog()
    for event in course.events { log.record(event) }
    let bytes = log.take()
    #expect(try EventLog.events(in: bytes).count > 30)
    var refusals = 0
    for place in stride(from: 0, to: bytes.count, by: 173) {
      var changed = bytes
      changed[place] = [0x00, 0x7F, 0xFF, bytes[place] ^ 1][place % 4]
      do { _ = try EventLog.events(in: changed) } catch { refusals += 1 }
    }
    #expect(refusals > 5)
    for count in stride(from: 1, to: 400, by: 7) {
      let random = (0..<count).map { _ in UInt8.random(in: 0...9) }
      _ = try? EventLog.events(in: random)
    }
  }

  @Test(arguments: [Int.max, -1])
  func `numbers that no run reaches are refused`(number: Int) throws {
    let facts = try Course(moons()).session.facts
    func event(id: Int = 1, step: Int = 1, layer: Int = 0) -> TrainerEvent {
      .changeApplied(
        AppliedChange(
          change: ConfigurationChange(id: id, edit: .removeLayer(at: layer)), atStep: step,
          consequence: .kept, facts: facts))
    }
    var course = try Course(moons())
    var checkpoint = course.session.checkpoint()
    checkpoint.counters.samples = number
    #expect(throws: CheckpointError.self) { try course.session.restore(checkpoint) }
    for event in [
      event(id: number == -1 ? .min : number), event(step: number), event(layer: number),
      .paused(atStep: number),
    ] {
      var log = EventLog()
      log.record(event)
      let bytes = log.take()
      #expect(throws: CheckpointError.self) { try EventLog.events(in: bytes) }
    }
  }

  @Test func `what surgery did is kept, whatever it was`() throws {
    let outcomes: [SurgeryOutcome] = [
      .outputsKept, .unitsRemoved(3), .activationSwitched, .identityWithinRange,
      .identityApproximated, .inputsSelected(4, of: 9), .curvatureLost(.gelu),
      .optimizerSwitched(kept: OptimizerMemory.allCases),
    ]
    let facts = try Course(moons()).session.facts
    let events = outcomes.map { outcome in
      TrainerEvent.changeApplied(
        AppliedChange(
          change: ConfigurationChange(id: 1, edit: .removeLayer(at: 0), author: .advice),
          atStep: 3, consequence: .operated(SurgeryReport(outcome, lossBefore: 0.5)), facts: facts))
    }
    var log = EventLog()
    for event in events { log.record(event) }
    #expect(try EventLog.events(in: log.take()) == events)
  }

  @Test func `where the twin is taken, what it did until then is part of the log`() throws {
    let course = try Course(moons())
    let facts = course.session.facts
    let change = ConfigurationChange(id: 1, edit: .removeLayer(at: 0))
    let restored = RestoredRun(
      change: change, changeCount: 2, atStep: 7,
      shared: SharedCourse(steps: 6, changes: 4, changesOfOther: 5), standing: .running,
      facts: facts)
    let metrics = EvaluationMetrics(loss: 1, task: .classification(accuracy: 0.5, macroF1: 0.5))
    let events: [TrainerEvent] = [
      .started(facts), .twin(.started(TwinFacts(change: change, atStep: 6, lastEpoch: 9))),
      .twin(
        .sampled(
          LossSample(
            firstStep: 7, lastStep: 7, epoch: 1, seconds: 1,
            losses: LossRange(minimum: 1, maximum: 3, mean: 2)))),
      .twin(.evaluated(EpochReport(epoch: 1, step: 7, train: metrics, dev: nil, seconds: 1))),
      .twin(
        .changeApplied(AppliedChange(change: change, atStep: 7, consequence: .kept, facts: facts))),
      .twin(.taken(restored)), .undone(restored), .redone(restored),
    ]
    var log = EventLog()
    for event in events { log.record(event) }
    log.record(.twin(.finished(atStep: 7)))
    log.record(.twin(.dismissed))
    #expect(try EventLog.events(in: log.take()) == events)
  }
}
