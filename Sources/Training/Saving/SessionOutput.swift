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

  init(_ saving: SessionSaving) {
    self.saving = saving
    guard case .folder(let folder, let end) = saving.place else { return }
    self.folder = folder
    self.end = end
    folder.removePieces()
  }

  /// The folder, once there is one.
  var path: String? { folder?.path }

  /// Writes a state and what happened since the last one.
  ///
  /// - Throws: why not; what was saved before is as it was, and the events are kept for the next time.
  mutating func write(
    _ checkpoint: SessionCheckpoint, _ events: [TrainerEvent]
  ) throws(SystemFailure) {
    record(events)
    let folder = try openFolder(checkpoint)
    try GrowingFile(folder.file(SessionFolder.logName)).append([.bytes(waiting)], at: end.length)
    var newHash = end.hash
    for byte in waiting { newHash.add(UInt64(byte)) }
    var file = SessionFile(
      checkpoint: checkpoint, threads: saving.threads, workingDirectory: saving.workingDirectory)
    file.logLength = end.length + waiting.count
    file.logHash = newHash.value
    file.hasAllEvents = end.hasAllEvents
    file.isKeptAtEnd = saving.isKeptAtEnd
    try replace(folder.file(SessionFolder.checkpointName), with: file.pieces)
    (end.length, end.hash, waiting) = (file.logLength, newHash, [])
    let text = saving.text(checkpoint.description(threads: saving.threads), folder.path)
    try replace(folder.file(SessionFolder.textName), with: [.bytes(text)])
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
      let isKept = end.log.record(event, within: saving.fullHistory, after: past)
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

  private func replace(_ path: String, with pieces: [FilePiece]) throws(SystemFailure) {
    do throws(WholeFileWriter.Failure) {
      try WholeFileWriter(overwrites: true).replace(path, withPieces: pieces)
    } catch {
      switch error {
      case .system(let failure): throw failure
      // Somebody put a link or a folder in its place.
      case .exists, .unusable: throw SystemFailure.notAFile
      }
    }
  }
}
