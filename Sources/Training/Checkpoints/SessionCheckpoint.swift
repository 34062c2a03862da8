public import ExperimentModel
import NeuralNetwork
import Numerics

/// Everything a session needs to go on exactly as before: its state between two steps, as a value.
///
/// The rows of the data are not part of it, only what they are recognised by. Two checkpoints with
/// numbers that are not finite are not equal, as such numbers are not.
public struct SessionCheckpoint: Sendable, Equatable {
  /// The configuration in force.
  public var configuration: ExperimentConfiguration
  /// What the run began with and the changes since.
  public var ledger: Ledger
  /// Changes that are still to be made by themselves.
  var schedule: ArraySlice<ScheduledChange>
  /// Steps, epochs and rows trained.
  var counters: Counters
  /// What the run was doing.
  public var standing: RunStanding
  /// Seconds spent in training steps.
  public var trainingSeconds: Double
  /// What the rows trained on are recognised by.
  var data: DataFingerprint
  /// Parameters, then running statistics.
  var network: [Float]
  var optimizer: OptimizerState
  /// The order of the rows, and how many of them the epoch has used.
  var batches: BatchSource.State
  var weightStream: RandomStream.State
  var recorder: SampleRecorder
  var stopping: EarlyStoppingMonitor
  var plateau: PlateauMonitor
  /// The other networks of a run with repeats.
  var copies: [SessionCheckpoint] = []

  /// Steps trained.
  public var step: Int { counters.step }

  /// The memory it takes, in bytes.
  public var byteCount: Int {
    4 * (network.count + optimizer.slots.count + batches.order.count + stopping.bestState.count)
      + ledger.byteCount + copies.reduce(0) { $0 + $1.byteCount }
  }

  /// Has the data of all its networks lie where `moved` says that its source is now.
  public mutating func moveData(to moved: (String) -> String) {
    configuration.data.source = moved(configuration.data.source)
    ledger.base.data.source = moved(ledger.base.data.source)
    for index in copies.indices { copies[index].moveData(to: moved) }
  }

  /// What an optimizer remembers.
  struct OptimizerState: Equatable {
    var slots: [Float]
    var products: OptimizerProducts
  }
}
