import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

@testable import Training

private func experiment(
  repeats: Int = 3, seed: Int = 1, _ change: (inout ExperimentConfiguration) -> Void = { _ in }
) -> ExperimentConfiguration {
  var configuration = moons()
  configuration.network.hidden[0].dropout = 0.3
  configuration.training.epochs = 6
  configuration.training.seed = seed
  configuration.training.repeats = repeats
  change(&configuration)
  return configuration
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

@Suite struct `A run with repeats` {
  static let edits: [ConfigurationEdit] = [
    .set("training.optimizer.learning_rate", .real(0.05)),
    .set("network.hidden.0.units", .integer(30)),
    .set("training.optimizer.name", .text("sgd")),
    .set("training.batch_size", .integer(50)),
    .insertLayer(HiddenLayer(units: 8), at: 1),
  ]

  @Test func `finds the data of all its networks where it lies now`() throws {
    var course = try Course(experiment())
    var checkpoint = course.session.checkpoint()
    checkpoint.moveData { "/elsewhere/" + $0 }
    #expect(checkpoint.ledger.base.data.source == "/elsewhere/moons")
    for (index, copy) in checkpoint.copies.enumerated() {
      #expect(copy.configuration == checkpoint.configuration.copy(index + 1))
    }
    #expect(checkpoint.copies.count == 2)
    #expect(checkpoint.configuration.data.source == "/elsewhere/moons")
  }

  @Test(arguments: edits)
  func `trains, to the bit, what runs of its seeds train, changes included`(
    edit: ConfigurationEdit
  ) throws {
    func run(_ configuration: ExperimentConfiguration) throws -> Course {
      var course = try Course(configuration)
      course.train(steps: 23)
      course.change(edit)
      course.trainToEnd()
      return course
    }
    let together = try run(experiment())
    var alone: [[TrainerEvent]] = []
    for (index, seed) in [1, 2, 3].enumerated() {
      let single = try run(experiment(repeats: 1, seed: seed))
      let weights =
        index == 0
        ? together.session.weights() : together.session.copies[index - 1].session.weights()
      #expect(weights == single.session.weights())
      alone.append(single.events)
    }
    #expect(together.events.evaluations.count == alone[0].evaluations.count)
    #expect(together.events.evaluations.count > 1)
    for (index, report) in together.events.evaluations.enumerated() {
      let reports = alone.map { $0.evaluations[index] }
      #expect(abs(report.train.loss - mean(reports.map(\.train.loss))) < 1e-12)
      let errors = reports.compactMap { $0.dev?.error }
      #expect(abs((report.dev?.error ?? 9) - mean(errors)) < 1e-12)
      let spread = try #require(report.dev?.repeats)
      #expect(spread.count == 3)
      let error = try #require(spread.error)
      #expect(abs(error.minimum - (errors.min() ?? 9)) < 1e-12)
      #expect(abs(error.maximum - (errors.max() ?? 9)) < 1e-12)
    }
    #expect(together.events.samples.count == alone[0].samples.count)
    for (index, sample) in together.events.samples.enumerated() {
      let samples = alone.map { $0.samples[index] }
      #expect(sample.lastStep == samples[0].lastStep)
      #expect(abs(sample.mean - mean(samples.map(\.mean))) < 1e-12)
      #expect(sample.minimum == samples.map(\.minimum).min())
      #expect(sample.maximum == samples.map(\.maximum).max())
    }
    #expect(together.events.reports == alone[0].reports)
    #expect(together.events.end?.test?.repeats?.count == 3)
  }

  @Test(arguments: edits)
  func `is undone with all its networks`(edit: ConfigurationEdit) throws {
    var untouched = try Course(experiment())
    untouched.train(steps: 23)
    untouched.forgetEvents()
    untouched.trainToEnd()
    var course = try Course(experiment())
    course.train(steps: 23)
    course.change(edit)
    course.train(steps: 9)
    course.command(.undo)
    course.forgetEvents()
    course.trainToEnd()
    #expect(course.events == untouched.events)
    #expect(course.state() == untouched.state())
  }

  @Test func `goes on from the bytes of a checkpoint`() throws {
    var first = try Course(experiment())
    first.train(steps: 23)
    let bytes = CheckpointFile.bytes(of: first.state())
    var second = try Course(experiment(repeats: 1))
    try second.session.restore(try CheckpointFile.checkpoint(in: bytes))
    first.forgetEvents()
    second.forgetEvents()
    first.trainToEnd()
    second.trainToEnd()
    #expect(second.events == first.events)
    #expect(second.state() == first.state())
    let end = CheckpointFile.bytes(of: first.state())
    #expect(try CheckpointFile.checkpoint(in: end) == first.state())
  }

  @Test func `can give the state of its first network without the others`() throws {
    var course = try Course(experiment())
    course.train(steps: 5)
    var (all, first) = (course.session.checkpoint(), course.session.checkpointWithoutCopies())
    #expect(!all.copies.isEmpty)
    all.copies = []
    first.trainingSeconds = all.trainingSeconds
    #expect(first == all)
  }

  @Test func `is refused a checkpoint whose networks are not those of its seeds`() throws {
    var course = try Course(experiment())
    let good = course.state()
    func refuses(_ change: (inout SessionCheckpoint) -> Void) -> Bool {
      var state = good
      change(&state)
      do {
        try course.session.restore(state)
        return false
      } catch {
        return true
      }
    }
    #expect(refuses { $0.copies.removeLast() })
    #expect(refuses { $0.copies.swapAt(0, 1) })
    #expect(refuses { $0.copies[1].network.removeLast() })
    #expect(!refuses { _ in })
  }

  @Test func `ends when its first network does, each with its own best`() throws {
    func stopping(_ configuration: inout ExperimentConfiguration) {
      configuration.training.epochs = 200
      configuration.training.optimizer.learningRate = 0.05
      configuration.training.earlyStopping = EarlyStopping()
      configuration.training.earlyStopping?.patience = 3
    }
    var together = try Course(experiment(stopping))
    together.trainToEnd()
    var first = try Course(experiment(repeats: 1, stopping))
    first.trainToEnd()
    #expect(together.events.end?.status == .stoppedEarly)
    #expect(together.events.end?.steps == first.events.end?.steps)
    #expect(together.session.weights() == first.session.weights())
    #expect(together.session.copies.count == 2)
    for copy in together.session.copies {
      let left = copy.session.weights()
      copy.session.model.network.state.copy(from: copy.session.stopping.bestState.span)
      #expect(left == copy.session.model.network.weightTensors())
    }
    let end = try #require(together.events.end)
    #expect(end.dev?.repeats?.count == together.session.copies.count + 1)
    let best =
      [together.session.stopping.best] + together.session.copies.map { $0.session.stopping.best }
    #expect(end.dev?.loss == best.mean)
  }

  @Test func `goes on with all networks when it gets more to do`() throws {
    var course = try Course(experiment())
    course.trainToEnd()
    course.change(.set("training.epochs", .integer(8)))
    course.trainToEnd()
    var whole = try Course(experiment { $0.training.epochs = 8 })
    whole.trainToEnd()
    #expect(course.session.weights() == whole.session.weights())
    #expect([course.session.copies.count, whole.session.copies.count] == [2, 2])
    for (one, other) in zip(course.session.copies, whole.session.copies) {
      #expect(one.session.weights() == other.session.weights())
    }
  }

  @Test func `tells the mean of those that have not diverged`() throws {
    var course = try Course(experiment())
    course.train(steps: 9)
    let network = course.session.copies[0].session.model.network.state.count
    course.session.copies[0].session.model.network.state.copy(
      from: [Float](repeating: .infinity, count: network).span)
    course.forgetEvents()
    course.trainToEnd()
    #expect(course.events.end?.status == .completed)
    #expect(!course.events.evaluations.isEmpty && !course.events.samples.isEmpty)
    for report in course.events.evaluations {
      #expect(report.train.repeats?.count == 2)
      #expect(report.train.loss.isFinite)
    }
    #expect(course.events.samples.allSatisfy { $0.mean.isFinite })
  }

  @Test func `leaves out of a mean what is not finite, unless it is the first`() {
    func metrics(_ loss: Double) -> EvaluationMetrics {
      EvaluationMetrics(loss: loss, task: .regression(rmse: loss, mae: 2, r2: 0.5))
    }
    let mean = EvaluationMetrics.mean(of: metrics(1), and: [metrics(.nan), nil, metrics(3)])
    #expect(mean.loss == 2)
    #expect(mean.task == .regression(rmse: 2, mae: 2, r2: 0.5))
    #expect(mean.repeats?.count == 2)
    #expect(mean.repeats?.loss.deviation == 2.0.squareRoot())
    #expect(EvaluationMetrics.mean(of: metrics(.infinity), and: [metrics(3)]).repeats == nil)
    let undefined = EvaluationMetrics(loss: 1, task: .regression(rmse: 1, mae: 1, r2: nil))
    let mean2 = EvaluationMetrics.mean(of: undefined, and: [undefined])
    #expect(mean2.task == undefined.task)
    #expect(mean2.repeats?.count == 2 && mean2.repeats?.error == nil)
    #expect(EvaluationMetrics.mean(of: metrics(1), and: []) == metrics(1))
  }

  @Test func `begins anew with other repeats`() throws {
    var course = try Course(experiment())
    course.train(steps: 9)
    course.change(.set("training.repeats", .integer(2)))
    #expect(course.session.step == 0)
    #expect(course.session.copies.count == 1)
    course.command(.undo)
    #expect(course.session.step == 9)
    #expect(course.session.copies.count == 2)
  }

  @Test func `is compared with its twin over rows and seeds`() throws {
    func rows(_ repeats: Int) throws -> RowErrors {
      var course = try Course(experiment(repeats: repeats))
      course.session.judgesRows = true
      course.trainToEnd()
      return try #require(course.session.takeJudgedRows().last)
    }
    let (one, three) = (try rows(1), try rows(3))
    #expect(one.networks.isEmpty)
    #expect(three.networks.count == 3)
    #expect(abs(three.networks[0].loss - one.losses.reduce(0) { $0 + Double($1) / 40 }) < 1e-6)
    var shifted = three
    for index in shifted.networks.indices { shifted.networks[index].loss += Double(index) }
    let comparison = try #require(shifted.comparison(with: three))
    // No row differs; of the seeds the differences are 0, 1 and 2.
    #expect(comparison.loss.mean == 0)
    #expect(abs(comparison.loss.standardError - 1 / 3.0.squareRoot()) < 1e-9)
    #expect(comparison.error?.standardError == 0)
  }

  @Test func `holds to its seeds where these end`() {
    let last = experiment(seed: Int(Int32.max))
    #expect(last.copy(1).training.seed == 0)
    #expect(last.copy(1).problems.isEmpty)
  }
}
