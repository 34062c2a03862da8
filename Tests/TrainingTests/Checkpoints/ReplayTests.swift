import Datasets
import ExperimentModel
import Numerics
import Testing

@testable import Training

@Suite struct ReplayTests {
  /// Trains what a description says, on one thread.
  private static func replayed(_ description: SessionDescription) throws -> Course {
    var course = try Course(description.ledger.base, schedule: description.ledger.schedule)
    course.train(upTo: description.status == .diverged ? .max : description.steps)
    return course
  }

  private static func expectSame(
    _ live: inout Course, as replay: inout Course, _ comment: Comment? = nil
  ) {
    #expect(replay.session.weights() == live.session.weights(), comment)
    var (expected, found) = (live.state(), replay.state())
    // A run that waits and one that goes on are the same run.
    (expected.standing, found.standing) = (.running, .running)
    #expect(found == expected, comment)
    #expect(expected.step > 0, comment)
  }

  private static func started(_ configuration: ExperimentConfiguration = moons()) throws -> Course {
    var configuration = configuration
    configuration.training.earlyStopping = EarlyStopping()
    var course = try Course(configuration)
    course.train(steps: 31)
    return course
  }

  @Test(arguments: UndoTests.edits)
  func `a change is made again at its step, to the same bits`(edit: ConfigurationEdit) throws {
    var live = try Self.started()
    live.change(edit)
    live.train(steps: 24)
    var replay = try Self.replayed(live.session.description)
    Self.expectSame(&live, as: &replay)
  }

  @Test func `many changes, some of them undone, are the course that was taken`() throws {
    var live = try Self.started()
    let edits: [ConfigurationEdit] = [
      .set("training.batch_size", .integer(50)),
      .set("network.hidden.0.units", .integer(12)),
      .set("training.optimizer.name", .text("rmsprop")),
      .set("training.optimizer.rho", .real(0.8)),
      .insertLayer(HiddenLayer(units: 6, activation: .gelu, dropout: 0.25, batchNorm: true), at: 1),
      .set("network.hidden.1.dropout", .real(0.5)),
      .set("training.schedule.name", .text("cosine")),
      .removeLayer(at: 0),
    ]
    for (index, edit) in edits.enumerated() {
      live.change(edit)
      live.train(steps: index.isMultiple(of: 3) ? 0 : 7)
      if index == 1 || index == 5 { live.command(.undo) }
      if index == 5 {
        live.train(steps: 5)
        live.command(.redo)
      }
    }
    live.command(.pause)
    live.command(.stepOnce)
    live.command(.undo)
    live.command(.resume)
    live.train(steps: 9)
    let description = live.session.description
    #expect(description.ledger.entries.count == 6)
    var replay = try Self.replayed(description)
    Self.expectSame(&live, as: &replay)
  }

  @Test func `changes that gave an ended run more to do are made at its end`() throws {
    var configuration = moons()
    configuration.training.epochs = 3
    var live = try Course(configuration)
    live.trainToEnd()
    live.change(.set("training.optimizer.learning_rate", .real(0.003)))
    live.change(.set("training.epochs", .integer(5)))
    live.trainToEnd()
    live.change(.set("network.hidden.0.units", .integer(9)))
    #expect(live.session.step == 45)
    var replay = try Self.replayed(live.session.description)
    Self.expectSame(&live, as: &replay)
    // Twice by its epochs; the change of the network is at the end too and gives it other figures.
    #expect(live.events.outlines.filter { $0.hasPrefix("ended") }.count == 3)
    #expect(live.events.end?.test == replay.events.end?.test)
  }

  @Test func `early stopping that more patience overrode is overridden again`() throws {
    var configuration = CheckpointTests.Memory.earlyStopping.configuration
    configuration.training.earlyStopping?.patience = 2
    var live = try Course(configuration)
    live.trainToEnd()
    let steps = live.session.step
    live.change(.set("training.early_stopping.patience", .integer(30)))
    live.train(steps: 20)
    #expect(live.session.step == steps + 20)
    var replay = try Self.replayed(live.session.description)
    Self.expectSame(&live, as: &replay)
  }

