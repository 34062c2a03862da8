extension Hyperparameter {
  /// All fields of a configuration, in the order of a preset file.
  ///
  /// The fields of hidden layers, optimizer and schedule are those the configuration has.
  public static func all(in configuration: ExperimentConfiguration) -> [Hyperparameter] {
    about + data(configuration.data) + network(configuration.network)
      + training(configuration.training, mayHavePictures: configuration.data.mayHavePictures)
  }

  /// The field of a dotted name.
  ///
  /// - Throws: the problem, with the nearest name, where the configuration has no such field.
  public static func named(
    _ key: HyperparameterKey, in configuration: ExperimentConfiguration
  ) throws(ConfigurationProblem) -> Hyperparameter {
    let fields = all(in: configuration)
    if let field = fields.first(where: { $0.key == key }) { return field }
    throw unknown(key, in: configuration, fields: fields)
  }

  private static func unknown(
    _ key: HyperparameterKey, in configuration: ExperimentConfiguration, fields: [Hyperparameter]
  ) -> ConfigurationProblem {
    let name = key.description.split(separator: ".").last.map(String.init) ?? ""
    let parent = String(key.description.dropLast(name.count))
    if parent == "training.optimizer.", OptimizerSetting(rawValue: name) != nil {
      let settings = configuration.training.optimizer.settings.map(\.rawValue)
      return ConfigurationProblem(
        key: key,
        expected: "a setting of \(configuration.training.optimizer.name.rawValue) "
          + "(\((["learning_rate"] + settings).joined(separator: ", ")))",
        found: name)
    }
    if parent == "training.schedule.", ScheduleSetting(rawValue: name) != nil {
      let settings = configuration.training.schedule.settings.map(\.rawValue)
      return ConfigurationProblem(
        key: key,
        expected: "a setting of \(configuration.training.schedule.name.rawValue) "
          + "(\((["warmup_steps"] + settings).joined(separator: ", ")))",
        found: name)
    }
    if generation.contains(where: { $0.key == key }) {
      return ConfigurationProblem(
        key: key, expected: "this key only with generated data",
        found: "the source \(configuration.data.source)")
    }
    if pictureAugmentation.contains(where: { $0.key == key }) {
      return ConfigurationProblem(
        key: key, expected: "this key only with pictures",
        found: "the source \(configuration.data.source)")
    }
    if key == huberDelta.key {
      return ConfigurationProblem(
        key: key, expected: "this key only with the loss huber",
        found: "the loss \(configuration.training.loss?.rawValue ?? "auto")")
    }
    if let index = key.layerIndex, !configuration.network.hidden.indices.contains(index) {
      let count = configuration.network.hidden.count
      return ConfigurationProblem(
        key: key, expected: count == 1 ? "layer 0" : "a layer from 0 to \(count - 1)",
        found: "layer \(index)")
    }
    return ConfigurationProblem(
      key: key, expected: "a key of a preset", found: key.description,
      suggestion: suggestion(for: key, named: name, among: fields))
  }
}

extension Hyperparameter {
  private static func suggestion(
    for key: HyperparameterKey, named name: String, among fields: [Hyperparameter]
  ) -> String? {
    let keys = fields.map(\.key.description)
    if let nearest = nearestName(to: key.description, among: keys) { return nearest }
    // The right word in the wrong place: the place is the longer part of most keys.
    let lastWords = keys.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    guard let word = nearestName(to: name, among: lastWords) else { return nil }
    return zip(lastWords, keys).first { $0.0 == word }?.1
  }

  static let about: [Hyperparameter] = [
    .text(
      RowText(
        key: "name", title: "Name", group: .about, liveness: .hot,
        help: "A title for people."), \.name),
    .text(
      RowText(
        key: "notes", title: "Notes", group: .about, liveness: .hot,
        help: "Free text kept with the preset."), \.notes),
    .optionalReal(
      RowText(
        key: "target_error", title: "Target error", group: .about, liveness: .hot,
        help: "Bayes or human error: bias is what the training error has above it."),
      \.targetError, in: .between(0, below: 1), step: .by(0.01), initial: 0.01),
  ]
}
