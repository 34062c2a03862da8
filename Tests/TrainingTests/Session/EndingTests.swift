import Datasets
import ExperimentModel
import NeuralNetwork
import Testing

@testable import Training

/// Forty rows and labels that no input explains: the dev loss soon rises.
let overfitting = smallConfiguration {
  $0.data.rows = 60
  $0.data.noise = 1
  $0.data.split = SplitShares(train: 0.5, dev: 0.4, test: 0.1)
  $0.network.hidden = [HiddenLayer(units: 40, activation: .relu)]
  $0.training.optimizer.learningRate = 0.05
  $0.training.epochs = 400
  $0.training.earlyStopping = EarlyStopping()
  $0.training.earlyStopping?.patience = 3
}

extension TrainingSession {
  /// The dev loss of the weights that the run leaves.
  func devLoss() throws -> Double? { try figures(of: data.dev)?.loss }

  func figures(of part: borrowing EvaluationPart) throws -> EvaluationMetrics? {
    let network = Network(model.network.shape, batchCapacity: 1)
    try network.load(weights())
    return evaluator.evaluate(network, on: part, Judge(configuration.training, data.prepared))
  }
}

@Suite struct `Early stopping` {
  @Test func `waits for its patience, then leaves the best weights`() throws {
    var session = try makeSession(overfitting)
    let events = session.finish()
    let losses = events.evaluations.compactMap { $0.dev?.loss }
    let best = try #require(losses.min())
    #expect(events.end?.status == .stoppedEarly)
    #expect(losses.firstIndex(of: best) == losses.count - 4)
    #expect(try session.devLoss() == best)
    #expect(
      events.outlines.suffix(2) == [
        "evaluated epoch \(losses.count) at \(losses.count * 4)",
        "ended stopped_early at \(losses.count * 4)",
      ])
  }

  @Test func `leaves the last weights where the best are not wanted`() throws {
    var configuration = overfitting
    configuration.training.earlyStopping?.restoreBest = false
    var session = try makeSession(configuration)
    let losses = session.finish().evaluations.compactMap { $0.dev?.loss }
    #expect(try session.devLoss() == losses.last)
  }

  @Test func `goes on with more patience`() throws {
    var session = try makeSession(overfitting)
    let steps = session.finish().end?.steps ?? 0
    let events = session.obey(.set("training.early_stopping.patience", .integer(8)))
    #expect(events.outlines == ["applied at \(steps): kept", "resumed at \(steps)"])
    #expect(session.isTraining == true)
  }

  @Test func `remembers the best through a change of dropout`() throws {
    var session = try makeSession(overfitting)
    var events = session.makeSteps(40)
    events += session.obey(.set("network.hidden.0.dropout", .real(0.1)), .resume)
    events += session.finish()
    let losses = events.evaluations.compactMap { $0.dev?.loss }
    #expect(try session.devLoss() == losses.min())
  }

  @Test func `needs a fall of the least difference`() throws {
    var configuration = overfitting
    configuration.training.earlyStopping?.minDelta = 10
    var session = try makeSession(configuration)
    let events = session.finish()
    // The first evaluation is better than none; three more are no better by 10.
    #expect(events.evaluations.count == 4)
    #expect(try session.devLoss() == events.evaluations[0].dev?.loss)
  }
}

@Suite struct `A diverging run` {
  private static let wild = smallConfiguration {
    $0.data.source = "plane"
    $0.data.split = SplitShares(train: 0.8, dev: 0, test: 0.2)
    $0.network.hidden = []
    $0.training.optimizer = OptimizerConfiguration(.sgd)
    $0.training.optimizer.learningRate = 1e6
    $0.training.epochs = 50
  }

  @Test func `ends with the loss that is no number, and without a test`() throws {
    var session = try makeSession(Self.wild)
    let events = session.finish()
    let end = try #require(events.end)
    #expect(end.status == .diverged)
    #expect(end.test == nil)
    let samples = events.samples
    #expect(samples.dropLast().allSatisfy { $0.maximum.isFinite && $0.mean.isFinite })
    #expect(samples.last?.mean.isFinite == false)
    #expect(samples.last?.minimum.isFinite == false)
    #expect(samples.last?.firstStep == end.steps + 1)
    #expect(session.isTraining == false)
    #expect(session.obey(.resume, .stepOnce) == [])
    #expect(session.obey(.restart).outlines == ["started"])
    #expect(session.isTraining == true)
  }

  @Test func `is found at an evaluation too`() throws {
    var configuration = Self.wild
    configuration.training.epochs = 1
    configuration.training.batchSize = 16
    configuration.training.optimizer.learningRate = 3e38
    var session = try makeSession(configuration)
    let events = session.finish()
    #expect(events.samples.allSatisfy { $0.mean.isFinite })
    #expect(events.outlines.suffix(2) == ["evaluated epoch 1 at 1", "ended diverged at 1"])
  }
}

@Suite struct `A plateau` {
  @Test func `reduces the rate after more evaluations than its patience`() {
    var schedule = ScheduleConfiguration(.reduceOnPlateau)
    schedule.patience = 2
    schedule.factor = 0.5
    var monitor = PlateauMonitor()
    let factors = [1.0, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.49999].map { loss -> Double in
      monitor.observe(loss, schedule)
      return monitor.factor
    }
    // The last fall is by less than a ten-thousandth.
    #expect(factors == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25])
  }

  @Test func `of another loss begins anew, with the rate as low as it is`() throws {
    var configuration = CheckpointTests.Memory.plateau.configuration
    configuration.training.epochs = 40
    configuration.training.earlyStopping = EarlyStopping()
    configuration.training.earlyStopping?.patience = 100
    var course = try Course(configuration)
    course.train(steps: 300)
    let before = course.state()
    #expect(before.plateau.factor < 1)
    #expect(before.plateau.best.isFinite && before.stopping.best.isFinite)
    course.change(.set("training.loss", .text("binary_crossentropy")))
    #expect(course.state().plateau == before.plateau)
    #expect(course.state().stopping == before.stopping)
    course.change(.set("training.loss", .text("hinge")))
    let after = course.state()
    #expect(after.plateau == PlateauMonitor(factor: before.plateau.factor))
    #expect(after.stopping == EarlyStoppingMonitor())
  }

  @Test func `stays where the schedule changes, and ends with another schedule`() throws {
    var configuration = CheckpointTests.Memory.plateau.configuration
    configuration.training.epochs = 40
    var course = try Course(configuration)
    course.train(steps: 300)
    let before = course.state().plateau
    #expect(before.factor < 1)
    for (name, value) in [
      ("minimum", .real(1e-6)), ("warmup_steps", .integer(3)), ("patience", .integer(4)),
      ("factor", .real(0.7)),
    ] as [(String, HyperparameterValue)] {
      course.change(.set(HyperparameterKey("training.schedule." + name), value))
      #expect(course.state().plateau == before, "\(name)")
    }
    course.change(.set("training.schedule.name", .text("constant")))
    #expect(course.state().plateau == PlateauMonitor())
  }
}
