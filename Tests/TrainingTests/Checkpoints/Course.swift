import Datasets
import ExperimentModel

@testable import Training

/// A session with all that it told, but for what a clock said.
struct Course: ~Copyable {
  var session: TrainingSession
  private(set) var events: [TrainerEvent] = []
  private var nextID = 1

  init(
    _ configuration: ExperimentConfiguration, schedule: [ScheduledChange] = [],
    keepsStates: Bool = true
  ) throws {
    var options = SessionOptions()
    options.reportsEveryStep = true
    options.threads = 1
    options.schedule = schedule
    options.keepsStates = keepsStates
    session = try TrainingSession(
      configuration: configuration,
      data: try DatasetLoader().load(
        configuration.data, keepsTargetUnits: configuration.training.usesPoisson),
      options: options)
    collect { session, events in session.announce(&events) }
  }

  /// Trains so many steps, or to the end of the run.
  mutating func train(steps: Int) {
    let end = session.counters.step + steps
    while session.isTraining, session.counters.step < end {
      session.burst = 1
      collect { session, events in session.advance(&events) }
    }
  }

  /// Trains until a step and makes the changes that are due there, in bursts as they come.
  mutating func train(upTo lastStep: Int) {
    repeat {
      collect { session, events in session.advance(&events, upTo: lastStep) }
    } while session.isTraining && session.counters.step < lastStep
  }

  /// Trains to the end of the run.
  mutating func trainToEnd() { train(steps: .max / 2) }

  mutating func command(_ command: TrainerCommand) {
    collect { session, events in session.apply(command, &events) }
  }

  /// Makes a change, which has the number of those before it and one.
  mutating func change(_ edit: ConfigurationEdit) {
    command(.change(ConfigurationChange(id: nextID, edit: edit)))
    nextID += 1
  }

  /// Goes over to the course without a change.
  mutating func take(_ state: SessionCheckpoint, insteadOf change: ConfigurationChange) {
    collect { session, events in session.take(state, insteadOf: change, &events) }
  }

  /// Forgets what was told, to compare what follows.
  mutating func forgetEvents() { events = [] }

  /// All that decides how the run goes on.
  mutating func state() -> SessionCheckpoint {
    var state = session.checkpoint()
    state.trainingSeconds = 0
    state.standing = state.standing.withoutTime
    return state
  }

  private mutating func collect(
    _ work: (inout TrainingSession, inout [TrainerEvent]) -> Void
  ) {
    var happened: [TrainerEvent] = []
    work(&session, &happened)
    events += happened.map(\.withoutTime)
  }
}

extension TrainerEvent {
  var withoutTime: TrainerEvent {
    switch self {
    case .sampled(var sample):
      sample.seconds = 0
      return .sampled(sample)
    case .evaluated(var report):
      report.seconds = 0
      return .evaluated(report)
    case .ended(var end):
      end.trainingSeconds = 0
      return .ended(end)
    case .undone(var restored):
      restored.standing = restored.standing.withoutTime
      return .undone(restored)
    case .redone(var restored):
      restored.standing = restored.standing.withoutTime
      return .redone(restored)
    default: return self
    }
  }
}

extension RunStanding {
  var withoutTime: RunStanding {
    guard case .ended(var end) = self else { return self }
    end.trainingSeconds = 0
    return .ended(end)
  }
}

/// A small network on data that is made in no time: 9 steps an epoch.
func moons() -> ExperimentConfiguration {
  var configuration = ExperimentConfiguration()
  configuration.data.source = "moons"
  configuration.data.rows = 200
  configuration.network.hidden = [HiddenLayer(units: 8, activation: .tanh), HiddenLayer(units: 5)]
  configuration.training.epochs = 10
  configuration.training.optimizer.learningRate = 0.01
  return configuration
}
