import CCountedAllocations
import Datasets
import ExperimentModel
import Numerics
import Training

/// Counts what 10,000 steps of sessions with every option allocate, and fails where that is anything.
@main
struct AllocationWitness {
  static func main() throws {
    OpenBLAS.prepare()
    guard counted_allocations() > 0 else {
      print("allocations cannot be counted with this C library")
      return
    }
    var isClean = true
    for (name, configuration) in configurations {
      let count = try allocations(of: configuration)
      print("\(name): \(count) allocations in 10,000 steps")
      isClean = isClean && count == 0
    }
    if !isClean { throw Allocated() }
  }

  private struct Allocated: Error {}

  private static var configurations: [(String, ExperimentConfiguration)] {
    OptimizerName.allCases.map { name in
      var configuration = ExperimentConfiguration()
      configuration.data.source = "breast-cancer"
      configuration.network.hidden = [
        HiddenLayer(units: 16, activation: .gelu, dropout: 0.2, batchNorm: true),
        HiddenLayer(units: 8, activation: .tanh),
      ]
      configuration.training.optimizer = OptimizerConfiguration(name)
      configuration.training.schedule = ScheduleConfiguration(.cosine)
      configuration.training.schedule.warmupSteps = 100
      configuration.training.clipNorm = 1
      configuration.training.l2 = 0.001
      configuration.training.labelSmoothing = 0.1
      configuration.training.epochs = 1_000_000
      configuration.training.evaluateEvery = 0
      return (name.rawValue, configuration)
    }
  }

  private static func allocations(of configuration: ExperimentConfiguration) throws -> Int {
    var options = SessionOptions()
    options.threads = 1
    var session = try TrainingSession(
      configuration: configuration, data: try DatasetLoader().load(configuration.data),
      options: options)
    var events: [TrainerEvent] = []
    events.reserveCapacity(8192)
    func train(untilStep step: Int) {
      while session.progress().step < step {
        session.advance(&events)
        events.removeAll(keepingCapacity: true)
      }
    }
    // OpenBLAS takes its buffers, and the array its largest burst of samples, on the way there.
    train(untilStep: 10_000)
    let before = counted_allocations()
    train(untilStep: 20_000)
    return counted_allocations() - before
  }
}
