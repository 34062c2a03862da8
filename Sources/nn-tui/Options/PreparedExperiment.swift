import Datasets
import ExperimentModel
import Files
import Presets
import Training

/// All that a run needs, read and checked.
struct PreparedExperiment {
  var configuration: ExperimentConfiguration
  var data: PreparedData
  var options: SessionOptions
  /// What messages call the experiment.
  var subject: String
  private var weightsFile: String?

  init(_ options: ExperimentOptions, store: PresetStore) throws(CommandError) {
    try self.init(options, base: options.request.base(in: store))
  }

  init(_ options: ExperimentOptions, base: ExperimentConfiguration) throws(CommandError) {
    let request = options.request
    configuration = try request.configuration(from: base)
    subject = request.reference ?? configuration.data.source
    self.options = SessionOptions()
    self.options.threads = options.threads
    weightsFile = options.initialWeights
    if let weightsFile {
      (self.options.initialWeights, self.options.initialWeightsFile) =
        try InitialWeights.read(weightsFile)
    }
    data = try Self.load(configuration)
    configuration = request.paced(configuration, trainingRows: data.rows.train)
  }

  /// An experiment that is not asked for by options; its data is prepared as a record says, if its
  /// source has not changed.
  init(
    _ configuration: ExperimentConfiguration, _ options: SessionOptions, subject: String,
    record: SourceRecord? = nil
  ) throws(CommandError) {
    self.configuration = configuration
    self.options = options
    self.subject = subject
    weightsFile = options.initialWeightsFile?.path
    data = try Self.load(configuration, record)
  }

  private static func load(
    _ configuration: ExperimentConfiguration, _ record: SourceRecord? = nil
  ) throws(CommandError) -> PreparedData {
    var loading = LoadingProgressLine(configuration.data.source)
    defer { loading.clear() }
    do throws(DatasetError) {
      return try DatasetLoader().load(
        configuration.data, keepsTargetUnits: configuration.training.loss == .poisson,
        record: record
      ) { loading.show($0) }
    } catch {
      throw CommandError(error)
    }
  }

  /// Takes the changes that a file lists, and holds them against the configuration and the data.
  mutating func schedule(changesAt path: String, store: PresetStore) throws(CommandError) {
    do throws(PresetError) {
      options.schedule = try store.changes(atPath: path, for: configuration)
    } catch {
      throw CommandError(error)
    }
    try checkSchedule(subject: path)
  }

  /// Holds the changes to come against the data.
  func checkSchedule(subject: String) throws(CommandError) {
    do throws(ConfigurationError) {
      try TrainingSession.check(options.schedule, after: configuration, against: data)
    } catch {
      throw CommandError(error, subject: subject)
    }
  }

  /// The files that hold the data and describe the experiment.
  var files: [String] {
    let source = configuration.data.source
    let data = BuiltInDataset.all.contains { $0.name == source } ? [] : [source]
    let isPath = subject.contains("/") || subject.hasSuffix(".yaml") || subject.hasSuffix(".yml")
    return data + (isPath ? [subject] : [])
  }

  /// A session that is about to begin.
  func session() throws(CommandError) -> TrainingSession {
    do throws(ConfigurationError) {
      return try TrainingSession(configuration: configuration, data: data, options: options)
    } catch {
      throw refusal(error)
    }
  }

  /// How its gradient compares with central differences.
  func gradientReport() throws(CommandError) -> GradientReport {
    do throws(ConfigurationError) {
      return try GradientCheck.report(configuration, data, weights: options.initialWeights)
    } catch {
      throw refusal(error)
    }
  }

  /// Why no session can be made of it.
  func refusal(_ error: ConfigurationError) -> CommandError {
    let isOfWeights = error.problems.allSatisfy { $0.key.description.hasPrefix("initial weights") }
    if isOfWeights, let weightsFile { return CommandError(error, subject: weightsFile) }
    return CommandError(error, subject: subject)
  }
}

extension PresetStore {
  /// The presets of the program and those in the person's folder.
  static func ofEnvironment(_ environment: [String: String]) -> PresetStore {
    PresetStore(
      environment: environment, builtInSources: Set(BuiltInDataset.all.map(\.name)))
  }
}
