import Datasets
import Dispatch
import ExperimentModel
import Testing

@testable import Training

/// A small network on moons with a dev part.
private let judged = smallConfiguration {
  $0.data.rows = 60
  $0.data.split = SplitShares(train: 0.6, dev: 0.4, test: 0)
  $0.training.epochs = 50
}

/// A session some steps into its run.
private func started(_ configuration: ExperimentConfiguration, steps: Int = 7) throws -> Course {
  var course = try Course(configuration)
  course.train(steps: steps)
  return course
}

private func request(
  _ key: HyperparameterKey, _ values: [HyperparameterValue], current: Int
) -> LensRequest {
  LensRequest(id: 4, axes: [LensAxis(key: key, values: values, current: current)])
}

private let rates = request(
  "training.optimizer.learning_rate", [.real(0), .real(0.02), .real(0.2)], current: 1)

/// All that a lens has to show once it has come to its end.
private func reports(
  _ request: LensRequest, on course: inout Course, idleProcessorCount: Int = 1
) -> [LensReport] {
  let mailbox = Mailbox<LensReport>()
  let subject = LensSubject(
    checkpoint: course.session.checkpoint(), data: course.session.data.prepared,
    idleProcessorCount: idleProcessorCount)
  let lens = Lens(request, on: subject, reports: mailbox, wake: {})
  lens.start(after: nil)
  lens.join()
  return mailbox.drain()
}

