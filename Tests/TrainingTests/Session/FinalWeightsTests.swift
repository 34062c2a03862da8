import Datasets
import ExperimentModel
import Files
import Testing

@testable import Training

@Suite struct `The weights that a run leaves` {
  /// More patience than epochs, so that the run ends in another way.
  private static func patient(
    _ change: (inout ExperimentConfiguration) -> Void = { _ in }
  ) -> ExperimentConfiguration {
    var configuration = overfitting
    configuration.training.earlyStopping?.patience = 1_000
    configuration.training.epochs = 40
    change(&configuration)
    return configuration
  }

  /// Checks that all figures of the end are those of the weights, and of the best evaluation.
  private func expectBest(
    _ session: borrowing TrainingSession, _ evaluations: [EpochReport], _ end: RunEnd?
  ) throws {
    let end = try #require(end)
    let best = try #require(evaluations.min { $0.dev?.loss ?? 0 < $1.dev?.loss ?? 0 })
    #expect(best.epoch < end.epochs)
    #expect(end.weights == .best(epoch: best.epoch))
    #expect(end.train == best.train)
    #expect(end.dev == best.dev)
    #expect(try session.figures(of: session.data.train) == end.train)
    #expect(try session.figures(of: session.data.dev) == end.dev)
    #expect(try session.figures(of: session.data.test) == end.test)
  }

  @Test func `are the best ones after the last epoch`() throws {
    var session = try makeSession(Self.patient())
    let events = session.finish()
    #expect(events.end?.status == .completed)
    try expectBest(session, events.evaluations, events.end)
  }

  @Test func `are the best ones after a stop within an epoch`() throws {
    var session = try makeSession(Self.patient())
    let events = session.makeSteps(4 * 30 + 1) + session.obey(.stop)
    #expect(events.end?.status == .stopped)
    #expect(events.end?.steps == 121)
    try expectBest(session, events.evaluations, events.end)
  }

  @Test func `are the best finite ones after a divergence`() throws {
    var session = try makeSession(Self.patient())
    var events = session.makeSteps(4 * 20)
    events += session.obey(
      .set("training.optimizer.name", .text("sgd")),
      .set("training.optimizer.learning_rate", .real(1e30)), .resume)
    events += session.finish()
    #expect(events.end?.status == .diverged)
    try expectBest(session, events.evaluations.filter(\.train.loss.isFinite), events.end)
    #expect(session.weights().allSatisfy { $0.values.allSatisfy(\.isFinite) })
  }

  @Test func `are the last ones without a wish for the best, with their own figures`() throws {
    let configuration = Self.patient { $0.training.earlyStopping?.restoreBest = false }
    var session = try makeSession(configuration)
    let events = session.makeSteps(4 * 10 + 1) + session.obey(.stop)
    let end = try #require(events.end)
    #expect(end.weights == .last)
    #expect(end.dev != events.evaluations.last?.dev)
    #expect(try session.figures(of: session.data.train) == end.train)
    #expect(try session.figures(of: session.data.dev) == end.dev)
    #expect(try session.figures(of: session.data.test) == end.test)
  }

  @Test func `have no bearing on a run that continues after its end`() throws {
    var whole = try makeSession(Self.patient { $0.training.epochs = 60 })
    let expected = whole.finish()
    var session = try makeSession(Self.patient())
    _ = session.finish()
    _ = session.obey(.set("training.epochs", .integer(60)))
    let events = session.finish()
    #expect(events.losses == Array(expected.losses.suffix(events.losses.count)))
    #expect(events.evaluations.map(\.dev) == expected.evaluations.suffix(20).map(\.dev))
    #expect(session.weights() == whole.weights())
  }

  @Test func `come back with a checkpoint of the end, through bytes`() throws {
    var session = try makeSession(Self.patient())
    let end = session.finish().end
    let bytes = CheckpointFile.bytes(of: session.checkpoint())
    let checkpoint = try CheckpointFile.checkpoint(in: bytes)
    let data = try DatasetLoader().load(session.configuration.data)
    let resumed = try TrainingSession.resuming(
      checkpoint, data: data, options: SessionOptions())
    #expect(resumed.ending == end)
    #expect(resumed.weights() == session.weights())
  }

  @Test func `are evaluated again where a change at the end makes others of them`() throws {
    var session = try makeSession(Self.patient())
    _ = session.finish()
    let name = session.obey(.set("training.batch_size", .integer(4)))
    #expect(name.end == nil)
    let last = session.obey(.set("training.early_stopping.restore_best", .flag(false)))
    #expect(last.end?.weights == .last)
    #expect(try session.figures(of: session.data.test) == last.end?.test)
    #expect(session.ending == last.end)
    let wider = session.obey(.set("network.hidden.0.units", .integer(12)))
    #expect(try session.figures(of: session.data.dev) == wider.end?.dev)
    #expect(wider.end?.status == .completed)
  }
}
