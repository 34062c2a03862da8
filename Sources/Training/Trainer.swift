public import Datasets
public import ExperimentModel

/// The thread around one session: it owns the weights, and exchanges only values with the others.
public final class Trainer: Sendable {
  private let commands = Mailbox<TrainerCommand>()
  private let events = Mailbox<TrainerEvent>()
  private let gauge = LatestSlot<TrainingProgress>()
  private let thread: WorkerThread

  /// Starts a thread that makes a session and trains it.
  ///
  /// - Parameters:
  ///   - configuration: what to train.
  ///   - data: the data of the configuration.
  ///   - options: what else the session is told.
  ///   - wake: called on the trainer's thread when events wait to be drained; once between two
  ///     drains.
  public init(
    configuration: ExperimentConfiguration, data: PreparedData, options: SessionOptions,
    wake: @escaping @Sendable () -> Void
  ) {
    let (commands, events, gauge) = (commands, events, gauge)
    thread = WorkerThread {
      do throws(ConfigurationError) {
        var session = try TrainingSession(
          configuration: configuration, data: data, options: options)
        session.serve(commands, events, gauge, wake: wake)
      } catch {
        if events.post([.openFailed(reason: error.description)]) { wake() }
      }
    }
  }

  /// Asks for something; it takes effect before the next step.
  public func send(_ command: TrainerCommand) { commands.post([command]) }

  /// Everything that happened since the last call, in order.
  public func drainEvents() -> [TrainerEvent] { events.drain() }

  /// Where the run stands: at most as old as the last call; `nil` before the first step.
  public func progress() -> TrainingProgress? { gauge.read() }

  /// Ends the run and waits for the thread.
  public func stopAndWait() {
    send(.stop)
    thread.join()
  }
}

extension TrainingSession {
  /// Trains and obeys until told to stop.
  fileprivate mutating func serve(
    _ commands: Mailbox<TrainerCommand>, _ events: Mailbox<TrainerEvent>,
    _ gauge: LatestSlot<TrainingProgress>, wake: @Sendable () -> Void
  ) {
    var happened: [TrainerEvent] = []
    while true {
      let orders =
        isTraining ? commands.drain() : commands.drainWaiting()
      var isStopping = false
      for order in orders where !isStopping {
        apply(order, &happened)
        isStopping = order == .stop
      }
      if !isStopping { advance(&happened) }
      // After a command the gauge must not show what was before it.
      if gauge.isWanted || !isTraining || !orders.isEmpty { gauge.put(progress()) }
      if events.post(happened) { wake() }
      happened.removeAll(keepingCapacity: true)
      if isStopping { return }
    }
  }
}
