/// A value, or the spread of several, recorded at a place of a run.
struct HistorySample: Sendable, Equatable {
  /// The first step covered.
  var firstStep: Int
  /// The last step covered.
  var lastStep: Int
  /// Epochs done at the last step.
  var epoch: Double
  /// Seconds of training at the last step.
  var seconds: Double
  var minimum: Double
  var maximum: Double
  var mean: Double

  var isFinite: Bool { mean.isFinite && minimum.isFinite && maximum.isFinite }

  /// The steps covered.
  var weight: Double { Double(max(lastStep - firstStep + 1, 1)) }
}

/// Samples gathered: their spread, and where they lie.
struct HistoryBucket: Sendable, Equatable {
  private(set) var firstStep: Int
  private(set) var lastStep: Int
  private(set) var epoch: Double
  private(set) var seconds: Double
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  private var sum = 0.0
  private var weight = 0.0
  /// Samples gathered, finite or not.
  private(set) var sampleCount = 1
  /// Whether some sample was not finite.
  private(set) var hasGap = false

  init(_ sample: HistorySample) {
    firstStep = sample.firstStep
    lastStep = sample.lastStep
    epoch = sample.epoch
    seconds = sample.seconds
    add(values: sample)
  }

  /// The mean of the finite samples; NaN where there is none.
  var mean: Double { weight > 0 ? sum / weight : .nan }

  mutating func add(_ sample: HistorySample) {
    lastStep = max(lastStep, sample.lastStep)
    epoch = sample.epoch
    seconds = sample.seconds
    sampleCount += 1
    add(values: sample)
  }

  mutating func merge(_ later: HistoryBucket) {
    lastStep = later.lastStep
    epoch = later.epoch
    seconds = later.seconds
    minimum = min(minimum, later.minimum)
    maximum = max(maximum, later.maximum)
    sum += later.sum
    weight += later.weight
    sampleCount += later.sampleCount
    hasGap = hasGap || later.hasGap
  }

  private mutating func add(values sample: HistorySample) {
    guard sample.isFinite else {
      hasGap = true
      return
    }
    minimum = min(minimum, sample.minimum)
    maximum = max(maximum, sample.maximum)
    sum += sample.mean * sample.weight
    weight += sample.weight
  }
}
