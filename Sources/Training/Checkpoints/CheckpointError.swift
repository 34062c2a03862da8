public import Datasets
public import ExperimentModel
import Files

/// Why a checkpoint cannot be used; what was in force stays.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
  /// The bytes are no checkpoint, or not a whole one.
  case damaged(expected: String, found: String)
  /// The checkpoint and what it is to go on with do not belong together.
  case mismatch(expected: String, found: String)
  /// Its configuration is not valid, or does not fit its data.
  case configuration(ConfigurationError)
  /// Its data could not be loaded.
  case data(DatasetError)

  /// The error as one sentence, without a file's name.
  public var description: String {
    switch self {
    case .damaged(let expected, let found), .mismatch(let expected, let found):
      "expected \(expected), found \(printable(found))"
    case .configuration(let error): SessionError.configuration(error).reason
    case .data(let error): SessionError.data(error).reason
    }
  }

  init(_ error: SessionError) {
    switch error {
    case .configuration(let error): self = .configuration(error)
    case .data(let error): self = .data(error)
    }
  }
}