@Suite struct `A lens` {
  @Test func `shows all trials at the same points, up to the last`() throws {
    var course = try started(judged)
    let all = reports(rates, on: &course)
    let last = try #require(all.last)
    #expect(last.id == 4)
    #expect(last.phase == .finished)
    #expect(last.isOnDev)
    #expect(last.rowCount == 24)
    #expect(last.epochs.first == 0)
    #expect(last.epochs.count > LensCourse.firstFan)
    #expect(last.trials.allSatisfy { $0.scores.count == last.epochs.count })
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.epochs.count < $1.epochs.count })
    #expect(all.dropLast().allSatisfy { $0.phase == .growing })
    // A rate of 0 moves nothing, and all begin at one point.
    #expect(Set(last.trials[0].scores).count == 1)
    #expect(Set(last.trials.map { $0.scores.first }).count == 1)
    #expect(last.trials[1].difference == 0)
    #expect(last.trials[1].standardError == 0)
    #expect(last.best != 0)
    #expect((last.trials[2].standardError ?? 0) > 0)
  }

  @Test func `shows the same whenever it looks at the same state, on any number of threads`() throws
  {
    var course = try started(judged)
    let once = try #require(reports(rates, on: &course).last)
    let again = try #require(reports(rates, on: &course, idleProcessorCount: 3).last)
    #expect(once == again)
  }

  @Test func `leaves the session it looks at as it was`() throws {
    var course = try started(judged)
    let before = course.state()
    _ = reports(rates, on: &course)
    #expect(course.state() == before)
  }

  @Test func `judges by the training part where there is no other`() throws {
    var course = try started(smallConfiguration())
    let last = try #require(reports(rates, on: &course).last)
    #expect(!last.isOnDev)
    #expect(last.rowCount == 20)
  }

  @Test func `goes on where the run has ended`() throws {
    var course = try Course(judged)
    course.trainToEnd()
    let last = try #require(reports(rates, on: &course).last)
    let scores = last.trials[1].scores
    #expect(scores.first != scores.last)
    #expect(scores.allSatisfy { $0.isFinite })
  }

  @Test func `compares errors where the loss is what changes, and says what does not fit`() throws {
    var course = try started(judged)
    let losses = request(
      "training.loss", [.text("auto"), .text("hinge"), .text("poisson")], current: 0)
    let last = try #require(reports(losses, on: &course).last)
    #expect(last.measure == .errorRate)
    #expect(last.trials[1].refusal == nil)
    #expect(last.trials[2].refusal != nil)
    #expect(last.trials[0].scores.allSatisfy { (0...1).contains($0) })
  }

  @Test func `does not try what needs other rows`() throws {
    var course = try started(smallConfiguration { $0.data.source = "plane" })
    let losses = request("training.loss", [.text("auto"), .text("poisson")], current: 0)
    let last = try #require(reports(losses, on: &course).last)
    #expect(last.measure == .squaredError)
    #expect(last.trials[1].refusal == "needs a fresh start")
  }

  @Test func `does not try what would take too much memory`() throws {
    var course = try started(
      smallConfiguration { $0.network.hidden = [HiddenLayer(units: 2), HiddenLayer(units: 4_096)] })
    let units = request("network.hidden.0.units", [.integer(2), .integer(65_536)], current: 0)
    let subject = LensSubject(
      checkpoint: course.session.checkpoint(), data: course.session.data.prepared,
      idleProcessorCount: 1)
    let mailbox = Mailbox<LensReport>()
    let hasNews = DispatchSemaphore(value: 0)
    let lens = Lens(units, on: subject, reports: mailbox) { hasNews.signal() }
    lens.start(after: nil)
    hasNews.wait()
    lens.cancel()
    lens.join()
    #expect(mailbox.drain().last?.trials[1].refusal == "takes too much memory")
  }

  @Test func `says so where not even the network as it is fits into its memory`() throws {
    var course = try started(
      smallConfiguration {
        $0.network.hidden = [HiddenLayer(units: 4_096), HiddenLayer(units: 4_200)]
        $0.network.initializer = .zeros
      })
    let mailbox = Mailbox<LensReport>()
    var station = LensStation(reports: mailbox, wake: {})
    station.open(rates, on: &course.session)
    station.closeAndWait()
    let refusal = LensPhase.refused(reason: "A trial of this network takes too much memory.")
    #expect(mailbox.drain().map(\.phase) == [refusal])
  }

  @Test func `is told where a trial is no longer finite`() throws {
    var course = try started(
      smallConfiguration {
        $0.data.source = "plane"
        $0.network.hidden = [HiddenLayer(units: 6, activation: .relu)]
      })
    let wild = request(
      "training.optimizer.learning_rate", [.real(0.02), .real(1e30)], current: 0)
    let last = try #require(reports(wild, on: &course).last)
    #expect(last.phase == .finished)
    #expect(last.trials[1].scores.last?.isNaN == true)
    #expect(last.best == 0)
  }

  @Test func `ends when told to, and tells nothing more`() throws {
    var course = try started(judged)
    let subject = LensSubject(
      checkpoint: course.session.checkpoint(), data: course.session.data.prepared,
      idleProcessorCount: 1)
    let mailbox = Mailbox<LensReport>()
    let (hasNews, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let lens = Lens(rates, on: subject, reports: mailbox) {
      hasNews.signal()
      mayGoOn.wait()
    }
    lens.start(after: nil)
    hasNews.wait()
    lens.cancel()
    mayGoOn.signal()
    lens.join()
    #expect(mailbox.drain().map(\.phase) == [.growing])
  }

  @Test func `waits for the one before it`() throws {
    var course = try started(judged)
    let subject = LensSubject(
      checkpoint: course.session.checkpoint(), data: course.session.data.prepared,
      idleProcessorCount: 1)
    let mailbox = Mailbox<LensReport>()
    let first = Lens(rates, on: subject, reports: mailbox, wake: {})
    first.start(after: nil)
    var later = rates
    later.id = 5
    let second = Lens(later, on: subject, reports: mailbox, wake: {})
    second.start(after: first)
    second.join()
    let ids = mailbox.drain().map(\.id)
    #expect(ids == ids.sorted())
    #expect(Set(ids) == [4, 5])
  }
}

