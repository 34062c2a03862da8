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
}
