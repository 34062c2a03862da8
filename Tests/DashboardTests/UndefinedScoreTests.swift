import Diagnosis
import ExperimentModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `A regression with one dev row` {
  private static func metrics(_ r2: Double?) -> EvaluationMetrics {
    EvaluationMetrics(loss: 3, task: .regression(rmse: 4, mae: 3, r2: r2))
  }

  private static func state(train: Double?, dev: Double?) -> DashboardState {
    var facts = Fixture.facts()
    facts.data.task = .regression
    facts.data.classNames = []
    var state = Fixture.idle
    let reports = (1...3).map { epoch in
      TrainerEvent.evaluated(
        EpochReport(
          epoch: epoch, step: epoch * 25, train: metrics(train), dev: metrics(dev), seconds: 1))
    }
    _ = state.apply(.trainer([.started(facts)] + reports))
    return state
  }

  private static func text(_ state: DashboardState, _ pane: Pane? = nil) -> String {
    var state = state
    if let pane {
      state.view.focus = pane
      state.view.isZoomed = true
    }
    let screen = state.screen(size: Size(columns: 120, rows: 40))
    return (0..<40).map { screen.row($0).map(\.text).joined() }.joined(separator: "\n")
  }

  @Test func `has no verdict, and says why`() {
    let state = Self.state(train: 0.5, dev: nil)
    #expect(state.run.judge.latest == nil)
    #expect(state.run.history.devScore.isEmpty)
    #expect(!state.run.history.trainScore.isEmpty)
    #expect(
      Self.text(state, .diagnosis).contains("R² needs two dev rows whose targets differ: raise"))
  }

  @Test func `has no curve where no R² is defined, and says why`() {
    let state = Self.state(train: nil, dev: nil)
    #expect(Self.text(state, .score).contains("R² needs two rows whose targets differ"))
    #expect(!Self.text(Self.state(train: 0.5, dev: nil), .score).contains("R² needs"))
  }

  @Test func `has a dash for the R² of one test row`() {
    var state = Self.state(train: 0.5, dev: 0.25)
    var end = RunEnd(
      status: .completed, epochs: 3, steps: 75, samples: 75, trainingSeconds: 1,
      test: Self.metrics(nil))
    end.weights = .best(epoch: 2)
    _ = state.apply(.trainer([.ended(end)]))
    #expect(Self.text(state).contains("R² –, RMSE 4 on test, epoch 2"))
  }

  @Test func `has a twin that is compared by its loss alone`() throws {
    var state = try TwinTests.accompanied([
      TwinComparison(
        epoch: 17, loss: PairedDifference(mean: -0.113, standardError: 0.02, rows: 1), error: nil)
    ])
    state.view.focus = .twin
    let text = Self.text(state)
    #expect(text.contains("dev error R² needs two rows that differ"))
    #expect(text.contains("dev loss"))
  }
}

@Suite struct `The end of a run` {
  @Test func `that is told again has other figures and no other message`() throws {
    var state = Fixture.running
    _ = state.apply(.trainer([Fixture.end(.completed)]))
    state.notice = nil
    var again = RunEnd(
      status: .completed, epochs: 25, steps: 625, samples: 9_950, trainingSeconds: 0.05, test: nil)
    again.weights = .best(epoch: 3)
    _ = state.apply(.trainer([.ended(again)]))
    #expect(state.run.phase == .ended(again))
    #expect(state.notice == nil)
  }
}