@Suite struct `A trial` {
  private func trained(
    _ edits: [ConfigurationEdit], from course: inout Course, steps: Int
  ) throws -> [WeightTensor] {
    let checkpoint = course.session.checkpoint()
    let batch = checkpoint.configuration.training.batchSize
    var trial = try TrainingSession.trial(
      of: edits, from: checkpoint, on: course.session.data.prepared, rows: steps * batch)
    while trial.counters.step < checkpoint.step + steps {
      trial.train(untilSample: trial.counters.samples + 1) { false }
    }
    return trial.weights()
  }

  @Test(arguments: [
    ConfigurationEdit.set("training.optimizer.learning_rate", .real(0.1)),
    .set("training.batch_size", .integer(3)), .set("network.hidden.0.units", .integer(9)),
    .set("training.optimizer.name", .text("rmsprop")),
    .set("network.hidden.1.dropout", .real(0.3)),
  ])
  func `goes the way that the run would after the same change`(edit: ConfigurationEdit) throws {
    var course = try started(judged)
    let weights = try trained([edit], from: &course, steps: 30)
    course.change(edit)
    course.train(steps: 30)
    #expect(course.session.weights() == weights)
  }

  @Test func `without a change goes the way of the run`() throws {
    var course = try started(judged)
    let weights = try trained([], from: &course, steps: 30)
    course.train(steps: 30)
    #expect(course.session.weights() == weights)
  }

  @Test func `is not cut short by early stopping`() throws {
    var configuration = judged
    var early = EarlyStopping()
    early.patience = 1
    configuration.training.earlyStopping = early
    // Of these schedules a trial makes the evaluations that early stopping would go by.
    configuration.training.schedule = ScheduleConfiguration(.reduceOnPlateau)
    configuration.training.optimizer.learningRate = 0
    var course = try started(configuration)
    let checkpoint = course.session.checkpoint()
    var trial = try TrainingSession.trial(
      of: [], from: checkpoint, on: course.session.data.prepared, rows: 1_000)
    trial.train(untilSample: checkpoint.counters.samples + 1_000) { false }
    #expect(trial.counters.samples >= checkpoint.counters.samples + 1_000)
  }
}

@Suite struct `A jury` {
  @Test func `has rows of the whole part in every group`() {
    let rows = 5_000
    let part = DataPart(
      inputs: (0..<rows).map { Float($0) }, rowCount: rows,
      targets: .values((0..<rows).map { $0 < rows / 2 ? 0 : 1 }))
    let facts = DataFacts(
      task: .binary, featureNames: ["x"], targetName: "y", classNames: ["0", "1"], notes: [])
    let empty = DataPart(inputs: [], rowCount: 0, targets: .values([]))
    let jury = LensJury(PreparedData(facts: facts, train: empty, dev: part, test: empty))
    #expect(jury.rowCount == 2_000)
    #expect(jury.groups.reduce(0) { $0 + $1.rowCount } == 2_000)
    for group in jury.groups {
      guard case .values(let targets) = group.targets else {
        Issue.record("\(group.targets)")
        continue
      }
      #expect(abs(targets.reduce(0, +) / Float(targets.count) - 0.5) < 0.02)
    }
  }

  @Test func `tells how far chance carries a difference`() {
    let (mean, error) = LensJury.difference([3, 5, 7, 9], from: [1, 1, 1, 1])
    #expect(mean == 5)
    // The deviation of 2, 4, 6, 8 is √(20/3), over four groups √(20/12).
    #expect(abs((error ?? 0) - (20.0 / 12).squareRoot()) < 1e-12)
    #expect(LensJury.difference([1, 2], from: [0, 0]).standardError == nil)
  }

  @Test func `the course grows by doubling, in multiples of a mini-batch`() {
    let course = LensCourse(judgedRowCount: 114, trainRowCount: 398, batchSize: 16)
    #expect(course.rows.prefix(3) == [0, 48, 96])
    #expect(course.rows[LensCourse.firstFan] == 32 * 48)
    #expect(course.rows[LensCourse.firstFan + 16] == 64 * 48)
    #expect(course.length == 2_048 * 48)
    #expect(course.pointCount == 129)
  }
}