  private static func diverged() throws -> Course {
    var configuration = moons()
    configuration.data.source = "plane"
    configuration.network.hidden = []
    configuration.training.optimizer = OptimizerConfiguration(.sgd)
    configuration.training.epochs = 100
    var course = try Course(configuration)
    course.train(steps: 31)
    course.change(.set("training.optimizer.learning_rate", .real(1e30)))
    course.trainToEnd()
    return course
  }

  @Test func `a run that diverged diverges again`() throws {
    let live = try Self.diverged()
    #expect(live.session.description.status == .diverged)
    let replay = try Self.replayed(live.session.description)
    #expect(replay.session.description.status == .diverged)
    #expect(replay.session.step == live.session.step)
  }

  @Test func `what is changed after a run diverged is changed after it again`() throws {
    var live = try Self.diverged()
    let begun = live.session.step + 1
    live.change(.set("training.batch_size", .integer(40)))
    live.change(.insertLayer(HiddenLayer(units: 3), at: 0))
    let ledger = live.session.description.ledger
    #expect(ledger.entries.map(\.step) == [31, begun, begun])
    var replay = try Self.replayed(live.session.description)
    #expect(replay.session.description == live.session.description)
    #expect(replay.state().batches == live.state().batches)
    #expect(replay.session.weights() == live.session.weights())
    #expect(replay.session.changesToCome == 0)
  }

  @Test func `a run that fewer epochs ended in the midst of one ends there again`() throws {
    var live = try Self.started()
    live.change(.set("training.epochs", .integer(2)))
    live.trainToEnd()
    #expect(live.session.description.status == .completed)
    #expect(live.session.step == 31)
    var replay = try Self.replayed(live.session.description)
    #expect(replay.session.description == live.session.description)
    Self.expectSame(&live, as: &replay)
  }

  @Test
  func `what begins the run afresh begins another ledger, and undoing it brings back the old`()
    throws
  {
    var live = try Self.started()
    live.change(.set("training.batch_size", .integer(20)))
    let before = live.session.description.ledger
    #expect(before.entries.count == 1)
    live.change(.set("training.seed", .integer(9)))
    let after = live.session.description.ledger
    #expect(after.entries.isEmpty)
    #expect(after.base.training.seed == 9)
    #expect(after.base.training.batchSize == 20)
    live.command(.undo)
    #expect(live.session.description.ledger == before)
    live.command(.restart)
    #expect(live.session.description.ledger == Ledger(base: live.session.configuration))
  }

