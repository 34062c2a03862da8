import Datasets
import ExperimentModel
import Files

/// What there is to go back to in a session that was closed: which changes, and which file holds each
/// state.
///
/// A title, a version, what the checkpoint it belongs to is recognised by, the entries, and a hash.
struct StateIndex: Equatable {
  /// A state in a file, with what is known of it without reading it.
  struct State: Equatable {
    var number: Int
    var byteCount: Int
    var hash: UInt64
    var configuration: ExperimentConfiguration
    var standing: RunStanding
    var step: Int
  }

  struct Entry: Equatable {
    var change: ConfigurationChange
    var changeCount: Int
    var state: State
    var displaced: [Entry]?
  }

  static let title = "nn-tui states\n"
  static let version: UInt32 = 1

  /// The hash at the end of the checkpoint, from which on these can be gone back to.
  var checkpointHash: UInt64
  /// The working directory that relative paths of the states' data start from.
  var workingDirectory: String
  var undoable: [Entry]
  var redoable: [Entry]
  var isCutOff: Bool

  /// The numbers of all files.
  var files: Set<Int> { Set(states.map(\.number)) }

  /// Whether the data of all states is found from a working directory.
  func isUsable(from directory: String) -> Bool {
    directory == workingDirectory
      || states.allSatisfy { state in
        let source = state.configuration.data.source
        return source.hasPrefix("/") || BuiltInDataset.named(source) != nil
      }
  }

  private var states: [State] { (undoable + redoable).flatMap(\.states) }
}

extension StateIndex.Entry {
  fileprivate var states: [StateIndex.State] { [state] + (displaced ?? []).flatMap(\.states) }
}

extension StateIndex {
  var bytes: [UInt8] {
    var writer = CheckpointWriter()
    writer.put(bytes: Self.title.utf8)
    writer.put(Self.version)
    writer.put(checkpointHash)
    writer.put(workingDirectory)
    writer.put(UInt8(isCutOff ? 1 : 0))
    writer.put(undoable)
    writer.put(redoable)
    writer.put(ByteHash.value(of: writer.bytes[...]))
    return writer.bytes
  }

  /// The index in bytes.
  ///
  /// - Throws: the first thing wrong.
  init(bytes: [UInt8]) throws(CheckpointError) {
    guard bytes.starts(with: Self.title.utf8) else {
      throw .damaged(expected: "an index of states", found: "another file")
    }
    var reader = CheckpointReader(bytes.dropFirst(Self.title.utf8.count))
    let version: UInt32 = try reader.number()
    var end = CheckpointReader(bytes.suffix(8))
    guard version == Self.version,
      try end.number() == ByteHash.value(of: bytes.dropLast(8))
    else { throw .damaged(expected: "a whole index of states", found: "another") }
    reader.dropLast(8)
    checkpointHash = try reader.number()
    workingDirectory = try reader.text()
    isCutOff = try reader.tag() != 0
    undoable = try reader.entries()
    redoable = try reader.entries()
    try reader.end()
  }
}

extension CheckpointWriter {
  fileprivate mutating func put(_ entries: [StateIndex.Entry]) {
    put(entries.count)
    for entry in entries {
      put(entry.change)
      put(entry.changeCount)
      put(entry.state.number)
      put(entry.state.byteCount)
      put(entry.state.hash)
      put(entry.state.configuration)
      put(entry.state.standing)
      put(entry.state.step)
      put(UInt8(entry.displaced == nil ? 0 : 1))
      if let displaced = entry.displaced { put(displaced) }
    }
  }
}

extension CheckpointReader {
  // A history has no more states; entries within one another without end would take the stack.
  private static let largestDepth = 100

  fileprivate mutating func entries(depth: Int = 0) throws(CheckpointError) -> [StateIndex.Entry] {
    guard depth <= Self.largestDepth else {
      throw .damaged(
        expected: "at most \(Self.largestDepth) entries within one another", found: "more")
    }
    var entries: [StateIndex.Entry] = []
    for _ in 0..<(try count(ofBytes: 64)) {
      let (change, count) = (try change(), try self.count(upTo: 1 << 48, of: "changes"))
      let state = StateIndex.State(
        number: try self.count(upTo: 1 << 48, of: "files"),
        byteCount: try self.count(upTo: 1 << 40, of: "bytes"), hash: try number(),
        configuration: try configuration(), standing: try standing(),
        step: try self.count(upTo: 1 << 48, of: "steps"))
      let displaced = try tag() == 0 ? nil : try self.entries(depth: depth + 1)
      entries.append(
        StateIndex.Entry(change: change, changeCount: count, state: state, displaced: displaced))
    }
    return entries
  }
}

extension UndoHistory {
  /// What is to be known of the states, all of which have to be in files.
  func index(for checkpointHash: UInt64, in directory: String) -> StateIndex? {
    func index(_ entries: [Entry]) -> [StateIndex.Entry]? {
      var indexed: [StateIndex.Entry] = []
      for entry in entries {
        guard let state = entry.state.index else { return nil }
        var displaced: [StateIndex.Entry]?
        if let inner = entry.displaced {
          guard let all = index(inner) else { return nil }
          displaced = all
        }
        indexed.append(
          StateIndex.Entry(
            change: entry.change, changeCount: entry.changeCount, state: state,
            displaced: displaced))
      }
      return indexed
    }
    guard let undoable = index(undoable), let redoable = index(redoable) else { return nil }
    return StateIndex(
      checkpointHash: checkpointHash, workingDirectory: directory, undoable: undoable,
      redoable: redoable, isCutOff: isCutOff)
  }

  /// Goes on with the states of an index, whose files are in a folder.
  mutating func restore(
    _ index: StateIndex, in folder: SessionFolder,
    leave: @escaping @Sendable (StateFile.Name) -> Void
  ) {
    func entries(_ indexed: [StateIndex.Entry]) -> [Entry] {
      indexed.map { entry in
        let file = StateFile(
          number: entry.state.number, in: folder.folder,
          byteCount: entry.state.byteCount, hash: entry.state.hash, leave: leave)
        return Entry(
          change: entry.change, changeCount: entry.changeCount,
          state: KeptState(entry.state, in: file), displaced: entry.displaced.map(entries))
      }
    }
    restore(
      undoable: entries(index.undoable), redoable: entries(index.redoable),
      isCutOff: index.isCutOff)
  }
}
