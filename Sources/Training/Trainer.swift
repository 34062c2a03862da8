public import Datasets
public import ExperimentModel

/// The thread around one session: it owns the weights, and exchanges only values with the others.
public final class Trainer: Sendable {
  private let ways: TrainerWays
  private let thread: WorkerThread
  private let loader: DataLoader

  /// Starts a thread that makes a session and trains it.
  ///
  /// - Parameters:
  ///   - configuration: what to train.
  ///   - data: the data of the configuration.
  ///   - options: what else the session is told.
  ///   - saving: how the session is saved as it goes; `nil` for not at all.
  ///   - wake: called on the trainer's thread when events wait to be drained; once between two
  ///     drains.
  public convenience init(
    configuration: ExperimentConfiguration, data: PreparedData, options: SessionOptions,
    saving: SessionSaving? = nil, wake: @escaping @Sendable () -> Void
  ) {
    self.init(options, saving: saving, wake: wake) { options throws(CheckpointError) in
      try TrainingSession.begun(configuration, data, options)
    }
  }

  /// Starts a thread that goes on from a checkpoint.
  ///
  /// Nothing is told of what was before it. `data` is that of the checkpoint's configuration; the
  /// other parameters are as above.
  public convenience init(
    resuming checkpoint: SessionCheckpoint, data: PreparedData, options: SessionOptions,
    saving: SessionSaving?, wake: @escaping @Sendable () -> Void
  ) {
    self.init(options, saving: saving, wake: wake) { options throws(CheckpointError) in
      try TrainingSession.resuming(checkpoint, data: data, options: options)
    }
  }

  private init(
    _ options: SessionOptions, saving: SessionSaving?, wake: @escaping @Sendable () -> Void,
    _ make: @escaping @Sendable (SessionOptions) throws(CheckpointError) -> TrainingSession
  ) {
    let ways = TrainerWays(wake: wake)
    self.ways = ways
    var options = options
    let loader = options.loader ?? DataLoader()
    options.loader = loader
    options.judgesWhenStopped = false
    self.loader = loader
    thread = WorkerThread { [options] in
      do throws(CheckpointError) {
        var loop = TrainerLoop(try make(options), ways, saving: saving)
        loop.serve()
      } catch {
        ways.post([.openFailed(reason: error.description)])
      }
    }
  }

  /// Asks for something; it takes effect before the next step.
  public func send(_ command: TrainerCommand) { ways.send(command) }

  /// Asks for short trainings from the weights as they are before the next step.
  ///
  /// The lens before comes to its end; the run takes no notice of either.
  public func openLens(_ request: LensRequest) { ways.orders.post([.openLens(request)]) }

  /// Ends the short trainings.
  public func closeLens() { ways.orders.post([.closeLens]) }

  /// Everything that happened since the last call, in order.
  public func drainEvents() -> [TrainerEvent] { ways.events.drain() }

  /// What lenses have shown since the last call, in order: of these only the last counts.
  public func drainLensReports() -> [LensReport] { ways.lensReports.drain() }

  /// Where the run stands: at most as old as the last call; `nil` before the first step.
  public func progress() -> TrainingProgress? { ways.gauge.read() }

  /// Ends the run and waits for the thread, which waits for no data that is still being loaded.
  public func stopAndWait() {
    stop()
    thread.join()
  }

  /// Asks the run to end, which it does after the step that is being trained.
  public func stop() {
    send(.stop)
    loader.abandon()
  }

  /// Waits until the run that was asked to end has ended, for `limit` at most; false where it has
  /// not.
  public func waitForEnd(within limit: Duration) -> Bool { thread.join(within: limit) }
}
