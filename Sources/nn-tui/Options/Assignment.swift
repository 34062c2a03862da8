import ArgumentParser
import ExperimentModel

/// A value for a field of the configuration, as `--set KEY=VALUE` gives it.
struct Assignment: ExpressibleByArgument, Equatable {
  var key: HyperparameterKey
  var value: String

  init(key: HyperparameterKey, value: String) {
    self.key = key
    self.value = value
  }

  init?(argument: String) {
    guard let mark = argument.firstIndex(of: "="), mark != argument.startIndex else { return nil }
    key = HyperparameterKey(String(argument[..<mark]))
    value = String(argument[argument.index(after: mark)...])
  }

  static let defaultValueDescription = "KEY=VALUE"
}