  @Test func `an entry says by whom, from and to, and the loss before`() throws {
    var course = try Self.started()
    let loss = course.session.counters.loss
    let edit = ConfigurationEdit.set("training.batch_size", .integer(64))
    course.command(.change(ConfigurationChange(id: 1, edit: edit, author: .advice)))
    #expect(
      course.session.description.ledger.entries == [
        Ledger.Entry(
          step: 31, author: .advice, edit: edit, values: (.integer(16), .integer(64)),
          lossBefore: loss)
      ])
    guard case .changeApplied(let applied) = course.events.last else {
      Issue.record("a change is told of")
      return
    }
    #expect(applied.lossBefore == loss)
    #expect(applied.change.author == .advice)
  }

  @Test func `changes of a schedule are made at their steps, in their order, by themselves`() throws
  {
    let rate = ConfigurationEdit.set("training.optimizer.learning_rate", .real(0.2))
    var course = try Course(
      moons(),
      schedule: [
        ScheduledChange(step: 0, edit: .set("training.batch_size", .integer(40))),
        ScheduledChange(step: 12, edit: .set("training.optimizer.name", .text("sgd"))),
        ScheduledChange(step: 12, edit: rate),
      ])
    course.trainToEnd()
    let applied = course.events.compactMap { event -> AppliedChange? in
      if case .changeApplied(let applied) = event { applied } else { nil }
    }
    #expect(applied.map(\.atStep) == [0, 12, 12])
    #expect(applied.allSatisfy { $0.change.author == .schedule })
    #expect(applied[0].lossBefore == nil)
    #expect(course.session.configuration.training.optimizer.learningRate == 0.2)
    #expect(course.session.changesToCome == 0)
  }

  @Test func `what follows a scheduled change has the threads that suit the network then`() throws {
    var configuration = moons()
    configuration.data.rows = 400
    configuration.network.hidden = [HiddenLayer(units: 256), HiddenLayer(units: 256)]
    configuration.training.batchSize = 1
    var options = SessionOptions()
    options.schedule = [ScheduledChange(step: 0, edit: .set("training.batch_size", .integer(280)))]
    var session = try TrainingSession(
      configuration: configuration, data: try DatasetLoader().load(configuration.data),
      options: options)
    #expect(session.threadCount == 1)
    var events: [TrainerEvent] = []
    // Within a turn nobody else has another count.
    session.beginTurn()
    session.makeScheduledChanges(&events)
    #expect(session.threadCount == ProcessorCount.available)
    #expect(MatrixProduct.threadCount == ProcessorCount.available)
    session.endTurn()
  }

  @Test func `a scheduled change that was undone stays undone, and those after it come`() throws {
    var course = try Course(
      moons(),
      schedule: [
        ScheduledChange(step: 10, edit: .set("training.batch_size", .integer(40))),
        ScheduledChange(step: 20, edit: .set("training.batch_size", .integer(50))),
      ])
    course.train(upTo: 15)
    course.command(.undo)
    #expect(course.session.step == 10)
    course.train(upTo: 12)
    #expect(course.session.configuration.training.batchSize == 16)
    course.train(upTo: 25)
    #expect(course.session.configuration.training.batchSize == 50)
    course.command(.undo)
    course.trainToEnd()
    #expect(course.session.configuration.training.batchSize == 16)
  }

  @Test func `no change of a schedule has the number of one that somebody asked for`() throws {
    let schedule = [10, 10, 30].map {
      ScheduledChange(step: $0, edit: .set("training.batch_size", .integer($0 + 1)))
    }
    var course = try Course(moons(), schedule: schedule)
    course.train(upTo: 12)
    course.change(.set("training.batch_size", .integer(8)))
    course.train(upTo: 31)
    course.change(.set("training.batch_size", .integer(9)))
    let numbers = course.events.compactMap { event -> Int? in
      if case .changeApplied(let applied) = event { applied.change.id } else { nil }
    }
    #expect(numbers == [-3, -2, 1, -1, 2])
  }

  @Test func `a checkpoint takes ledger and schedule along`() throws {
    var schedule = [ScheduledChange(step: 20, edit: .removeLayer(at: 1), line: 3)]
    schedule.append(
      ScheduledChange(
        step: 90, author: .advice, edit: .insertLayer(HiddenLayer(units: 4, dropout: 0.5), at: 0)))
    var course = try Course(moons(), schedule: schedule)
    course.train(upTo: 30)
    let checkpoint = course.session.checkpoint()
    #expect(checkpoint.ledger.entries.count == 1)
    #expect(checkpoint.schedule.count == 1)
    #expect(try CheckpointFile.checkpoint(in: CheckpointFile.bytes(of: checkpoint)) == checkpoint)
  }

  @Test func `a schedule is held against the data before anything runs`() throws {
    let data = try DatasetLoader().load(moons().data)
    let schedule = [
      ScheduledChange(step: 1, edit: .set("training.loss", .text("hinge")), line: 4),
      ScheduledChange(step: 2, edit: .set("training.loss", .text("mean_squared_error")), line: 5),
      ScheduledChange(step: 3, edit: .removeLayer(at: 7), line: 6),
    ]
    let error = #expect(throws: ConfigurationError.self) {
      try TrainingSession.check(schedule, after: moons(), against: data)
    }
    #expect(error?.problems.map(\.line) == [5, 6])
  }
}
