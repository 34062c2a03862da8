import ExperimentModel
import TerminalUI

/// What the x axis of the curves counts.
enum ProgressAxis: String, Sendable, CaseIterable {
  case step, epoch, seconds

  var next: ProgressAxis {
    switch self {
    case .step: .epoch
    case .epoch: .seconds
    case .seconds: .step
    }
  }

  var unit: AxisUnit {
    switch self {
    case .step: .count
    case .epoch: .number
    case .seconds: .seconds
    }
  }

  var title: String { self == .seconds ? "time" : rawValue }
}

/// Where something happened in a run.
struct RunPlace: Sendable, Equatable {
  var step = 0
  var epoch = 0.0
  var seconds = 0.0

  func value(on axis: ProgressAxis) -> Double {
    switch axis {
    case .step: Double(step)
    case .epoch: epoch
    case .seconds: seconds
    }
  }
}

/// The curves of a run.
struct RunHistory: Sendable, Equatable {
  private(set) var batchLoss = History()
  private(set) var trainLoss = History()
  private(set) var devLoss = History()
  /// Accuracy, or R².
  private(set) var trainScore = History()
  private(set) var devScore = History()
  /// The newest evaluation.
  private(set) var lastReport: EpochReport?
  /// The evaluation with the smallest dev loss.
  private(set) var bestDev: HistorySample?
  /// Whether some loss was below 0, as that of a Poisson regression can be.
  private(set) var hasNegativeLoss = false
  /// The furthest place anything was recorded at.
  private(set) var end = RunPlace()

  mutating func append(_ sample: LossSample) {
    batchLoss.append(
      HistorySample(
        firstStep: sample.firstStep, lastStep: sample.lastStep, epoch: sample.epoch,
        seconds: sample.seconds, minimum: sample.minimum, maximum: sample.maximum,
        mean: sample.mean))
    if sample.minimum < 0 { hasNegativeLoss = true }
    reach(RunPlace(step: sample.lastStep, epoch: sample.epoch, seconds: sample.seconds))
  }

  mutating func append(_ report: EpochReport) {
    lastReport = report
    if report.train.loss < 0 || report.dev?.loss ?? 0 < 0 { hasNegativeLoss = true }
    trainLoss.append(Self.loss(report, report.train))
    if let score = Self.score(report, report.train) { trainScore.append(score) }
    reach(RunPlace(step: report.step, epoch: Double(report.epoch), seconds: report.seconds))
    guard let dev = report.dev else { return }
    let loss = Self.loss(report, dev)
    devLoss.append(loss)
    if let score = Self.score(report, dev) { devScore.append(score) }
    if dev.loss.isFinite, dev.loss < bestDev?.mean ?? .infinity { bestDev = loss }
  }

  /// The memory it takes, in bytes.
  var byteCount: Int {
    [batchLoss, trainLoss, devLoss, trainScore, devScore].reduce(0) { $0 + $1.byteCount }
  }

  /// Forgets what was recorded after a step.
  mutating func cut(after step: Int) {
    batchLoss.cut(after: step)
    trainLoss.cut(after: step)
    devLoss.cut(after: step)
    trainScore.cut(after: step)
    devScore.cut(after: step)
    if lastReport?.step ?? 0 > step { lastReport = nil }
    if bestDev?.lastStep ?? 0 > step {
      bestDev = devLoss.recent.filter(\.isFinite).min { $0.mean < $1.mean }
    }
    let last = [batchLoss.last, trainLoss.last].compactMap(\.self).max { $0.lastStep < $1.lastStep }
    end =
      last.map { RunPlace(step: $0.lastStep, epoch: $0.epoch, seconds: $0.seconds) } ?? RunPlace()
  }

  /// Where a step lies, between the nearest places that were recorded.
  func place(ofStep step: Int) -> RunPlace {
    let buckets = (batchLoss.isEmpty ? trainLoss : batchLoss).buckets
    var low = 0
    var high = buckets.count
    while low < high {
      let middle = (low + high) / 2
      if buckets[middle].lastStep < step { low = middle + 1 } else { high = middle }
    }
    guard low < buckets.count else {
      return RunPlace(step: step, epoch: end.epoch, seconds: end.seconds)
    }
    let before =
      low > 0
      ? RunPlace(
        step: buckets[low - 1].lastStep, epoch: buckets[low - 1].epoch,
        seconds: buckets[low - 1].seconds) : RunPlace()
    let after = buckets[low]
    let share = Double(step - before.step) / Double(max(after.lastStep - before.step, 1))
    return RunPlace(
      step: step, epoch: before.epoch + (after.epoch - before.epoch) * share,
      seconds: before.seconds + (after.seconds - before.seconds) * share)
  }

  private mutating func reach(_ place: RunPlace) {
    end.step = max(end.step, place.step)
    end.epoch = max(end.epoch, place.epoch)
    end.seconds = max(end.seconds, place.seconds)
  }

  private static func loss(_ report: EpochReport, _ metrics: EvaluationMetrics) -> HistorySample {
    let spread = metrics.repeats?.loss
    return sample(
      report, metrics.loss, from: spread?.minimum ?? metrics.loss,
      to: spread?.maximum ?? metrics.loss)
  }

  private static func score(_ report: EpochReport, _ metrics: EvaluationMetrics) -> HistorySample? {
    guard let error = metrics.error else { return nil }
    let spread = metrics.repeats?.error
    return sample(
      report, 1 - error, from: 1 - (spread?.maximum ?? error),
      to: 1 - (spread?.minimum ?? error))
  }

  private static func sample(
    _ report: EpochReport, _ mean: Double, from minimum: Double, to maximum: Double
  ) -> HistorySample {
    HistorySample(
      firstStep: report.step, lastStep: report.step, epoch: Double(report.epoch),
      seconds: report.seconds, minimum: minimum, maximum: maximum, mean: mean)
  }
}
