import ExperimentModel
import Foundation
import Testing

@testable import Training

@Suite struct UndoTests {
  static let edits: [ConfigurationEdit] = [
    .set("training.optimizer.learning_rate", .real(0.3)),
    .set("training.optimizer.name", .text("sgd")),
    .set("training.optimizer.name", .text("nadam")),
    .set("training.optimizer.name", .text("rmsprop")),
    .set("training.batch_size", .integer(50)),
    .set("training.loss", .text("hinge")),
    .set("training.schedule.name", .text("cosine")),
    .set("training.shuffle", .flag(false)),
    .set("training.augmentation.noise", .real(0.5)),
    .set("training.augmentation.mixup", .real(0.5)),
    .set("training.class_weights", .text("balanced")),
    .set("training.early_stopping.patience", .integer(1)),
    .set("training.epochs", .integer(3)),
    .set("network.hidden.0.units", .integer(30)),
    .set("network.hidden.0.units", .integer(3)),
    .set("network.hidden.1.units", .integer(6)),
    .set("network.hidden.1.activation", .text("sigmoid")),
    .set("network.hidden.0.batch_norm", .flag(true)),
    .set("network.hidden.0.dropout", .real(0.5)),
    .set("network.initializer", .text("zeros")),
    .set("training.seed", .integer(7)),
    .set("data.seed", .integer(7)),
    .set("data.source", .text("plane")),
    .insertLayer(HiddenLayer(units: 8), at: 1),
    .insertLayer(HiddenLayer(units: 9, activation: .gelu, batchNorm: true), at: 2),
    .insertLayer(HiddenLayer(units: 1), at: 0),
    .removeLayer(at: 0),
    .removeLayer(at: 1),
  ]

  private static func started() throws -> Course {
    var configuration = moons()
    configuration.training.earlyStopping = EarlyStopping()
    var course = try Course(configuration)
    course.train(steps: 31)
    return course
  }

  @Test(arguments: edits)
  func `after an undo the run goes on as if the change had never been made`(
    edit: ConfigurationEdit
  ) throws {
    var untouched = try Self.started()
    untouched.forgetEvents()
    untouched.trainToEnd()

    var course = try Self.started()
    course.change(edit)
    course.train(steps: 13)
    course.forgetEvents()
    course.command(.undo)
    guard case .undone(let restored) = course.events.first, course.events.count == 1 else {
      Issue.record("an undo is told of, found \(course.events)")
      return
    }
    #expect(restored.change.edit == edit)
    #expect(restored.atStep == 31)
    #expect(restored.standing == .running)
    #expect(restored.facts == course.session.facts)
    course.forgetEvents()
    course.trainToEnd()
    #expect(course.events == untouched.events)
    #expect(course.session.weights() == untouched.session.weights())
    #expect(course.state() == untouched.state())
  }

  @Test(arguments: edits)
  func `redo goes back to where the change was undone`(edit: ConfigurationEdit) throws {
    var untouched = try Self.started()
    untouched.change(edit)
    untouched.train(steps: 13)
    untouched.forgetEvents()
    untouched.train(steps: 20)

    var course = try Self.started()
    course.change(edit)
    course.train(steps: 13)
    let steps = course.session.counters.step
    course.command(.undo)
    course.train(steps: 5)
    course.forgetEvents()
    course.command(.redo)
    guard case .redone(let restored) = course.events.first, course.events.count == 1 else {
      Issue.record("a redo is told of, found \(course.events)")
      return
    }
    #expect(restored.atStep == steps)
    course.forgetEvents()
    course.train(steps: 20)
    #expect(course.events == untouched.events)
    #expect(course.state() == untouched.state())
  }

  @Test func `changes are undone one by one, and made again in their order`() throws {
    var course = try Self.started()
    var states: [SessionCheckpoint] = []
    for edit in Self.edits.prefix(6) {
      states.append(course.state())
      course.change(edit)
      course.train(steps: 3)
    }
    let last = course.state()
    for state in states.reversed() {
      course.command(.undo)
      #expect(course.state() == state)
    }
    for state in states.dropFirst() + [last] {
      course.command(.redo)
      #expect(course.state() == state)
    }
    course.forgetEvents()
    course.command(.redo)
    #expect(course.events == [.redoRejected(reason: "No change was undone.")])
  }

