import ExperimentModel
import Files
import NeuralNetwork
import Numerics

/// A checkpoint as bytes: to go on with a run in another process.
///
/// A title, a version, the fields of the configuration by their names, then numbers, all
/// little-endian; at the end a hash over everything before it.
public enum CheckpointFile {
  static let title = "nn-tui checkpoint\n"
  static let version: UInt32 = 6
  /// The versions that are read.
  ///
  /// Version 5 knew the data by its prepared values alone, and not the epoch of the best weights.
  static let readableVersions: ClosedRange<UInt32> = 5...6

  /// The bytes of a checkpoint.
  public static func bytes(of checkpoint: SessionCheckpoint) -> [UInt8] {
    pieces(of: checkpoint).reduce(into: []) { bytes, piece in
      unsafe piece.withBytes { unsafe bytes.append(contentsOf: $0) }
    }
  }

  /// The bytes of a checkpoint in pieces, of which the large ones are the checkpoint's own memory.
  static func pieces(of checkpoint: SessionCheckpoint) -> [FilePiece] {
    var writer = CheckpointWriter()
    writer.put(bytes: title.utf8)
    writer.put(version)
    writer.put(checkpoint)
    writer.put(ByteHash.value(of: writer.pieces))
    return writer.pieces
  }

  /// The checkpoint in the bytes of a file.
  ///
  /// - Throws: the first thing wrong. Nothing that the bytes claim is believed before it is compared
  ///   with the bytes there are; whether the checkpoint fits its data is seen when it is restored.
  public static func checkpoint(in bytes: [UInt8]) throws(CheckpointError) -> SessionCheckpoint {
    try checkpoint(in: bytes[...])
  }

  static func checkpoint(
    in bytes: ArraySlice<UInt8>
  ) throws(CheckpointError) -> SessionCheckpoint {
    guard bytes.starts(with: title.utf8) else {
      throw .damaged(
        expected: "a checkpoint of nn-tui", found: bytes.isEmpty ? "no bytes" : "another file")
    }
    var reader = CheckpointReader(bytes.dropFirst(title.utf8.count))
    let found: UInt32 = try reader.number()
    guard readableVersions.contains(found) else {
      throw .damaged(
        expected: "a checkpoint of version \(readableVersions.lowerBound) to \(version)",
        found: "version \(found)")
    }
    var end = CheckpointReader(bytes.suffix(8))
    guard try end.number() == ByteHash.value(of: bytes.dropLast(8)) else {
      throw .damaged(expected: "a whole checkpoint", found: "one cut short or changed")
    }
    reader.dropLast(8)
    reader.version = found
    let checkpoint = try reader.checkpoint()
    try reader.end()
    return checkpoint
  }

  static func hash(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = WordHash()
    for byte in bytes { hash.add(UInt64(byte)) }
    return hash.value
  }
}

extension CheckpointWriter {
  fileprivate mutating func put(_ checkpoint: SessionCheckpoint, isCopy: Bool = false) {
    put(checkpoint.configuration)
    put(checkpoint.ledger)
    put(checkpoint.schedule)
    put(checkpoint.counters)
    put(checkpoint.standing)
    put(checkpoint.trainingSeconds)
    // Networks of one run share their data.
    if !isCopy { put(checkpoint.data) }
    put(checkpoint.network)
    put(checkpoint.optimizer)
    put(checkpoint.batches)
    put(checkpoint.weightStream)
    put(checkpoint.recorder)
    put(checkpoint.stopping)
    put(checkpoint.plateau)
    put(checkpoint.copies.count)
    for copy in checkpoint.copies { put(copy, isCopy: true) }
  }
}

extension CheckpointReader {
  /// A checkpoint; `shared` is the data of the first network of its run, unless it is that one.
  fileprivate mutating func checkpoint(
    _ shared: DataFingerprint? = nil
  ) throws(CheckpointError) -> SessionCheckpoint {
    var checkpoint = SessionCheckpoint(
      configuration: try configuration(), ledger: try ledger(), schedule: try schedule(),
      counters: try counters(), standing: try standing(),
      trainingSeconds: try real(), data: try data(shared), network: try floats(),
      optimizer: try optimizer(), batches: try batches(), weightStream: try stream(),
      recorder: try recorder(), stopping: try stopping(), plateau: try plateau())
    checkpoint.copies = try copies(checkpoint.data)
    return checkpoint
  }

  private mutating func data(
    _ shared: DataFingerprint?
  ) throws(CheckpointError) -> DataFingerprint {
    if version >= 6, let shared { return shared }
    return try fingerprint()
  }

  private mutating func copies(
    _ data: DataFingerprint
  ) throws(CheckpointError) -> [SessionCheckpoint] {
    var copies: [SessionCheckpoint] = []
    // A copy of copies would be read until the stack ends.
    for _ in 0..<(try count(upTo: isInCopy ? 0 : 31, of: "networks beside the first")) {
      isInCopy = true
      copies.append(try checkpoint(data))
      isInCopy = false
    }
    return copies
  }
}
