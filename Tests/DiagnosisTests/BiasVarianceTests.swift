import Diagnosis
import ExperimentModel
import Testing

@Suite struct BiasVarianceTests {
  // The four examples of Ng, Machine Learning Yearning, chapter 20, against a target of 0.
  @Test(
    arguments: [
      (0.01, 0.11, BiasVarianceVerdict.highVariance), (0.15, 0.16, .highBias), (0.15, 0.30, .both),
      (0.005, 0.01, .good),
    ], [1_000, 10_000])
  func `the four examples of the book are told apart`(
    example: (Double, Double, BiasVarianceVerdict), rows: Int
  ) {
    let errors = Self.errors(train: example.0, dev: example.1, rows: rows)
    #expect(errors.verdict() == example.2)
  }

  @Test func `few dev rows cannot tell a difference that many can`() {
    #expect(Self.errors(train: 0.005, dev: 0.04, rows: 114).verdict() == .cannotTell)
    #expect(Self.errors(train: 0.005, dev: 0.04, rows: 10_000).verdict() == .highVariance)
  }

  @Test func `bias is measured from the target`() {
    var errors = Self.errors(train: 0.15, dev: 0.16, rows: 5_000)
    errors.target = 0.145
    #expect(errors.verdict() == .good)
    #expect(abs(errors.avoidableBias - 0.005) < 1e-12)
    #expect(abs(errors.variance - 0.01) < 1e-12)
  }

  @Test func `the standard error of a rate is the binomial one`() {
    #expect(abs(ErrorEstimate(0.04, rows: 114).standardError - 0.018_353_3) < 1e-6)
    #expect(ErrorEstimate(0.2, rows: 0).standardError == .infinity)
  }

  // 20,000 draws of 200 normal rows, predicted with R² 0.75, had a deviation of 1 − R² of 0.0315;
  // the large-sample form says 2 · 0.866 · 0.25 / √200.
  @Test func `the standard error of unexplained variance follows the large sample form`() {
    let high = ErrorEstimate(0.25, rows: 200, kind: .unexplainedVariance)
    #expect(abs(high.standardError - 0.030_618_6) < 1e-6)
    let low = ErrorEstimate(1.1, rows: 200, kind: .unexplainedVariance)
    #expect(abs(low.standardError - 0.11) < 1e-9)
  }

  @Test func `errors that are not numbers tell nothing`() {
    #expect(Self.errors(train: .nan, dev: 0.1, rows: 100).verdict() == .cannotTell)
  }

  static func errors(train: Double, dev: Double, rows: Int) -> BiasVariance {
    BiasVariance(
      target: 0, train: ErrorEstimate(train, rows: 4 * rows), dev: ErrorEstimate(dev, rows: rows))
  }
}

@Suite struct BiasVarianceJudgeTests {
  private let biased = BiasVarianceTests.errors(train: 0.15, dev: 0.16, rows: 1_000)
  private let varied = BiasVarianceTests.errors(train: 0.01, dev: 0.11, rows: 1_000)

  @Test func `it speaks after two evaluations in a row`() {
    var judge = BiasVarianceJudge()
    judge.hear(biased)
    #expect(judge.verdict == nil)
    judge.hear(varied)
    #expect(judge.verdict == nil)
    judge.hear(varied)
    #expect(judge.verdict == .highVariance)
  }

  @Test func `one evaluation of another kind does not change its mind`() {
    var judge = BiasVarianceJudge()
    for errors in [biased, biased, varied] { judge.hear(errors) }
    #expect(judge.verdict == .highBias)
    #expect(judge.latest == varied)
  }

  @Test func `another target is judged at once`() {
    var judge = BiasVarianceJudge()
    judge.hear(biased)
    judge.hear(biased)
    judge.retarget(0.145)
    #expect(judge.latest?.target == 0.145)
    #expect(judge.verdict == .good)
  }
}

@Suite struct RemedyTests {
  @Test(arguments: BiasVarianceVerdict.allCases)
  func `every remedy names a field that there is, or the layers`(verdict: BiasVarianceVerdict) {
    var linear = ExperimentConfiguration()
    linear.network.hidden = []
    for configuration in [ExperimentConfiguration(), linear] {
      let keys = Set(Hyperparameter.all(in: configuration).map(\.key))
      for remedy in Remedy.all(against: verdict, in: configuration) {
        #expect(
          remedy.key.map { keys.contains($0) || $0 == "network.hidden" } ?? false, "\(remedy.title)"
        )
      }
    }
  }

  @Test func `against bias comes a larger network first, against variance more rows`() {
    let configuration = ExperimentConfiguration()
    let bias = Remedy.all(against: .highBias, in: configuration)
    #expect(bias.first?.key == .layer(0, "units"))
    #expect(bias.map(\.key)[1] == "training.epochs")
    #expect(!bias.contains { $0.title == "less regularisation" })
    let variance = Remedy.all(against: .highVariance, in: configuration)
    #expect(variance.map(\.key).prefix(2) == ["data.split.train", "training.regularization.l2"])
  }

  @Test func `less regularisation is proposed where there is some`() {
    var configuration = ExperimentConfiguration()
    configuration.training.l2 = 0.01
    let keys = Remedy.all(against: .highBias, in: configuration).map(\.key)
    #expect(keys.contains("training.regularization.l2"))
  }

  @Test func `the luck of seeds adds to that of rows`() {
    let one = ErrorEstimate(0.2, rows: 100)
    let five = ErrorEstimate(0.2, rows: 100, standardErrorOfSeeds: 0.03)
    #expect(abs(one.standardError - 0.04) < 1e-12)
    #expect(abs(five.standardError - 0.05) < 1e-12)
    #expect(ErrorEstimate(0, rows: 0, standardErrorOfSeeds: 0.03).standardError == .infinity)
  }
}
