/// The exit codes of sysexits that the program uses, those of signals, and 1 for a check.
enum ExitStatus {
  /// What was to be checked is wrong.
  case checkFailed
  /// Wrong options.
  case usage
  /// A data set, preset or weights that are not valid.
  case badData
  /// An input that is not there.
  case inputNotFound
  /// A mistake of this program.
  case internalError
  /// An output that cannot be created.
  case cannotCreate
  /// Reading or writing failed on the way.
  case inputOutput
  /// A signal ended it.
  case signal(Int32)

  var rawValue: Int32 {
    switch self {
    case .checkFailed: 1
    case .usage: 64
    case .badData: 65
    case .inputNotFound: 66
    case .internalError: 70
    case .cannotCreate: 73
    case .inputOutput: 74
    case .signal(let number): 128 + number
    }
  }
}
