import ExperimentModel

/// Gathers the losses of consecutive steps into samples.
///
/// A sample covers one step at first and twice as many each time the run has doubled in length, so a
/// run of a million steps gives some ten thousand samples, and which steps a sample covers follows
/// from the step's number alone.
struct SampleRecorder: Equatable {
  private static let samplesPerDoubling = 1024

  var firstStep = 0
  var lastStep = 0
  var sum = 0.0
  var minimum = 0.0
  var maximum = 0.0
  var end = 1

  /// Adds a step's loss.
  ///
  /// - Returns: whether the sample is complete.
  mutating func add(_ loss: Double, step: Int) -> Bool {
    if lastStep == 0 {
      firstStep = step
      end = Self.lastStep(ofSampleWith: step)
      (minimum, maximum) = (loss, loss)
    }
    lastStep = step
    sum += loss
    minimum = min(minimum, loss)
    maximum = max(maximum, loss)
    return step >= end
  }

  /// The losses since the last sample, and their steps; `nil` where there are none.
  mutating func take() -> (steps: ClosedRange<Int>, losses: LossRange)? {
    guard lastStep > 0 else { return nil }
    let steps = firstStep...lastStep
    let range = LossRange(minimum: minimum, maximum: maximum, mean: sum / Double(steps.count))
    self = SampleRecorder()
    return (steps, range)
  }

  /// The last step of the sample that covers a step: samples end at multiples of their width.
  static func lastStep(ofSampleWith step: Int) -> Int {
    let doublings = max(0, Int.bitWidth - (step / (2 * samplesPerDoubling)).leadingZeroBitCount)
    let width = 1 << doublings
    return (step + width - 1) / width * width
  }
}
