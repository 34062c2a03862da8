import ExperimentModel
import Presets

/// The experiment that arguments ask for.
struct ExperimentRequest {
  /// The preset that opens where none is named.
  static let defaultPreset = "live"

  var preset: String?
  var data: String?
  var target: String?
  var assignments: [Assignment] = []
  var seed: Int?

  /// The preset to begin with; `nil` where data alone is named.
  var reference: String? { preset ?? (data == nil ? Self.defaultPreset : nil) }

  /// The configuration to begin with.
  func base(in store: PresetStore) throws(CommandError) -> ExperimentConfiguration {
    guard let reference else { return Self.unknownTable }
    do throws(PresetError) {
      return try store.load(reference)
    } catch {
      throw CommandError(error)
    }
  }

  /// The configuration with all options applied.
  ///
  /// Values are written one by one and judged as a whole, so that shares of the split can be set
  /// singly. They are written in the order of the table, for an optimizer's name brings its
  /// settings along.
  func configuration(
    from base: ExperimentConfiguration
  ) throws(CommandError)
    -> ExperimentConfiguration
  {
    var configuration = base
    useData(in: &configuration)
    let found = apply(allAssignments, to: &configuration)
    let problems =
      found.isEmpty ? configuration.problems.map(\.description) : found.map { "--set \($0)" }
    if problems.count == 1 { throw CommandError(.usage, problems[0]) }
    if !problems.isEmpty { throw CommandError(.usage, CommandError.list(problems, of: "options")) }
    return configuration
  }

  private func apply(
    _ assignments: [Assignment], to configuration: inout ExperimentConfiguration
  ) -> [ConfigurationProblem] {
    var problems: [(place: Int, problem: ConfigurationProblem)] = []
    // Of two values for one key the last counts.
    var rest = Dictionary(
      assignments.enumerated().map { ($1.key, (place: $0, value: $1.value)) }
    ) { _, last in last }
    while let field = Hyperparameter.all(in: configuration).first(where: { rest[$0.key] != nil }),
      let (place, value) = rest.removeValue(forKey: field.key)
    {
      do throws(ConfigurationProblem) {
        try field.set(field.value(parsing: value), in: &configuration)
      } catch {
        problems.append((place, error))
      }
    }
    for (key, (place, _)) in rest {
      do throws(ConfigurationProblem) {
        _ = try Hyperparameter.named(key, in: configuration)
      } catch {
        problems.append((place, error))
      }
    }
    return problems.sorted { $0.place < $1.place }.map(\.problem)
  }

  /// The configuration with as many epochs as suit the rows, where neither preset nor person say.
  func paced(
    _ configuration: ExperimentConfiguration, trainingRows: Int
  ) -> ExperimentConfiguration {
    let isSet = assignments.contains { $0.key == "training.epochs" }
    guard reference == nil, !isSet else { return configuration }
    let stepsPerEpoch = max(1, trainingRows / configuration.training.batchSize)
    var paced = configuration
    paced.training.epochs =
      Self.roundEpochs.first { $0 * stepsPerEpoch >= Self.usualSteps } ?? 1_000
    return paced
  }

  // What is said of one data set does not hold for another.
  private func useData(in configuration: inout ExperimentConfiguration) {
    if let data, data != configuration.data.source {
      configuration.useSource(data)
      configuration.data.target = nil
      configuration.data.task = .auto
      configuration.targetError = nil
      configuration.name = ""
      configuration.notes = ""
    }
    if let target { configuration.data.target = target }
  }

  /// The seeds come first: what is set by its key goes before.
  private var allAssignments: [Assignment] {
    let seeds = ["data.seed", "training.seed"].compactMap { key in
      seed.map { Assignment(key: HyperparameterKey(key), value: String($0)) }
    }
    return seeds + assignments
  }

  /// Steps after which a small network has mostly learned what it can.
  private static let usualSteps = 5_000
  private static let roundEpochs = [10, 20, 50, 100, 200, 500]

  /// A modest network for a table nobody knows anything of.
  private static let unknownTable: ExperimentConfiguration = {
    var configuration = ExperimentConfiguration()
    configuration.training.batchSize = 32
    return configuration
  }()
}
