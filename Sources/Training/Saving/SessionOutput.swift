import ExperimentModel
import Files

/// The files of a session, written so that what is read belongs together: first the log, then in one
/// piece the state that says how much of the log counts, then the text for people.
struct SessionOutput {
  private let saving: SessionSaving
  private(set) var folder: SessionFolder?
  /// What the disk has of the log.
  private var end = LogEnd()
  /// Bytes of the log that are not on the disk.
  private var waiting: [UInt8] = []

  /// Bytes from which on the history is thinned; more than there should be where it is all changes.
  private var leastToThin = 0
  private var checkpointByteCount = 0

  init(_ saving: SessionSaving) {
    self.saving = saving
    guard case .folder(let folder, let end) = saving.place else { return }
    self.folder = folder
    self.end = end
    folder.removePieces(but: SessionFolder.logNames[end.file])
  }

  /// The folder, once there is one.
  var path: String? { folder?.path }

  /// Bytes that states to go back to may take.
  var stateRoom: Int {
    saving.room(besides: checkpointByteCount, historyLength: end.length).states
  }

  private var historyRoom: Int { saving.room(besides: checkpointByteCount).history }

  /// Writes a state and what happened since the last one.
  ///
  /// - Throws: why not; what was saved before is as it was, and the events are kept for the next time.
  mutating func write(
    _ checkpoint: SessionCheckpoint, _ events: [TrainerEvent]
  ) throws(SystemFailure) {
    checkpointByteCount = checkpoint.byteCount
    record(events)
    let session = try openFolder(checkpoint)
    let folder = session.folder
    let (next, old) = try writeLog(to: folder)
    var file = SessionFile(
      checkpoint: checkpoint, threads: saving.threads, workingDirectory: saving.workingDirectory)
    file.logFile = next.file
    file.logLength = next.length
    file.logHash = next.hash.value
    file.hasAllEvents = next.hasAllEvents
    file.isKeptAtEnd = saving.isKeptAtEnd
    try folder.replace(SessionFolder.checkpointName, with: file.pieces)
    (end, waiting) = (next, [])
    if let old { folder.remove(old) }
    let text = saving.text(checkpoint.description(threads: saving.threads), session.path)
    try folder.replace(SessionFolder.textName, with: [.bytes(text)])
  }

  /// Writes what the disk does not have of the history: behind the rest of it, or where that is too
  /// much all of it with fewer figures to another file.
  ///
  /// - Returns: its end from here on, and the file that is then of no use.
  private mutating func writeLog(
    to folder: OpenFolder
  ) throws(SystemFailure) -> (end: LogEnd, old: String?) {
    var next = end
    let name = SessionFolder.logNames[end.file]
    if end.length + waiting.count > max(historyRoom, leastToThin),
      let (bytes, halvings) = thinnedHistory(in: folder)
    {
      leastToThin = bytes.count + historyRoom / 4
      next.file = 1 - end.file
      next.length = bytes.count
      next.hash = WordHash()
      for byte in bytes { next.hash.add(UInt64(byte)) }
      next.log.widen(by: halvings)
      next.hasAllEvents = false
      try folder.replace(SessionFolder.logNames[next.file], with: [.bytes(bytes)])
      return (next, name)
    }
    try folder.append([.bytes(waiting)], to: name, at: end.length)
    for byte in waiting { next.hash.add(UInt64(byte)) }
    next.length += waiting.count
    return (next, nil)
  }

  /// The whole history with so few figures that it has room for a while, if there are some to spare.
  private func thinnedHistory(in folder: OpenFolder) -> (bytes: [UInt8], halvings: Int)? {
    let name = SessionFolder.logNames[end.file]
    guard
      var bytes = end.length == 0
        ? [] : try? folder.contents(of: name, limit: end.length).prefix(end.length),
      CheckpointFile.hash(of: bytes) == end.hash.value
    else { return nil }
    bytes += waiting
    guard let events = try? EventLog.events(in: Array(bytes)) else { return nil }
    return EventLog.thinned(events, to: historyRoom / 4 * 3)
  }

  /// Removes all that was written.
  mutating func remove() {
    folder?.remove()
    folder = nil
  }

  /// Takes note of what happened, for the next state that is written.
  mutating func record(_ events: [TrainerEvent]) {
    for event in events {
      let past = end.length + waiting.count
      let isKept = end.log.record(event, within: historyRoom, after: past)
      if !isKept { end.hasAllEvents = false }
    }
    waiting += end.log.take()
  }

  private mutating func openFolder(
    _ checkpoint: SessionCheckpoint
  ) throws(SystemFailure) -> SessionFolder {
    if let folder { return folder }
    guard case .new(let store) = saving.place else { throw SystemFailure(code: 0) }
    let made = try store.create(for: checkpoint.configuration)
    folder = made
    return made
  }
}
