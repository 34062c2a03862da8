import ExperimentModel
import Files

/// The folder of one session, held by this program alone.
public final class SessionFolder: Sendable {
  /// The folder.
  public let path: String
  private let lock: FileLock

  // A large network, and the losses of some hundred thousand epochs.
  static let largestFile = 4 << 30

  /// Takes a folder that is there.
  ///
  /// - Throws: that there is none, or that another program has it.
  public init(_ path: String) throws(SessionFolderError) {
    guard FolderContents.isFolder(path) else {
      throw SessionFolderError(.notFound, path, "expected the folder of a session, found none")
    }
    do {
      guard let lock = try FileLock(FilePath.joined(path, Self.lockName)) else {
        throw SessionFolderError(.inUse, path, "expected a session that nobody uses, found it open")
      }
      self.lock = lock
    } catch let error as SystemFailure {
      throw SessionFolderError(.unreadable, path, error.reason)
    } catch let error as SessionFolderError {
      throw error
    } catch {
      throw SessionFolderError(.unreadable, path, "\(error)")
    }
    self.path = path
  }

  static let checkpointName = "checkpoint"
  static let logName = "history"
  static let textName = "session.yaml"
  private static let lockName = "lock"
  static let statePrefix = "undo-"

  func file(_ name: String) -> String { FilePath.joined(path, name) }

  /// The session as it was last saved.
  ///
  /// - Throws: what is missing or wrong.
  public func load() throws(SessionFolderError) -> SavedSession {
    let (file, log) = try contents()
    do throws(CheckpointError) {
      let events = try EventLog.events(in: log)
      return SavedSession(
        checkpoint: file.checkpoint, threads: file.threads,
        workingDirectory: file.workingDirectory, events: events, hasAllEvents: file.hasAllEvents,
        isKeptAtEnd: file.isKeptAtEnd,
        logEnd: LogEnd(
          length: file.logLength, hash: WordHash(value: file.logHash),
          hasAllEvents: file.hasAllEvents, log: EventLog(after: events)))
    } catch {
      throw SessionFolderError(.damaged, self.file(Self.logName), error.description)
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
      log = try self.bytes(of: Self.logName, limit: length)
      log.removeLast(max(log.count - length, 0))
    }
    guard CheckpointFile.hash(of: log[...]) == file.logHash else {
      throw SessionFolderError(
        .damaged, self.file(Self.logName), "expected a whole history, found one that was changed")
    }
    return (file, log)
  }

  func bytes(of name: String, limit: Int) throws(SessionFolderError) -> [UInt8] {
    do {
      return try FileBytes.contents(
        of: file(name), limit: limit, waits: false, followsLinks: false)
    } catch {
      throw SessionFolderError(
        error.isMissingFile ? .notFound : .unreadable, file(name), error.reason)
    }
  }

  /// Removes the folder and what the program put there.
  func remove() { FolderContents.remove(path, filesNamed: Self.isOwn) }

  /// Removes pieces that a program left which ended in the middle of writing.
  func removePieces() {
    for name in FolderContents.names(in: path) where Self.isPiece(name) {
      FolderContents.removeFile(file(name))
    }
  }

  private static func isPiece(_ name: String) -> Bool {
    name.hasPrefix(".nn-tui-") && name.hasSuffix(".tmp")
  }

  private static func isOwn(_ name: String) -> Bool {
    [checkpointName, logName, textName, lockName].contains(name) || isPiece(name)
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
