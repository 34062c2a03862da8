import Dispatch
public import ExperimentModel
import Files
import Synchronization

/// Where and how a session is saved.
public struct SessionSaving: Sendable {
  enum Place: Sendable {
    /// A folder to be made with the first save.
    case new(SessionStore)
    /// A folder that was resumed from.
    case folder(SessionFolder, LogEnd)
  }

  let place: Place
  let threads: Int?
  let workingDirectory: String
  /// Bytes that the history may take: where it is more, half of the figures go, the older as well as
  /// the newer.
  ///
  /// A screen needs few of them; metrics of a run that is resumed need all.
  public var fullHistory = 16 << 20
  /// ``fullHistory`` for a session that is only looked at.
  public static let historyOfScreen = 4 << 20
  /// Bytes that all files of the session may take, unless the checkpoint alone takes more.
  var folderByteCount = largestFolder
  /// ``folderByteCount`` unless said otherwise.
  static let largestFolder = 64 << 20
  /// Whether the session stays when it has ended as it should: somebody looks at it.
  public var isKeptAtEnd = false
  /// Whether it is saved only where the outputs of its end cannot be written: what came before can be
  /// trained again from a file.
  public var isOnlyForEnd = false
  /// The text of a session for a file in a folder.
  let text: @Sendable (SessionDescription, String) -> [UInt8]

  /// Bytes for the history and for states to go back to, beside a checkpoint of so many; the history
  /// may already be longer.
  ///
  /// Checkpoint and history count twice: a new one is written before the one before it goes.
  func room(
    besides checkpointByteCount: Int, historyLength: Int = 0
  ) -> (history: Int, states: Int) {
    // Text and index take little.
    let small = folderByteCount / 32
    let rest = max(folderByteCount - small - 2 * checkpointByteCount, 0)
    let history = min(fullHistory, max(rest / 2, small))
    return (history, max(rest - 2 * max(history, historyLength), 0))
  }

  /// The folder of the session that it goes on with.
  var resumedFolder: SessionFolder? {
    switch place {
    case .new: nil
    case .folder(let folder, _): folder
    }
  }

  /// A new session.
  public init(
    in store: SessionStore, threads: Int?, workingDirectory: String,
    text: @escaping @Sendable (SessionDescription, String) -> [UInt8]
  ) {
    place = .new(store)
    self.threads = threads
    self.workingDirectory = workingDirectory
    self.text = text
  }

  /// A session that goes on.
  public init(
    resumed saved: SavedSession, in folder: SessionFolder, workingDirectory: String,
    text: @escaping @Sendable (SessionDescription, String) -> [UInt8]
  ) {
    place = .folder(folder, saved.logEnd)
    threads = saved.threads
    self.workingDirectory = workingDirectory
    self.text = text
  }
}

/// The thread that brings a session to the disk, which may take its time.
///
/// What is left for it waits in one place: a newer state takes that of an older one, events gather.
final class SessionWriter: StateShelf {
  private struct Slot {
    /// What happened up to the checkpoint.
    var events: [TrainerEvent] = []
    /// What happened after it.
    var later: [TrainerEvent] = []
    var checkpoint: SessionCheckpoint?
    /// States that are to be moved to files, in this order.
    var states: [KeptState] = []
    /// Files whose states nobody goes back to any more.
    var leftFiles: [StateFile.Name] = []
    /// What there is to go back to at the end.
    var history: UndoHistory?
    var isEnding = false
    var isDiscarding = false
    /// Signalled once what was left before is on the disk.
    var waiting: [DispatchSemaphore] = []
    /// A state is on its way to the disk.
    var isWriting = false
  }

  private let slot = Locked(Slot())
  private let arrival = DispatchSemaphore(value: 0)
  private let failure = Locked<String?>(nil)
  private let stateFailure = Locked<String?>(nil)
  private let stateRoom: Atomic<Int>
  private let place = Locked<String?>(nil)
  /// The state written last, whose memory the next one can have.
  private let spare = Locked<SessionCheckpoint?>(nil)
  private let thread = Locked<WorkerThread?>(nil)

  init(_ saving: SessionSaving) {
    place.withLock { $0 = saving.resumedFolder?.path }
    stateRoom = Atomic(saving.room(besides: 0).states)
    let started = WorkerThread { [self] in serve(saving) }
    thread.withLock { $0 = started }
  }

  /// Leaves a state to be saved, and what happened since the last call.
  func save(_ checkpoint: SessionCheckpoint, _ events: [TrainerEvent]) {
    slot.withLock { slot in
      slot.checkpoint = checkpoint
      slot.events += slot.later + events
      slot.later = []
    }
    arrival.signal()
  }

  /// Whether a state is held that is not on the disk yet.
  var isBusy: Bool { slot.withLock { $0.isWriting || $0.checkpoint != nil } }