  @Test func `where there is nothing to undo it says so`() throws {
    let nothing = [TrainerEvent.undoRejected(reason: "There is no change to undo.")]
    var course = try Self.started()
    course.forgetEvents()
    course.command(.undo)
    #expect(course.events == nothing)
    // A refused change is none.
    course.change(.set("training.loss", .text("huber")))
    course.forgetEvents()
    course.command(.undo)
    #expect(course.events == nothing)
    for end in [TrainerCommand.restart, .open(moons())] {
      course.change(.set("training.batch_size", .integer(8)))
      course.command(end)
      course.forgetEvents()
      course.command(.undo)
      #expect(course.events == nothing)
    }
  }

  @Test func `a new change gives up what was undone`() throws {
    var course = try Self.started()
    course.change(.set("training.batch_size", .integer(8)))
    course.command(.undo)
    course.change(.set("training.batch_size", .integer(32)))
    course.forgetEvents()
    course.command(.redo)
    #expect(course.events == [.redoRejected(reason: "No change was undone.")])
  }

  @Test func `a run that waits goes on waiting`() throws {
    var course = try Self.started()
    course.change(.set("training.batch_size", .integer(8)))
    course.command(.pause)
    course.command(.undo)
    #expect(course.session.phase == .paused)
    course.command(.resume)
    course.command(.redo)
    #expect(course.session.phase == .paused)
  }

  @Test func `a run that diverged trains again`() throws {
    var configuration = moons()
    configuration.data.source = "plane"
    configuration.training.optimizer = OptimizerConfiguration(.sgd)
    configuration.network.hidden[0].activation = .linear
    configuration.network.hidden[1].activation = .linear
    configuration.training.epochs = 100
    var course = try Course(configuration)
    course.train(steps: 31)
    course.change(.set("training.optimizer.learning_rate", .real(1e30)))
    course.trainToEnd()
    guard case .ended(let end) = course.session.phase else {
      Issue.record("the run ends")
      return
    }
    #expect(end.status == .diverged)
    course.command(.undo)
    #expect(course.session.phase == .running)
    course.train(steps: 1)
    #expect(course.session.counters.step == 32)
  }

  @Test func `a run that had ended has ended again`() throws {
    var course = try Course(moons())
    course.trainToEnd()
    let end = course.session.phase
    course.change(.set("training.epochs", .integer(12)))
    #expect(course.session.phase == .running)
    course.train(steps: 4)
    course.command(.undo)
    #expect(course.session.phase == end)
  }

  @Test func `a data set that is no longer what it was is not taken for it`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("rows.csv")
    func write(_ last: Int) throws {
      let rows = (1...40).map { "\($0 * $0 % 17),\($0 % 5),\($0 * 3 % 7)" } + ["1,2,\(last)"]
      try Data(("a,b,c\n" + rows.joined(separator: "\n") + "\n").utf8).write(to: file)
    }
    try write(3)
    var configuration = moons()
    configuration.data = DataConfiguration()
    configuration.data.source = file.path
    configuration.data.task = .regression
    var course = try Course(configuration)
    course.train(steps: 5)
    let before = course.state()
    course.change(.set("data.seed", .integer(2)))
    course.train(steps: 5)
    let after = course.state()
    try write(444)
    course.forgetEvents()
    course.command(.undo)
    #expect(
      course.events == [
        .undoRejected(
          reason:
            "expected the file of the session, found other values in the same rows and columns")
      ])
    #expect(course.state() == after)
    try write(3)
    course.command(.undo)
    #expect(course.state() == before)
  }

  @Test func `where nobody undoes no states are kept, and changes are made all the same`() throws {
    let schedule = (1...5).map { step in
      ScheduledChange(step: step, edit: .set("training.batch_size", .integer(10 + step)))
    }
    var usual = try Course(moons(), schedule: schedule)
    var course = try Course(moons(), schedule: schedule, keepsStates: false)
    usual.train(steps: 8)
    course.train(steps: 8)
    #expect(usual.session.changes.undoable.count == 5)
    #expect(course.session.changes.undoable.isEmpty)
    #expect(course.state() == usual.state())
    course.forgetEvents()
    course.command(.undo)
    let reason = "The states before older changes are no longer kept."
    #expect(course.events == [.undoRejected(reason: reason)])
  }

  @Test func `after a change or an undo somebody is heard after the next step`() throws {
    var course = try Course(moons())
    course.train(steps: 3)
    course.session.burst = 4_096
    course.change(.set("network.hidden.0.units", .integer(500)))
    #expect(course.session.burst == 1)
    course.session.burst = 4_096
    course.command(.undo)
    #expect(course.session.burst == 1)
  }
}
