import ExperimentModel

/// An optimizer's weights after some steps along given gradients.
///
/// Weights [3 inputs × 2 units] and 2 biases start as `pattern` 1 and 2 say; the gradients of step i,
/// from 0, are patterns 10 + i and 30 + i.
struct OptimizerFigure {
  let name: OptimizerName
  let settings: OptimizerConfiguration
  let first: [Double]
  let second: [Double]
  let tenth: [Double]

  init(
    _ name: OptimizerName, _ change: (inout OptimizerConfiguration) -> Void = { _ in },
    first: [Double], second: [Double], tenth: [Double]
  ) {
    self.name = name
    var settings = OptimizerConfiguration(name)
    change(&settings)
    self.settings = settings
    self.first = first
    self.second = second
    self.tenth = tenth
  }
}

/// A schedule's rates from 0.08 over 6 epochs of 4 steps.
struct ScheduleFigure {
  let schedule: ScheduleConfiguration
  let rates: [Double]

  init(
    _ name: ScheduleName, _ change: (inout ScheduleConfiguration) -> Void = { _ in },
    rates: [Double]
  ) {
    var schedule = ScheduleConfiguration(name)
    change(&schedule)
    self.schedule = schedule
    self.rates = rates
  }
}

/// Ten steps of a network of 4 inputs, 5 units and 3 outputs, on rows 0…4 and 5…7 in turns.
struct RunFigure {
  let loss: Loss
  let optimizer: OptimizerName
  let activation: Activation
  let batchNorm: Bool
  let smoothing: Double
  let l1: Double
  let l2: Double
  let clipNorm: Double?
  let losses: [Double]
  /// Of the whole gradient, before clipping.
  let norms: [Double]
  let lastPenalty: Double
  /// The weights [5 × 3] of the output layer.
  let lastWeights: [Double]
}

/// Numbers from −1 to 1 that the reference script makes too.
func pattern(_ count: Int, salt: Int, scale: Double = 1) -> [Double] {
  (0..<count).map { Double(($0 * 1237 + salt * 521) % 2001 - 1000) / 1000 * scale }
}
