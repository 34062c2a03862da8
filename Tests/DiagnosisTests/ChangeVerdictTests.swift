import Diagnosis
import ExperimentModel
import Testing

private func comparison(_ mean: Double, _ standardError: Double) -> TwinComparison {
  TwinComparison(
    epoch: 1, loss: PairedDifference(mean: -mean, standardError: 0, rows: 114),
    error: PairedDifference(mean: mean, standardError: standardError, rows: 114))
}

@Suite struct `A change beside its twin` {
  @Test(arguments: [
    (-0.05, 0.02, ChangeVerdict.helped), (-0.05, 0.03, .noEffect), (0.05, 0.03, .noEffect),
    (0.05, 0.02, .worse), (0, 0, .noEffect), (0.01, 0, .worse), (.nan, 0, .noEffect),
  ])
  func `is judged by what the dev error differs, beyond two standard errors`(
    mean: Double, standardError: Double, verdict: ChangeVerdict
  ) {
    var judge = ChangeJudge()
    for _ in 1...2 { judge.hear(comparison(mean, standardError)) }
    #expect(judge.verdict == verdict)
  }

  @Test func `has no verdict where its error is undefined`() {
    var judge = ChangeJudge()
    var undefined = comparison(0, 0)
    undefined.error = nil
    for _ in 1...3 { judge.hear(undefined) }
    #expect(judge.verdict == nil)
    #expect(judge.latest == undefined)
  }

  @Test func `is judged when two looks in a row agree`() {
    var judge = ChangeJudge()
    judge.hear(comparison(-0.05, 0.01))
    #expect(judge.verdict == nil)
    judge.hear(comparison(0.05, 0.01))
    #expect(judge.verdict == nil)
    judge.hear(comparison(0.06, 0.01))
    #expect(judge.verdict == .worse)
    judge.hear(comparison(0, 0.01))
    #expect(judge.verdict == .worse)
    #expect(judge.latest == comparison(0, 0.01))
  }
}
