/// What a change of a field costs while a network trains.
public enum Liveness: String, Sendable, CaseIterable {
  /// It takes effect at the next mini-batch and nothing is lost.
  case hot
  /// It takes effect at the next mini-batch; weights that are not touched are kept.
  case warm
  /// It needs a fresh start.
  case cold
}

/// Where a field stands in a list.
public enum HyperparameterGroup: String, Sendable, CaseIterable {
  case data
  case network
  case training
  case regularization
  case about
}

/// One field of the configuration: all that the screen, the command line and presets know of it.
///
/// The table of all fields is ``Hyperparameter/all(in:)``; a new field is one row there.
public struct Hyperparameter: Sendable {
  /// The dotted name.
  public let key: HyperparameterKey
  /// A short title for a list.
  public let title: String
  /// Where it stands in a list.
  public let group: HyperparameterGroup
  /// Which values it takes.
  public let kind: HyperparameterKind
  /// Whether it may be absent.
  public let isOptional: Bool
  /// The value an optional field comes on with.
  public let initial: HyperparameterValue
  /// What the number counts: "rows", "epochs"; empty for a pure number.
  public let unit: String
  /// What a change costs.
  public let liveness: Liveness
  /// What it does, and which way it moves bias and variance: one line.
  public let help: String
  /// What a change keeps or gives up, in a few words; empty where there is nothing to say.
  public let cost: String

  let read: @Sendable (ExperimentConfiguration) -> HyperparameterValue
  let write: @Sendable (inout ExperimentConfiguration, HyperparameterValue) -> Void

  /// The field's value in a configuration.
  public func value(in configuration: ExperimentConfiguration) -> HyperparameterValue {
    read(configuration)
  }

  /// Writes a value that the field accepts.
  ///
  /// - Throws: what was expected and found, for a value of another kind or out of range.
  public func set(
    _ value: HyperparameterValue, in configuration: inout ExperimentConfiguration
  ) throws(ConfigurationProblem) {
    let accepted = value == .absent ? isOptional : kind.accepts(value)
    guard accepted else {
      throw ConfigurationProblem(
        key: key, expected: expectation, found: value.description,
        suggestion: suggestion(for: value))
    }
    write(&configuration, value)
  }

  /// The value that a person's text stands for; `off` and `none` switch an optional field off.
  ///
  /// - Throws: what was expected and found, for text that is none of the field's values.
  public func value(parsing text: String) throws(ConfigurationProblem) -> HyperparameterValue {
    if isOptional, ["off", "none", "null", "~", ""].contains(text) { return .absent }
    if let value = kind.value(parsing: text), kind.accepts(value) { return value }
    throw ConfigurationProblem(
      key: key, expected: expectation, found: text, suggestion: suggestion(for: .text(text)))
  }

  /// What a value has to be, for messages.
  public var expectation: String { kind.expectation + (isOptional ? ", or off" : "") }

  private func suggestion(for value: HyperparameterValue) -> String? {
    guard case .choice(let names) = kind, case .text(let text) = value else { return nil }
    return nearestName(to: text, among: names)
  }
}
