import Datasets
import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

@testable import Training

@Suite struct `Surgery in a session` {
  static let edits: [ConfigurationEdit] = [
    .set("network.hidden.0.units", .integer(30)),
    .set("network.hidden.0.units", .integer(3)),
    .set("network.hidden.1.activation", .text("sigmoid")),
    .set("network.hidden.0.batch_norm", .flag(true)),
    .set("training.optimizer.name", .text("nadam")),
    .insertLayer(HiddenLayer(units: 5), at: 2),
    .insertLayer(HiddenLayer(units: 9, activation: .tanh), at: 1),
    .insertLayer(HiddenLayer(units: 2, batchNorm: true), at: 0),
    .removeLayer(at: 0),
    .removeLayer(at: 1),
  ]

  private static func started() throws -> Course {
    var course = try Course(moons())
    course.train(steps: 31)
    course.forgetEvents()
    return course
  }

  private static func report(_ course: borrowing Course) throws -> SurgeryReport {
    let consequences = course.events.compactMap { $0.appliedChange?.consequence }
    guard case .operated(let report) = try #require(consequences.last) else {
      throw MissingReport()
    }
    return report
  }

  private struct MissingReport: Error {}

  @Test func `gives the same bits each time`() throws {
    var runs: [(SessionCheckpoint, [TrainerEvent])] = []
    for _ in 0..<2 {
      var course = try Self.started()
      for edit in Self.edits {
        course.change(edit)
        course.train(steps: 7)
      }
      runs.append((course.state(), course.events))
    }
    #expect(runs[0].0 == runs[1].0)
    #expect(runs[0].1 == runs[1].1)
    #expect(runs[0].1.count > 80)
  }

  @Test(
    arguments: [
      .set("network.hidden.0.units", .integer(30)),
      .set("network.hidden.0.batch_norm", .flag(true)),
      .insertLayer(HiddenLayer(units: 5), at: 2),
    ] as [ConfigurationEdit])
  func `that leaves the outputs leaves the loss`(edit: ConfigurationEdit) throws {
    var course = try Self.started()
    course.change(edit)
    let report = try Self.report(course)
    #expect(report.outcome == .outputsKept)
    let (before, after) = (try #require(report.lossBefore), try #require(report.lossAfter))
    #expect(abs(after - before) < 1e-6 * before)
  }

  @Test func `tells the loss of the dev part just before and just after`() throws {
    var course = try Self.started()
    course.train(steps: 5)
    let last = try #require(course.events.evaluations.last)
    course.change(.set("network.hidden.0.units", .integer(2)))
    let report = try Self.report(course)
    #expect(report.outcome == .unitsRemoved(6))
    #expect(report.lossBefore == last.dev?.loss)
    course.change(.set("network.hidden.1.activation", .text("linear")))
    let next = try Self.report(course)
    #expect(next.outcome == .activationSwitched)
    #expect(next.lossBefore == report.lossAfter)
    #expect(next.lossAfter != next.lossBefore)
  }

  @Test func `looks at the training part where there is no other`() throws {
    var configuration = moons()
    configuration.data.split = SplitShares(train: 1, dev: 0, test: 0)
    var course = try Course(configuration)
    course.train(steps: 13)
    let last = try #require(course.events.evaluations.last)
    course.change(.removeLayer(at: 1))
    let report = try Self.report(course)
    #expect(report.outcome == .curvatureLost(.relu))
    #expect(report.lossBefore == last.train.loss)
  }

  @Test func `of the optimizer tells what its memory keeps and of no loss`() throws {
    var course = try Self.started()
    let weights = course.session.weights()
    course.change(.set("training.optimizer.name", .text("rmsprop")))
    #expect(try Self.report(course) == SurgeryReport(.optimizerSwitched(kept: [.meanSquare])))
    #expect(course.session.weights() == weights)
  }

  @Test func `of dropout is none`() throws {
    var course = try Self.started()
    let state = course.state()
    course.change(.set("network.hidden.0.dropout", .real(0.5)))
    #expect(course.state().network == state.network)
    #expect(course.state().optimizer == state.optimizer)
    let applied = try #require(course.events.last?.appliedChange)
    #expect(applied.consequence == .kept)
  }

  @Test func `forgets the best weights of another shape`() throws {
    var configuration = moons()
    configuration.training.earlyStopping = EarlyStopping()
    var course = try Course(configuration)
    course.train(steps: 20)
    #expect(!course.session.stopping.bestState.isEmpty)
    course.change(.set("network.hidden.0.units", .integer(9)))
    #expect(course.session.stopping == EarlyStoppingMonitor())
    course.trainToEnd()
    #expect(course.session.stopping.bestState.count == course.session.model.network.state.count)
  }

  @Test func `goes on learning`() throws {
    var course = try Self.started()
    for edit in Self.edits { course.change(edit) }
    let report = try Self.report(course)
    course.trainToEnd()
    let last = try #require(course.events.evaluations.last)
    #expect(try #require(last.dev?.loss) < 0.9 * (try #require(report.lossAfter)))
  }
}

@Suite struct `The rows that surgery looks at` {
  @Test func `are evenly spaced and no more than the limit`() {
    let part = DataPart(
      inputs: (0..<2_000).map { Float($0) }, rowCount: 1_000,
      targets: .values((0..<1_000).map { Float($0) }))
    let sample = part.sample(rowLimit: 250, columns: 2)
    #expect(sample.rowCount == 250)
    guard case .dense(let all) = part.inputs, case .dense(let some) = sample.inputs,
      case .values(let targets) = part.targets, case .values(let picked) = sample.targets
    else {
      Issue.record("rows in memory")
      return
    }
    for row in [0, 1, 99, 249] {
      #expect(some[2 * row] == all[8 * row] && some[2 * row + 1] == all[8 * row + 1])
      #expect(picked[row] == targets[4 * row])
    }
    #expect(part.sample(rowLimit: 2_048, columns: 2).rowCount == 1_000)
  }
}
