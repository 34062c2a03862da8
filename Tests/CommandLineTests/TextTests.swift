import ExperimentModel
import Testing

@testable import nn_tui

@Suite struct TextTests {
  private let classes = EvaluationMetrics(
    loss: 0.0111, task: .classification(accuracy: 0.98765, macroF1: 0.9812))
  private let numbers = EvaluationMetrics(
    loss: 0.5, task: .regression(rmse: 54.321, mae: 43.21, r2: 0.4876))

  private let facts = {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = [HiddenLayer(units: 8, activation: .relu)]
    return RunFacts(
      configuration: configuration, parameterCount: 67, rows: PartRows(train: 3, dev: 2, test: 1),
      data: DataFacts(
        task: .multiclass, featureNames: ["a", "b", "c", "d"], targetName: "y",
        classNames: ["one", "two", "three"], notes: []),
      threads: 1)
  }()

  @Test func `the summary of classes has a row a part`() {
    let end = end(.completed, train: classes, dev: classes, test: classes)
    let expected = """
      Completed after 60 epochs and 1,500 steps in 0.05 s (30k steps/s)
      4 → 8 relu → 3, 67 parameters
                  loss   accuracy   macro F1
      train     0.0111    98.77 %     0.9812
      dev       0.0111    98.77 %     0.9812
      test      0.0111    98.77 %     0.9812

      """
    #expect(RunSummary(end: end, facts: facts).text == expected)
  }

  private func end(
    _ status: RunStatus, train: EvaluationMetrics?, dev: EvaluationMetrics? = nil,
    test: EvaluationMetrics? = nil
  ) -> RunEnd {
    var end = RunEnd(
      status: status, epochs: 60, steps: 1_500, samples: 23_880, trainingSeconds: 0.05,
      test: test)
    (end.train, end.dev) = (train, dev)
    return end
  }

  @Test func `the summary says which weights it is of, where early stopping leaves a choice`() {
    var facts = facts
    facts.configuration.training.earlyStopping = EarlyStopping()
    func line(_ weights: FinalWeights) -> Substring? {
      var end = end(.completed, train: classes)
      end.weights = weights
      return RunSummary(end: end, facts: facts).text.split(separator: "\n").dropFirst(2).first
    }
    #expect(line(.best(epoch: 17)) == "Best weights, of epoch 17")
    #expect(line(.best(epoch: nil)) == "Best weights, of an earlier epoch")
    #expect(line(.last) == "Last weights, of step 1,500")
    facts.configuration.training.repeats = 3
    #expect(line(.best(epoch: 17)) == "Best weights of each seed, of the first from epoch 17")
  }

  @Test func `the summary has a dash for an R² that is undefined, and the reason`() {
    let one = EvaluationMetrics(loss: 0.5, task: .regression(rmse: 54.321, mae: 54.321, r2: nil))
    let expected = """
      Completed after 60 epochs and 1,500 steps in 0.05 s (30k steps/s)
      4 → 8 relu → 3, 67 parameters
                  loss       rmse        mae         R²
      train        0.5      54.32      43.21     0.4876
      test         0.5      54.32      54.32          –
      –: R² needs two rows whose targets differ.

      """
    #expect(
      RunSummary(end: end(.completed, train: numbers, test: one), facts: facts).text == expected)
  }

  @Test func `the summary of numbers leaves out parts that are not there`() {
    var end = RunEnd(
      status: .stoppedEarly, epochs: 1, steps: 1, samples: 1, trainingSeconds: 0, test: nil)
    end.train = numbers
    let expected = """
      Stopped early after 1 epoch and 1 step in 0.00 s
      4 → 8 relu → 3, 67 parameters
                  loss       rmse        mae         R²
      train        0.5      54.32      43.21     0.4876

      """
    #expect(RunSummary(end: end, facts: facts).text == expected)
  }

  @Test func `of several seeds the summary tells the means and how far apart they are`() {
    func repeated(_ metrics: EvaluationMetrics, _ count: Int) -> EvaluationMetrics {
      var metrics = metrics
      let spread = ValueSpread(minimum: 0.1, maximum: 0.2, deviation: 0.0123)
      metrics.repeats = RepeatSpread(count: count, loss: spread, error: spread)
      return metrics
    }
    var facts = facts
    facts.configuration.training.repeats = 3
    func text(_ metrics: EvaluationMetrics) -> String {
      RunSummary(end: end(.completed, train: metrics), facts: facts).text
    }
    let expected = """
      Completed after 60 epochs and 1,500 steps in 0.05 s (30k steps/s)
      4 → 8 relu → 3, 67 parameters
      Means of 3 seeds, ± the standard deviation over them
                  loss   accuracy   macro F1 ± accuracy
      train     0.0111    98.77 %     0.9812     1.23 %

      """
    #expect(text(repeated(classes, 3)) == expected)
    #expect(text(repeated(numbers, 2)).contains("Means of 2 of 3 seeds, "))
    #expect(text(repeated(numbers, 2)).contains("     0.4876     0.0123\n"))
  }

  @Test func `a run without evaluations is summed up without a table`() {
    let end = RunEnd(
      status: .diverged, epochs: 0, steps: 3, samples: 48, trainingSeconds: 1, test: nil)
    #expect(
      RunSummary(end: end, facts: facts).text
        == "Diverged, the loss is no longer finite, after 0 epochs and 3 steps in 1.00 s"
        + " (3 steps/s)\n4 → 8 relu → 3, 67 parameters\n")
  }

  @Test func `progress tells the dev part's metric, the rate and the time left`() {
    var progress = TrainingProgress()
    progress.epoch = 12
    progress.epochs = 60
    progress.stepsPerEpoch = 25
    progress.step = 300
    progress.stepsPerSecond = 600
    let report = EpochReport(epoch: 12, step: 300, train: numbers, dev: classes, seconds: 1)
    #expect(
      ProgressText.line(progress, report)
        == "epoch 12 of 60, 2.00 s left, 600 steps/s, loss 0.5, dev 0.0111, accuracy 98.8 %")
  }

  @Test func `progress before the first evaluation tells the mini-batch's loss`() {
    var progress = TrainingProgress()
    progress.epochs = 1_000
    progress.step = 1
    progress.loss = 0.75
    #expect(ProgressText.line(progress, nil) == "epoch 0 of 1,000, loss 0.75")
  }

  @Test func `columns begin under one another, also behind wide characters`() {
    #expect(
      TextColumns.lines([["a", "1", "x y"], ["数", "22", "z"]], numbers: [1])
        == "a    1  x y\n数  22  z\n")
  }

  @Test func `columns cannot steer the terminal`() {
    #expect(TextColumns.lines([["a\u{1B}[m", "b"]]) == "a\\u{1b}[m  b\n")
  }

  @Test func `words wrap at the width and go on under the first`() {
    #expect(
      TextColumns.wrapped(["aaa", "bb", "cccc", "d"], indent: 2, columns: 8)
        == "aaa bb\n  cccc d")
    #expect(TextColumns.wrapped(["aaa", "bbb"], indent: 2, columns: 8) == "aaa\n  bbb")
    #expect(TextColumns.wrapped([], indent: 2) == "")
  }
}
