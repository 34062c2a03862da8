public import Datasets
public import ExperimentModel
import NeuralNetwork
import Numerics

/// One network being trained: a machine that makes steps and takes changes between them.
///
/// A session belongs to the thread that made it, whose floating-point mode it changes only while it
/// computes. The same configuration, data, thread count and changes at the same steps give the same
/// bits.
public struct TrainingSession: ~Copyable {
  /// The configuration in force.
  public internal(set) var configuration: ExperimentConfiguration {
    // A step may take a thousand times as long from here on, and nobody is heard within a burst.
    didSet { burst = 1 }
  }
  let options: SessionOptions
  let loader: DataLoader
  var data: SessionData
  var model: Model
  var phase = RunStanding.running
  var counters = Counters()
  var clock = RunClock()
  var recorder = SampleRecorder()
  var stopping = EarlyStoppingMonitor()
  var plateau = PlateauMonitor()
  var evaluator: Evaluator
  var changes = UndoHistory()
  /// What the run began with and the changes since.
  var ledger: Ledger
  /// Changes that are still to be made by themselves, the next one first.
  var schedule: ArraySlice<ScheduledChange>
  /// Steps that fit about a millisecond.
  var burst = 1
  /// The other networks of a run with repeats.
  var copies: [SeedCopy] = []
  /// Whether another session leads this one.
  var isCopy = false
  /// Whether evaluations also note each dev row's error, for a comparison with a twin.
  var judgesRows = false
  /// The dev rows' errors since they were last taken.
  var judgedRows: [RowErrors] = []
  /// No step begins once so many rows have been trained on.
  var sampleLimit = Int.max
  var pending: [TrainerEvent]

  /// A session at step 0, whose first events tell that it started.
  ///
  /// - Throws: what in the configuration does not fit the data, or in the initial weights the network.
  public init(
    configuration: ExperimentConfiguration, data prepared: PreparedData, options: SessionOptions
  ) throws(ConfigurationError) {
    try Self.check(configuration, against: prepared)
    let model = Model(configuration, prepared)
    if let tensors = options.initialWeights { try model.network.load(tensors) }
    self.init(model, configuration, prepared, options)
    copies = freshCopies()
    guard options.initialWeights != nil else { return }
    for copy in copies { copy.session.model.network.state.copy(from: self.model.network.state) }
  }

  /// A session of a configuration that fits the data, without copies.
  init(
    _ model: consuming Model, _ configuration: ExperimentConfiguration, _ prepared: PreparedData,
    _ options: SessionOptions
  ) {
    self.configuration = configuration
    self.options = options
    loader = options.loader ?? DataLoader()
    ledger = Ledger(base: configuration, initialWeights: options.initialWeightsFile)
    schedule = options.schedule[...]
    data = SessionData(prepared, configuration)
    evaluator = Evaluator(model.network.shape, options)
    self.model = model
    pending = []
    pending = [.started(facts)]
  }

  /// What is known of the run.
  public var facts: RunFacts {
    RunFacts(
      configuration: configuration, parameterCount: model.network.shape.parameterCount,
      rows: data.prepared.rows, data: data.prepared.facts, threads: threadCount)
  }

  /// Whether ``advance(_:upTo:)`` has something to do.
  public var isTraining: Bool { phase == .running }

  /// Steps trained.
  public var step: Int { counters.step }

  /// Steps begun: one more than trained where the loss of the last was not finite, for what is changed
  /// then is changed after it.
  var begunSteps: Int { counters.step + (counters.loss.isFinite ? 0 : 1) }

  /// Changes of the schedule that have not been made.
  public var changesToCome: Int { schedule.count }

  /// What gives the run again.
  public var description: SessionDescription {
    var status: RunStatus?
    if case .ended(let end) = phase { status = end.status }
    return SessionDescription(
      ledger: ledger, threads: options.threads, steps: counters.step, status: status)
  }

  /// Where the run stands.
  public mutating func progress() -> TrainingProgress {
    var progress = TrainingProgress()
    progress.step = counters.step
    progress.epoch = counters.epoch
    progress.stepsPerEpoch = stepsPerEpoch
    progress.stepInEpoch = counters.stepInEpoch
    progress.epochs = configuration.training.epochs
    progress.loss = counters.loss
    progress.learningRate = counters.learningRate
    progress.trainingSeconds = clock.now
    progress.stepsPerSecond = clock.stepsPerSecond(at: counters.step)
    progress.batchSize = configuration.training.batchSize
    return progress
  }

  var stepsPerEpoch: Int {
    (data.batches.rowCount + configuration.training.batchSize - 1)
      / configuration.training.batchSize
  }

  /// What computes between these two has the session's count of threads, whoever computes beside it.
  func beginTurn() { ProductTurns.shared.enter(threadCount) }

  func endTurn() { ProductTurns.shared.leave() }

  /// OpenBLAS' own threads cost more than they bring until a step has about a tenth of a billion
  /// operations.
  var threadCount: Int {
    if let threads = options.threads { return max(threads, 1) }
    let rows = min(configuration.training.batchSize, data.batches.rowCount)
    let operations = 6 * rows * model.network.shape.parameterCount
    return operations >= 100_000_000 ? ProcessorCount.available : 1
  }
}

/// How far a run has come.
struct Counters: Equatable {
  var step = 0
  var epoch = 0
  var stepInEpoch = 0
  var samples = 0
  var loss = 0.0
  var learningRate = 0.0
}

/// The data of a session, where the kernels read it.
struct SessionData: ~Copyable {
  let prepared: PreparedData
  /// Tells these rows from others; `nil` until a checkpoint needs it.
  var fingerprint: DataFingerprint?
  var batches: BatchSource
  var treatment: BatchTreatment
  let train: EvaluationPart
  let dev: EvaluationPart
  let test: EvaluationPart

  init(_ prepared: PreparedData, _ configuration: ExperimentConfiguration) {
    self.prepared = prepared
    let training = configuration.training
    let capacity = min(training.batchSize, prepared.train.rowCount)
    batches = BatchSource(
      prepared.train,
      stream: RandomStream(seed: UInt64(training.seed), name: "batch order"),
      batchCapacity: capacity)
    treatment = BatchTreatment(prepared, training, rows: capacity)
    train = EvaluationPart(prepared.train)
    dev = EvaluationPart(prepared.dev)
    test = EvaluationPart(prepared.test)
  }
}

extension Model {
  init(_ configuration: ExperimentConfiguration, _ prepared: PreparedData) {
    self.init(
      configuration, inputCount: prepared.facts.featureNames.count,
      outputCount: prepared.facts.outputCount, rows: prepared.train.rowCount)
  }
}
