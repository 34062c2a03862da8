import Files

/// A state to go back to, in a file that goes when nobody holds this any more.
final class StateFile: Sendable {
  /// What there is to be removed.
  struct Name {
    var folder: OpenFolder
    var name: String
    var byteCount: Int
  }

  let number: Int
  let byteCount: Int
  let hash: UInt64
  private let folder: OpenFolder
  private let leave: @Sendable (Name) -> Void

  /// A file of so many bytes with this hash; `leave` is called when it is no longer needed.
  init(
    number: Int, in folder: OpenFolder, byteCount: Int, hash: UInt64,
    leave: @escaping @Sendable (Name) -> Void
  ) {
    self.number = number
    self.folder = folder
    self.byteCount = byteCount
    self.hash = hash
    self.leave = leave
  }

  deinit { leave(Name(folder: folder, name: name, byteCount: byteCount)) }

  private var name: String { SessionFolder.stateFile(number) }

  /// The state.
  ///
  /// - Throws: that the file cannot be read, or is not the one that was written.
  func checkpoint() throws(CheckpointError) -> SessionCheckpoint {
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try folder.contents(of: name, limit: byteCount)
    } catch {
      throw .damaged(expected: "the file of an older state", found: error.reason)
    }
    guard bytes.count == byteCount, ByteHash.value(of: bytes[...]) == hash else {
      throw .damaged(expected: "the older state as it was kept", found: "another file")
    }
    return try CheckpointFile.checkpoint(in: bytes)
  }
}

/// Moves states to files of the session's folder, on the thread that writes.
struct StateFiles {
  /// The largest share of what is free on the disk: one part in so many.
  private static let partOfFreeSpace = 4

  private let leave: @Sendable (StateFile.Name) -> Void
  /// Bytes that the session's folder has for all files.
  var largestByteCount: Int
  private var waiting: [KeptState] = []
  /// Bytes that all files take.
  private(set) var byteCount = 0
  private var lastNumber = 0
  private var hasFailed = false

  /// `leave` is called with each file that is no longer needed; those in `folder` are there already.
  init(
    in folder: SessionFolder?, largestByteCount: Int = SessionSaving.largestFolder,
    leave: @escaping @Sendable (StateFile.Name) -> Void
  ) {
    self.leave = leave
    self.largestByteCount = largestByteCount
    for file in folder?.stateFiles() ?? [] {
      byteCount += file.byteCount
      lastNumber = max(lastNumber, file.number)
    }
  }

  /// Whether there are states to be moved for which there is a folder.
  private(set) var isWaiting = false

  mutating func add(_ states: [KeptState]) { waiting += states }

  mutating func remove(_ names: [StateFile.Name]) {
    for name in names {
      name.folder.remove(name.name)
      byteCount -= name.byteCount
    }
  }

  /// Bytes that the files in a folder may take; `nil` where that cannot be told.
  func room(in folder: SessionFolder?) -> Int? {
    guard let folder, let free = folder.folder.freeByteCount else { return nil }
    return min(largestByteCount, (free + byteCount) / Self.partOfFreeSpace)
  }

  /// Moves the state that waits longest; before there is a folder it goes on waiting, unless
  /// `isLost` says that there will be none.
  ///
  /// - Returns: why it was given up, where the one before it was not.
  mutating func moveNext(to folder: SessionFolder?, isLost: Bool) -> String? {
    isWaiting = false
    guard folder != nil || isLost, !waiting.isEmpty else { return nil }
    let state = waiting.removeFirst()
    isWaiting = !waiting.isEmpty
    do throws(SystemFailure) {
      guard let folder else { throw SystemFailure.noFolder }
      try move(state, to: folder)
      hasFailed = false
      return nil
    } catch {
      state.giveUp()
      defer { hasFailed = true }
      return hasFailed ? nil : error.reason
    }
  }

  /// Brings the states of a session that is closed to files, the nearest first and no more than
  /// `largestByteCount`, for somebody waits; and leaves an index of them.
  mutating func close(
    _ history: UndoHistory, in folder: SessionFolder, workingDirectory: String,
    largestByteCount: Int = 64 << 20
  ) {
    var history = history
    history.shelf = nil
    keepNearest(of: history, in: folder)
    history.dropLost()
    var rest = largestByteCount
    for state in history.states.reversed() where state.place != .file {
      do throws(SystemFailure) {
        rest -= state.byteCount
        guard rest >= 0 else { throw .full }
        try move(state, to: folder)
      } catch {
        state.giveUp()
      }
    }
    history.dropLost()
    guard !history.states.isEmpty else { return folder.removeStates() }
    folder.replaceIndex(
      with: folder.checkpointHash.flatMap { history.index(for: $0, in: workingDirectory) })
  }

  /// Gives up the states for which the session's folder has no room, the farthest from the present
  /// first.
  private mutating func keepNearest(of history: UndoHistory, in folder: SessionFolder) {
    var rest = room(in: folder) ?? largestByteCount
    for state in history.states.reversed() {
      rest -= state.byteCount
      if rest < 0 { state.giveUp() }
    }
    folder.removeStates(but: Set(history.states.compactMap { $0.index?.number }))
    byteCount = folder.stateFiles().reduce(0) { $0 + $1.byteCount }
  }

  private mutating func move(
    _ state: KeptState, to folder: SessionFolder
  ) throws(SystemFailure) {
    guard let checkpoint = state.leaving else { return }
    guard byteCount + state.byteCount <= room(in: folder) ?? largestByteCount else {
      throw .full
    }
    let pieces = CheckpointFile.pieces(of: checkpoint)
    lastNumber += 1
    // Their hashes tell those that a loss of power cut short.
    try folder.folder.replace(SessionFolder.stateFile(lastNumber), with: pieces, flushes: false)
    let file = StateFile(
      number: lastNumber, in: folder.folder, byteCount: pieces.reduce(0) { $0 + $1.byteCount },
      hash: ByteHash.value(of: pieces), leave: leave)
    byteCount += file.byteCount
    state.moved(to: file)
  }
}
