import Diagnosis
import ExperimentModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct HistoryTests {
  private static func sample(_ step: Int, _ value: Double) -> HistorySample {
    HistorySample(
      firstStep: step, lastStep: step, epoch: Double(step) / 25, seconds: Double(step),
      minimum: value - 1, maximum: value + 1, mean: value)
  }

  // Values that wander, with a spike now and then, the same at every run.
  private static func value(_ step: Int) -> Double {
    let noise = Double(step &* 2_654_435_761 % 1_000) / 1_000
    return step % 997 == 0 ? 1_000 + noise : noise
  }

  @Test(arguments: [1, 2, 3, 63, 64, 65, 127, 128, 129, 1_000, 9_999])
  func `buckets bound every sample, lose none and stay few`(count: Int) {
    var history = History(capacity: 64)
    for step in 1...count { history.append(Self.sample(step, Self.value(step))) }
    #expect(history.buckets.count <= 64)
    #expect(history.buckets.reduce(0) { $0 + $1.sampleCount } == count)
    var next = 1
    for bucket in history.buckets {
      #expect(bucket.firstStep == next)
      let values = (bucket.firstStep...bucket.lastStep).map(Self.value)
      #expect(bucket.minimum == (values.min() ?? 0) - 1)
      #expect(bucket.maximum == (values.max() ?? 0) + 1)
      #expect(abs(bucket.mean - values.reduce(0, +) / Double(values.count)) < 1e-6)
      next = bucket.lastStep + 1
    }
    #expect(next == count + 1)
  }

  @Test func `samples of many steps weigh more`() {
    var history = History(capacity: 2)
    var long = Self.sample(1, 1)
    long.lastStep = 3
    for sample in [long, Self.sample(4, 5), Self.sample(5, 0)] { history.append(sample) }
    #expect(history.buckets[0].mean == 2)
  }

  @Test func `what is not finite leaves a gap and nothing else`() {
    var history = History(capacity: 64)
    for step in 1...1_000 {
      history.append(Self.sample(step, step == 500 ? .nan : 1))
    }
    #expect(history.buckets.filter(\.hasGap).count == 1)
    #expect(history.buckets.allSatisfy { $0.mean == 1 && $0.minimum == 0 && $0.maximum == 2 })
    let points = history.points(on: .step, from: -.infinity)
    #expect(points.filter { !$0.mean.isFinite }.count == 1)
  }

  @Test func `the last point is the newest value`() {
    var history = History(capacity: 64)
    for step in 1...1_000 { history.append(Self.sample(step, Double(step))) }
    #expect(history.points(on: .step, from: -.infinity).last?.mean == 1_000)
    #expect(history.points(on: .step, from: -.infinity).last?.x == 1_000)
  }

  @Test func `the end of a long run is seen sample by sample`() {
    var history = History(capacity: 64)
    for step in 1...10_000 { history.append(Self.sample(step, Double(step))) }
    let points = history.points(on: .step, from: 9_980)
    #expect(points.map(\.x) == (9_980...10_000).map(Double.init))
    #expect(history.recent.map(\.lastStep) == Array(9_969...10_000))
  }

  @Test func `a step is placed between what was recorded`() {
    var history = RunHistory()
    for step in [10, 20, 30] { history.append(Fixture.sample(step)) }
    let place = history.place(ofStep: 25)
    #expect(place.step == 25)
    #expect(abs(place.epoch - 1) < 1e-9)
    #expect(abs(place.seconds - 25 * 8e-5) < 1e-9)
    #expect(history.place(ofStep: 99).epoch == 1.2)
  }

  @Test func `of several networks the curves have a band, and the verdict the luck of seeds`() {
    func metrics(_ loss: Double) -> EvaluationMetrics {
      var metrics = Fixture.metrics(loss)
      metrics.repeats = RepeatSpread(
        count: 4, loss: ValueSpread(minimum: loss / 2, maximum: 2 * loss, deviation: 0.1),
        error: ValueSpread(minimum: 0.05, maximum: 0.15, deviation: 0.06))
      return metrics
    }
    var state = Fixture.begun
    for epoch in 1...2 {
      let report = EpochReport(
        epoch: epoch, step: 25 * epoch, train: metrics(0.2), dev: metrics(0.3), seconds: 1)
      _ = state.apply(.trainer([.evaluated(report)]))
    }
    let history = state.run.history
    #expect(history.devLoss.last?.minimum == 0.15)
    #expect(history.devLoss.last?.maximum == 0.6)
    #expect(history.devLoss.last?.mean == 0.3)
    #expect(history.trainScore.last?.minimum == 0.85)
    #expect(history.trainScore.last?.maximum == 0.95)
    #expect(state.run.judge.latest?.dev.standardErrorOfSeeds == 0.03)
  }
}
