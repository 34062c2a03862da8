extension ExperimentConfiguration {
  /// Everything wrong with it: fields out of range and fields that do not fit one another.
  public var problems: [ConfigurationProblem] {
    var problems = fieldProblems
    let split = data.split
    let sum = split.train + split.dev + split.test
    if abs(sum - 1) > 1e-6 {
      problems.append(
        ConfigurationProblem(
          key: "data.split", expected: "shares that sum to 1",
          // Without the rounding errors of the sum.
          found: "\(HyperparameterValue.real((sum * 1e9).rounded() / 1e9))"))
    }
    if split.train <= 0 {
      problems.append(
        ConfigurationProblem(
          key: "data.split.train", expected: "a share above 0",
          found: "\(HyperparameterValue.real(split.train))"))
    }
    if network.hidden.count > Hyperparameter.largestLayerCount {
      problems.append(
        ConfigurationProblem(
          key: "network.hidden", expected: "at most \(Hyperparameter.largestLayerCount) layers",
          found: "\(network.hidden.count)"))
    }
    return problems
  }

  private var fieldProblems: [ConfigurationProblem] {
    Hyperparameter.all(in: self).compactMap { field in
      let value = field.value(in: self)
      if value == .absent ? field.isOptional : field.kind.accepts(value) { return nil }
      return ConfigurationProblem(
        key: field.key, expected: field.expectation, found: value.description)
    }
  }
}
