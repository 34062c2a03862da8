public import ExperimentModel
import Files

/// A session out of its folder, to be gone on with.
public struct SavedSession: Sendable {
  /// The state it goes on from.
  public var checkpoint: SessionCheckpoint
  /// Threads for matrix products; `nil` for what suits the network.
  public var threads: Int?
  /// The working directory that a relative path of the data starts from.
  public var workingDirectory: String
  /// What happened until then, but for the single steps.
  public var events: [TrainerEvent]
  /// Whether the events are all there were: beyond some size only changes are kept.
  public var hasAllEvents: Bool
  /// Whether it stays when it has ended as it should.
  public var isKeptAtEnd: Bool
  /// Where what happens from here on is written.
  let logEnd: LogEnd
}

/// The end of the log that counts, where it goes on.
struct LogEnd {
  /// Which of the two files it is.
  var file = 0
  /// Bytes before it.
  var length = 0
  /// A hash over them.
  var hash = WordHash()
  /// Whether they are all there were.
  var hasAllEvents = true
  /// What writes behind them.
  var log = EventLog()
}

/// The file that a session goes on from: its checkpoint, and how much of its log counts.
///
/// Written in one piece, so that what is read belongs together whatever happened meanwhile.
struct SessionFile: Equatable {
  static let title = "nn-tui session\n"
  static let version: UInt32 = 4
  /// The versions that are read: the one before had a single file for its log.
  static let readableVersions: ClosedRange<UInt32> = 3...4

  var checkpoint: SessionCheckpoint
  var threads: Int?
  var workingDirectory: String
  /// Which file the log is in.
  var logFile = 0
  /// Bytes of the log that were written before this.
  var logLength = 0
  /// A hash over them.
  var logHash: UInt64 = WordHash().value
  var hasAllEvents = true
  var isKeptAtEnd = false

  /// The file in pieces, of which the large ones are the checkpoint's own memory.
  var pieces: [FilePiece] {
    var writer = CheckpointWriter()
    writer.put(bytes: Self.title.utf8)
    writer.put(Self.version)
    writer.put(threads ?? 0)
    writer.put(workingDirectory)
    writer.put(UInt8(logFile))
    writer.put(logLength)
    writer.put(logHash)
    writer.put(UInt8(hasAllEvents ? 1 : 0))
    writer.put(UInt8(isKeptAtEnd ? 1 : 0))
    // The checkpoint has a hash of its own; this one is over what stands before it.
    writer.put(CheckpointFile.hash(of: writer.bytes[...]))
    return writer.pieces + CheckpointFile.pieces(of: checkpoint)
  }

  /// The file in bytes.
  ///
  /// - Throws: the first thing wrong.
  init(bytes: [UInt8]) throws(CheckpointError) {
    guard bytes.starts(with: Self.title.utf8) else {
      throw .damaged(
        expected: "a saved session of nn-tui", found: bytes.isEmpty ? "no bytes" : "another file")
    }
    var reader = CheckpointReader(bytes.dropFirst(Self.title.utf8.count))
    let version: UInt32 = try reader.number()
    guard Self.readableVersions.contains(version) else {
      let (first, last) = (Self.readableVersions.lowerBound, Self.version)
      throw .damaged(
        expected: "a session of version \(first) to \(last)", found: "version \(version)")
    }
    let threads = try reader.integer()
    workingDirectory = try reader.text()
    logFile = version == 3 ? 0 : Int(try reader.tag())
    logLength = try reader.integer()
    logHash = try reader.number()
    hasAllEvents = try reader.tag() != 0
    isKeptAtEnd = try reader.tag() != 0
    let rest = reader.remaining
    let hash: UInt64 = try reader.number()
    guard hash == CheckpointFile.hash(of: bytes[..<rest.startIndex]), logLength >= 0,
      0...256 ~= threads, SessionFolder.logNames.indices.contains(logFile)
    else { throw .damaged(expected: "a whole session", found: "one cut short or changed") }
    self.threads = threads == 0 ? nil : threads
    checkpoint = try CheckpointFile.checkpoint(in: reader.remaining)
  }

  /// The name of the file that the log is in.
  var logName: String { SessionFolder.logNames[logFile] }

  init(checkpoint: SessionCheckpoint, threads: Int?, workingDirectory: String) {
    self.checkpoint = checkpoint
    self.threads = threads
    self.workingDirectory = workingDirectory
  }
}

extension SessionCheckpoint {
  /// The checkpoint, whose data is described by the events up to it where an older version left only a
  /// hash.
  func outlined(by events: [TrainerEvent]) -> SessionCheckpoint {
    guard case .values(let hash, nil) = data,
      let facts = events.reversed().lazy.compactMap(\.facts).first
    else { return self }
    var outlined = self
    outlined.data = .values(hash: hash, DataOutline(facts))
    return outlined
  }

  /// What gives the run again.
  func description(threads: Int?) -> SessionDescription {
    var status: RunStatus?
    if case .ended(let end) = standing { status = end.status }
    return SessionDescription(ledger: ledger, threads: threads, steps: step, status: status)
  }
}
