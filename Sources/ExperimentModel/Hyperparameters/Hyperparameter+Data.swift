extension Hyperparameter {
  static func data(_ configuration: DataConfiguration) -> [Hyperparameter] {
    source + (configuration.isGenerated ? generation : []) + [seed]
  }

  private static let source: [Hyperparameter] = [
    Hyperparameter(
      RowText(
        key: "data.source", title: "Data", group: .data, liveness: .cold,
        help: "A built-in data set or a CSV file. More rows lower variance, not bias."),
      kind: .text
    ) {
      .text($0.data.source)
    } write: {
      if case .text(let name) = $1 { $0.useSource(name) }
    },
    optionalText(
      RowText(
        key: "data.target", title: "Target column", group: .data, liveness: .cold,
        help: "The column to predict; off lets the data set decide."),
      \.data.target),
    .choice(
      RowText(
        key: "data.task", title: "Task", group: .data, liveness: .cold,
        help: "Numbers (regression) or classes; auto looks at the target column."),
      \.data.task),
    share(
      "train", "Train share", \.data.split.train,
      help: "Rows the weights are fitted to. A larger share lowers variance."),
    share(
      "dev", "Dev share", \.data.split.dev,
      help: "Rows that judge while you tune. Too few cannot tell one setting from another."),
    share(
      "test", "Test share", \.data.split.test,
      help: "Rows looked at once, at the end, for an honest last figure."),
    .flag(
      RowText(
        key: "data.standardize", title: "Standardize", group: .data, liveness: .cold,
        help: "Inputs to mean 0 and deviation 1 of the training part. Without it descent crawls."),
      \.data.standardize),
  ]

  static let generation: [Hyperparameter] = [
    .integer(
      RowText(
        key: "data.rows", title: "Rows", group: .data, unit: "rows", liveness: .cold,
        help: "Rows of generated data. More rows lower variance."),
      \.data.rows, in: 10...1_000_000, step: .ladder),
    .real(
      RowText(
        key: "data.noise", title: "Noise", group: .data, liveness: .cold,
        help: "Noise of generated data: what no network can predict."),
      \.data.noise, in: .between(0, 1), step: .by(0.05)),
  ]

  private static let seed: Hyperparameter = .integer(
    RowText(
      key: "data.seed", title: "Data seed", group: .data, liveness: .cold,
      help: "Seeds the split and generated data. Another split tells how lucky this one is."),
    \.data.seed, in: 0...Int(Int32.max), step: .by(1))

  private static func share(
    _ name: String, _ title: String, _ field: any Field<Double>, help: String
  ) -> Hyperparameter {
    .real(
      RowText(
        key: HyperparameterKey("data.split.\(name)"), title: title, group: .data,
        liveness: .cold, help: help),
      field, in: .between(0, 1), step: .by(0.05))
  }

  private static func optionalText(_ text: RowText, _ field: any Field<String?>) -> Hyperparameter {
    Hyperparameter(text, kind: .text, initial: .absent) {
      $0[keyPath: field].map { .text($0) } ?? .absent
    } write: {
      if case .text(let value) = $1 { $0[keyPath: field] = value } else { $0[keyPath: field] = nil }
    }
  }
}
