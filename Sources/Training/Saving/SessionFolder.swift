import ExperimentModel
import Files

/// The folder of one session, held by this program alone.
public final class SessionFolder: Sendable {
  /// Where its files are.
  let folder: OpenFolder
  private let lock: FileLock

  // A large network, and the losses of some hundred thousand epochs.
  static let largestFile = 4 << 30

  /// Takes a folder that is there.
  ///
  /// - Throws: that there is none, that another program has it, or that something else is in the place
  ///   of it or of its lock.
  public convenience init(_ path: String) throws(SessionFolderError) {
    let folder: OpenFolder
    do {
      folder = try OpenFolder(path)
    } catch {
      throw SessionFolderError(
        error.isMissingFile || error.refusal != nil ? .notFound : .unreadable, path,
        error.isMissingFile
          ? "expected the folder of a session, found none" : error.refusal?.reason ?? error.reason)
    }
    let lock: FileLock?
    do {
      lock = try folder.lock(Self.lockName)
    } catch {
      throw SessionFolderError(
        .unreadable, error.refusal?.path ?? path, error.refusal?.reason ?? error.reason)
    }
    guard let lock else {
      throw SessionFolderError(.inUse, path, "expected a session that nobody uses, found it open")
    }
    self.init(folder, lock)
  }

  private init(_ folder: OpenFolder, _ lock: FileLock) {
    self.folder = folder
    self.lock = lock
  }

  /// Takes a folder; `nil` where another program has it.
  static func locking(_ folder: OpenFolder) throws(SystemFailure) -> SessionFolder? {
    guard let lock = try folder.lock(lockName) else { return nil }
    return SessionFolder(folder, lock)
  }

  /// Its path.
  public var path: String { folder.path }

  static let checkpointName = "checkpoint"
  /// The history is in one of these; the other one is written where it is thinned.
  static let logNames = ["history", "history-2"]
  static let textName = "session.yaml"
  private static let lockName = "lock"
  static let statePrefix = "undo-"

  private func file(_ name: String) -> String { FilePath.joined(path, name) }

  /// The session as it was last saved.
  ///
  /// - Throws: what is missing or wrong.
  public func load() throws(SessionFolderError) -> SavedSession {
    let (file, log) = try contents()
    do throws(CheckpointError) {
      let events = try EventLog.events(in: log)
      return SavedSession(
        checkpoint: file.checkpoint.outlined(by: events), threads: file.threads,
        workingDirectory: file.workingDirectory, events: events, hasAllEvents: file.hasAllEvents,
        isKeptAtEnd: file.isKeptAtEnd,
        logEnd: LogEnd(
          file: file.logFile, length: file.logLength, hash: WordHash(value: file.logHash),
          hasAllEvents: file.hasAllEvents, log: EventLog(after: events)))
    } catch {
      throw SessionFolderError(.damaged, self.file(file.logName), error.description)
    }
  }

  private func contents() throws(SessionFolderError) -> (file: SessionFile, log: [UInt8]) {
    let bytes = try bytes(of: Self.checkpointName, limit: Self.largestFile)
    let file: SessionFile
    do {
      file = try SessionFile(bytes: bytes)
    } catch {
      throw SessionFolderError(.damaged, self.file(Self.checkpointName), error.description)
    }
    // What lies behind belongs to a save that was not finished.
    var log: [UInt8] = []
    if file.logLength > 0 {
      let length = min(file.logLength, Self.largestFile)
      log = try self.bytes(of: file.logName, limit: length)
      log.removeLast(max(log.count - length, 0))
    }
    guard CheckpointFile.hash(of: log[...]) == file.logHash else {
      throw SessionFolderError(
        .damaged, self.file(file.logName), "expected a whole history, found one that was changed")
    }
    return (file, log)
  }

  func bytes(of name: String, limit: Int) throws(SessionFolderError) -> [UInt8] {
    do {
      return try folder.contents(of: name, limit: limit)
    } catch {
      throw SessionFolderError(
        error.isMissingFile ? .notFound : .unreadable, file(name),
        error.refusal?.reason ?? error.reason)
    }
  }

  /// Removes the folder and what the program put there.
  func remove() {
    for name in folder.names() where Self.isOwn(name) { folder.remove(name) }
    folder.removeIfEmpty()
  }

  /// Removes pieces that a program left which ended in the middle of writing; `logName` is in use.
  func removePieces(but logName: String) {
    let otherLogs = Self.logNames.filter { $0 != logName }
    for name in folder.names() where Self.isPiece(name) || otherLogs.contains(name) {
      folder.remove(name)
    }
  }

  /// Whether all that is in a folder is what a session leaves that never came to be saved.
  static func isUnsaved(_ folder: OpenFolder) -> Bool {
    folder.names().allSatisfy { name in
      name != checkpointName && isOwn(name) && folder.isOwnFile(name)
    }
  }

  private static func isPiece(_ name: String) -> Bool {
    name.hasPrefix(".nn-tui-") && name.hasSuffix(".tmp")
  }

  private static func isOwn(_ name: String) -> Bool {
    ([checkpointName, textName, lockName] + logNames).contains(name) || isPiece(name)
      || name.hasPrefix(statePrefix)
  }
}

/// Why the folder of a session cannot be used.
public struct SessionFolderError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Kind: Sendable {
    /// There is none.
    case notFound
    /// Another program has it.
    case inUse
    /// What is there is no session, or not a whole one.
    case damaged
    /// The system refused.
    case unreadable
  }

  /// The kind of failure.
  public var kind: Kind
  /// The folder or file.
  public var path: String
  /// What is wrong, without the file.
  public var reason: String

  /// An error.
  public init(_ kind: Kind, _ path: String, _ reason: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }

  /// The message.
  public var description: String { "\(printable(path, limit: 400)): \(reason)" }
}