  /// A state that is of no use but for its memory; each is given once.
  func takeSpare() -> SessionCheckpoint? { spare.withLock { $0.take() } }

  /// Gives a state to be had by ``takeSpare()``; memory for a larger one is not held all the time.
  func leaveSpare(_ state: SessionCheckpoint) {
    guard state.byteCount <= Self.largestSpare else { return }
    spare.withLock { $0 = state }
  }

  /// Bytes of a state whose memory is used again.
  static let largestSpare = 64 << 20

  /// Leaves what happened, to be saved with the next state: as bytes it takes far less memory.
  func note(_ events: [TrainerEvent]) {
    slot.withLock { $0.later += events }
    arrival.signal()
  }

  /// Why nothing could be saved, once for each time it began to fail.
  func takeFailure() -> String? {
    failure.withLock { failure in
      defer { failure = nil }
      return failure
    }
  }

  /// Why a state could not be moved to a file, once for each time it began to fail.
  func takeStateFailure() -> String? {
    stateFailure.withLock { failure in
      defer { failure = nil }
      return failure
    }
  }

  var room: Int { stateRoom.load(ordering: .relaxed) }

  func take(_ state: KeptState) {
    slot.withLock { $0.states.append(state) }
    arrival.signal()
  }

  /// Waits until everything left so far is on the disk, or could not be written.
  func waitUntilSaved() {
    let isDone = DispatchSemaphore(value: 0)
    slot.withLock { $0.waiting.append(isDone) }
    arrival.signal()
    isDone.wait()
  }

  /// The folder, once there is one.
  var folder: String? { place.withLock { $0 } }

  /// Saves what was left last and ends; or removes all that was saved.
  ///
  /// States to go back to are kept with it.
  func endAndWait(discarding isDiscarding: Bool, keeping history: UndoHistory? = nil) {
    slot.withLock { slot in
      slot.history = history
      slot.isEnding = true
      slot.isDiscarding = isDiscarding
    }
    arrival.signal()
    thread.withLock { $0 }?.join()
  }

  private func serve(_ saving: SessionSaving) {
    // On this thread, for nobody waits for it.
    if case .new(let store) = saving.place { store.removeUnsaved() }
    var output = SessionOutput(saving)
    var files = StateFiles(in: output.folder, largestByteCount: output.stateRoom) {
      [weak self] name in self?.leave(name)
    }
    var hasFailed = false
    while true {
      arrival.wait()
      let taken = takeSlot()
      if taken.isDiscarding {
        output.remove()
        return
      }
      if let checkpoint = taken.checkpoint {
        write(checkpoint, taken.events, to: &output, &hasFailed)
        files.largestByteCount = output.stateRoom
      } else {
        output.record(taken.later)
      }
      for isDone in taken.waiting { isDone.signal() }
      files.remove(taken.leftFiles)
      if taken.isEnding {
        if let history = taken.history, let folder = output.folder {
          files.close(history, in: folder, workingDirectory: saving.workingDirectory)
        } else {
          output.folder?.removeStates()
        }
        return
      }
      slot.withLock { $0.isWriting = false }
      files.add(taken.states)
      move(&files, to: output, isLost: hasFailed)
    }
  }

  private func write(
    _ checkpoint: SessionCheckpoint, _ events: [TrainerEvent], to output: inout SessionOutput,
    _ hasFailed: inout Bool
  ) {
    defer { leaveSpare(checkpoint) }
    do throws(SystemFailure) {
      try output.write(checkpoint, events)
      hasFailed = false
      place.withLock { $0 = output.path }
    } catch {
      if !hasFailed { failure.withLock { $0 = error.reason } }
      hasFailed = true
    }
  }

  private func takeSlot() -> Slot {
    slot.withLock { slot in
      let taken = slot
      slot.events = []
      if slot.checkpoint == nil { slot.later = [] }
      slot.checkpoint = nil
      slot.isWriting = taken.checkpoint != nil
      slot.waiting = []
      slot.states = []
      slot.leftFiles = []
      return taken
    }
  }

  /// Moves one state, so that the session itself never waits for many.
  private func move(_ files: inout StateFiles, to output: SessionOutput, isLost: Bool) {
    if let reason = files.moveNext(to: output.folder, isLost: isLost) {
      stateFailure.withLock { $0 = reason }
    }
    // While nothing can be saved, what is sent here would be lost, the oldest states first.
    if let room = isLost ? files.byteCount : files.room(in: output.folder) {
      stateRoom.store(room, ordering: .relaxed)
    }
    if files.isWaiting { arrival.signal() }
  }

  func leave(_ name: StateFile.Name) {
    slot.withLock { $0.leftFiles.append(name) }
    arrival.signal()
  }
}
