public import Datasets
public import ExperimentModel

extension TrainingSession {
  /// Holds every configuration that a schedule brings about against the data.
  ///
  /// - Throws: what does not fit, with the lines of the changes that bring it about.
  public static func check(
    _ schedule: [ScheduledChange], after base: ExperimentConfiguration,
    against data: PreparedData
  ) throws(ConfigurationError) {
    var configuration = base
    var problems: [ConfigurationProblem] = []
    for change in schedule {
      do {
        let changed = try configuration.applying(change.edit)
        try check(changed, against: data)
        configuration = changed
      } catch {
        problems += error.problems.map {
          var problem = $0
          problem.line = change.line
          return problem
        }
      }
    }
    if !problems.isEmpty { throw ConfigurationError(problems) }
  }

  static func check(
    _ configuration: ExperimentConfiguration, against data: PreparedData
  ) throws(ConfigurationError) {
    var problems = configuration.problems
    let task = data.facts.task
    if let loss = configuration.training.loss, !loss.tasks.contains(task) {
      let fitting = Loss.allCases.filter { $0.tasks.contains(task) }.map(\.rawValue)
      problems.append(
        ConfigurationProblem(
          key: "training.loss",
          expected: "a loss for \(task.rawValue) data (auto, \(fitting.joined(separator: ", ")))",
          found: loss.rawValue))
    }
    if configuration.training.loss == .poisson, data.hasNegativeTargets {
      problems.append(
        ConfigurationProblem(
          key: "training.loss", expected: "counts, 0 or more, as targets of poisson",
          found: "negative targets"))
    }
    if configuration.training.classWeights != .none, task == .regression {
      problems.append(
        ConfigurationProblem(
          key: "training.class_weights", expected: "none, for a regression has no classes",
          found: configuration.training.classWeights.rawValue))
    }
    if configuration.training.augmentation.changesPictures, data.pictureShape == nil {
      problems.append(
        ConfigurationProblem(
          key: "training.augmentation", expected: "pictures to flip, shift, rotate or zoom",
          found: "rows of a table"))
    }
    if problems.isEmpty,
      let problem = MemoryBound.ofThisMachine.problem(
        of: configuration, inputs: data.facts.featureNames.count,
        outputs: data.facts.outputCount, trainingRows: data.train.rowCount)
    {
      problems.append(problem)
    }
    if !problems.isEmpty { throw ConfigurationError(problems) }
  }
}

extension PreparedData {
  fileprivate var hasNegativeTargets: Bool {
    [train, dev, test].contains { part in
      guard case .values(let values) = part.targets else { return false }
      return values.contains { $0 < 0 }
    }
  }
}
