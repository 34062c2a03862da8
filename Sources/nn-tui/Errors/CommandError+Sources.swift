import ArgumentParser
import CursesTerminal
import Datasets
import ExperimentModel
import Files
import Presets
import Training

// The one place that knows which failure ends the program with which code.
extension CommandError {
  /// Arguments that do not parse, with how they are meant to be; what else comes here is a mistake.
  init(unsorted error: any Error) {
    let isUsage = NNTUI.exitCode(for: error) == .validationFailure
    let text = NNTUI.fullMessage(for: error)
    self.init(
      isUsage ? .usage : .internalError,
      text.hasPrefix("Error: ") ? String(text.dropFirst(7)) : text)
  }

  init(_ error: PresetError) {
    let status: ExitStatus =
      switch error.kind {
      case .invalid: .badData
      case .notFound: .inputNotFound
      case .exists, .cannotCreate: .cannotCreate
      case .inputOutput: .inputOutput
      }
    self.init(status, error.description)
  }

  init(_ error: DatasetError) {
    let status: ExitStatus =
      switch error.kind {
      case .notFound: .inputNotFound
      case .unreadable: .inputOutput
      case .badData: .badData
      }
    self.init(status, error.description)
  }

  init(_ error: SessionFolderError) {
    let status: ExitStatus =
      switch error.kind {
      case .notFound: .inputNotFound
      case .inUse, .damaged: .badData
      case .unreadable: .inputOutput
      }
    self.init(status, error.description)
  }

  init(_ error: CheckpointError, session: String) {
    self.init(.badData, "\(printable(session, limit: 400)): \(error)")
  }

  init(_ error: TerminalError) {
    switch error {
    case .notATerminal, .terminalNotNamed, .unknownTerminal, .cannotPlaceCursor:
      self.init(.usage, error.description)
    case .systemRefused: self.init(.inputOutput, error.description)
    }
  }

  /// A configuration that the data or the weights do not fit.
  init(_ error: ConfigurationError, subject: String) {
    self.init(.badData, Self.list(error.problems.map(\.description), of: subject))
  }

  init(_ error: WeightsError, file: String) {
    self.init(.badData, "\(printable(file, limit: 400)): \(error)")
  }

  /// An input that cannot be read.
  init(_ failure: SystemFailure, input file: String) {
    self.init(
      failure.isOfDisk ? .inputOutput : .inputNotFound,
      "\(printable(file, limit: 400)): "
        + (failure.isMissingFile
          ? "expected a file, found none" : "cannot be read: \(failure.reason)"))
  }

  /// An output that cannot be written.
  init(_ failure: SystemFailure, output file: String, isOpen: Bool) {
    self.init(
      isOpen || failure.isOfDisk ? .inputOutput : .cannotCreate,
      "\(printable(file, limit: 400)): "
        + (failure.isMissingFile
          ? "expected a file in a folder that exists, found no such folder"
          : "cannot be written: \(failure.reason)"))
  }

  init(_ failure: WholeFileWriter.Failure, output file: String) {
    switch failure {
    case .exists:
      self.init(.cannotCreate, "\(printable(file, limit: 400)): expected no file, found one")
    case .unusable(let reason):
      self.init(.cannotCreate, "\(printable(file, limit: 400)): \(reason)")
    case .system(let failure): self.init(failure, output: file, isOpen: false)
    }
  }

  // With more of them the file is another kind of file.
  private static let largestProblemCount = 50

  /// A subject and what is wrong with it: on one line, or a line a problem.
  static func list(_ problems: [String], of subject: String) -> String {
    let subject = printable(subject, limit: 400)
    if problems.count == 1 { return "\(subject): \(problems[0])" }
    var lines = problems.prefix(largestProblemCount).map { "\n  \($0)" }
    let rest = problems.count - lines.count
    if rest > 0 { lines.append("\n  and \(rest) more") }
    return "\(subject): \(problems.count) problems" + lines.joined()
  }
}
