import ExperimentModel
import NeuralNetwork
import Numerics

/// Watches the dev loss for early stopping, and keeps the best weights.
///
/// A value, so that checkpoints of one run share its best weights.
struct EarlyStoppingMonitor: Equatable {
  var best = Double.infinity
  var evaluationsWithoutGain = 0
  /// Parameters and running statistics of the best evaluation; empty until one is remembered.
  var bestState: [Float] = []
  /// The epoch of that evaluation, from 1; `nil` before one, and of a session of an older version.
  var bestEpoch: Int?

  /// Takes note of an evaluation.
  ///
  /// - Returns: whether training should stop.
  mutating func observe(
    _ loss: Double, epoch: Int, of network: borrowing Network, _ stopping: EarlyStopping
  ) -> Bool {
    if loss < best - stopping.minDelta {
      best = loss
      bestEpoch = epoch
      evaluationsWithoutGain = 0
      // Without a wish to restore, an older best must not stand for this one.
      bestState = stopping.restoreBest ? network.state.toArray() : []
      return false
    }
    evaluationsWithoutGain += 1
    return hasRunOut(stopping)
  }

  /// Whether the patience is used up.
  func hasRunOut(_ stopping: EarlyStopping) -> Bool {
    evaluationsWithoutGain >= stopping.patience
  }

  /// Forgets what was best: the network has another shape, or the loss another meaning.
  mutating func forget() { self = EarlyStoppingMonitor() }
}

/// Reduces the learning rate when the dev loss stands still.
struct PlateauMonitor: Equatable {
  /// What the base rate is multiplied by.
  var factor = 1.0
  var best = Double.infinity
  var evaluationsWithoutGain = 0

  /// Takes note of an evaluation.
  ///
  /// As in PyTorch, an improvement is a fall by a ten-thousandth.
  mutating func observe(_ loss: Double, _ schedule: ScheduleConfiguration) {
    if loss < best * (1 - 1e-4) {
      best = loss
      evaluationsWithoutGain = 0
      return
    }
    evaluationsWithoutGain += 1
    guard evaluationsWithoutGain > schedule.patience else { return }
    factor *= schedule.factor
    evaluationsWithoutGain = 0
  }

  /// Forgets what was best, because the loss has another meaning; the rate stays as low as it is.
  mutating func forgetBest() { self = PlateauMonitor(factor: factor) }
}
