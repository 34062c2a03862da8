import ExperimentModel
import Testing

@testable import Dashboard

@Suite struct ResumeTests {
  @Test func `a saved session is shown as it was, with its data where it lies now`() throws {
    let facts = try #require(Fixture.running.run.facts)
    var moved = facts.configuration
    moved.data.source = "/there/rows.csv"
    let sample = LossSample(
      firstStep: 1, lastStep: 4, epoch: 0.5, seconds: 1,
      losses: LossRange(minimum: 0.4, maximum: 0.6, mean: 0.5))
    var state = DashboardState(configuration: facts.configuration)
    state.resume([.started(facts), .sampled(sample), .paused(atStep: 4)], inForce: moved)
    #expect(state.run.phase == .paused)
    #expect(state.run.history.end.step == 4)
    #expect(state.run.progress.step == 4)
    #expect(state.settings.inForce == moved)
    #expect(state.settings.wished == moved)
    #expect(!state.settings.isChanged)
  }

  @Test func `the curve of a twin that was taken is the run's, and the twin is gone`() throws {
    let facts = try #require(Fixture.running.run.facts)
    let edit = ConfigurationEdit.set("training.optimizer.learning_rate", .real(0.01))
    let change = ConfigurationChange(id: 1, edit: edit)
    func sample(_ step: Int, _ mean: Double) -> LossSample {
      LossSample(
        firstStep: step, lastStep: step, epoch: Double(step) / 25, seconds: 1,
        losses: LossRange(minimum: mean, maximum: mean, mean: mean))
    }
    let restored = RestoredRun(
      change: change, atStep: 3, shared: SharedCourse(steps: 1, changes: 0, changesOfOther: 0),
      standing: .running, facts: facts)
    var state = DashboardState(configuration: facts.configuration)
    state.resume(
      [
        .started(facts), .sampled(sample(1, 0.5)),
        try Fixture.applied(change, to: facts.configuration, atStep: 1),
        .sampled(sample(2, 0.25)),
        .twin(.started(TwinFacts(change: change, atStep: 1, lastEpoch: 9))),
        .twin(.sampled(sample(2, 0.75))), .twin(.sampled(sample(3, 1))), .twin(.taken(restored)),
        .sampled(sample(4, 2)),
      ], inForce: facts.configuration)
    #expect(state.twin == nil)
    #expect(state.run.ledger.count == 0)
    #expect(state.run.history.batchLoss.recent.map(\.mean) == [0.5, 0.75, 1, 2])
  }
}
