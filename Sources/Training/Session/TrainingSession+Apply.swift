public import ExperimentModel
import NeuralNetwork
import Numerics

extension TrainingSession {
  /// Does what a command asks, between two steps, and appends what happened.
  public mutating func apply(_ command: TrainerCommand, _ events: inout [TrainerEvent]) {
    beginTurn()
    let mode = FloatingPointMode.flushDenormals()
    defer {
      mode.restore()
      endTurn()
    }
    announce(&events)
    switch command {
    case .pause:
      guard phase == .running else { return }
      pause(&events)
    case .resume:
      guard phase == .paused else { return }
      resume(&events)
    case .stepOnce:
      stepOnce(&events)
    case .change(let change):
      apply(change, &events)
    case .undo:
      undo(&events)
    case .redo:
      redo(&events)
    case .open(let configuration):
      open(configuration, &events)
    case .restart:
      changes.removeAll()
      restart()
      announce(&events)
    case .twin:
      events.append(.twin(.rejected(reason: "There is no thread for a second network.")))
    case .stop:
      if case .ended = phase { return }
      end(.stopped, &events)
    }
  }

  private mutating func pause(_ events: inout [TrainerEvent]) {
    phase = .paused
    clock.forgetPace()
    events.append(.paused(atStep: counters.step))
  }

  mutating func resume(_ events: inout [TrainerEvent]) {
    phase = .running
    for copy in copies { copy.session.followResume() }
    clock.forgetPace()
    events.append(.resumed(atStep: counters.step))
  }

  private mutating func stepOnce(_ events: inout [TrainerEvent]) {
    if case .ended = phase { return }
    guard counters.epoch < configuration.training.epochs else { return end(.completed, &events) }
    makeScheduledChanges(&events)
    phase = .running
    clock.start()
    for copy in copies { copy.makeStep() }
    makeStep(&events)
    if phase == .running, data.batches.isAtEnd { finishEpoch(&events) }
    clock.stop()
    guard phase == .running else { return }
    pause(&events)
  }

  /// Begins again at step 0 with the first weights of the configuration.
  mutating func restart() {
    let prepared = data.prepared
    data = SessionData(prepared, configuration)
    model = Model(configuration, prepared)
    begin()
  }

  /// Sets everything that counts a run back to its start.
  mutating func begin() {
    ledger = Ledger(base: configuration)
    schedule = []
    counters = Counters()
    burst = 1
    clock = RunClock()
    recorder = SampleRecorder()
    stopping.forget()
    plateau = PlateauMonitor()
    evaluator = Evaluator(model.network.shape, options)
    phase = .running
    pending = [.started(facts)]
    copies = freshCopies()
  }

  private mutating func open(
    _ opened: ExperimentConfiguration, _ events: inout [TrainerEvent]
  ) {
    do {
      try begin(opened)
      changes.removeAll()
      announce(&events)
    } catch {
      events.append(.openFailed(reason: error.reason))
    }
  }

  /// Loads the data of another configuration and begins a run of it; the run before it stays where
  /// that fails.
  mutating func begin(_ opened: ExperimentConfiguration) throws(SessionError) {
    let prepared = try load(opened)
    data = SessionData(prepared, opened)
    model = Model(opened, prepared)
    configuration = opened
    begin()
  }
}
