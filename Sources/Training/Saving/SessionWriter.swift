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
    case folder(SessionFolder)
  }

  let place: Place
  let threads: Int?
  let workingDirectory: String
  /// Bytes of the history from which on figures are thinned.
  ///
  /// A screen needs few of them; metrics that go on need all.
  public var fullHistory = 64 << 20
  /// ``fullHistory`` for a session that is only looked at.
  public static let historyOfScreen = 4 << 20
  /// The text of a session for a file in a folder.
  let text: @Sendable (SessionDescription, String) -> [UInt8]

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
    resumed folder: SessionFolder, threads: Int?, workingDirectory: String,
    text: @escaping @Sendable (SessionDescription, String) -> [UInt8]
  ) {
    place = .folder(folder)
    self.threads = threads
    self.workingDirectory = workingDirectory
    self.text = text
  }
}

/// The thread that brings a session to the disk, which may take its time.
///
/// What is left for it waits in one place: a newer state takes that of an older one, events gather.
final class SessionWriter: Sendable {
  private struct Slot {
    /// What happened up to the checkpoint.
    var events: [TrainerEvent] = []
    /// What happened after it.
    var later: [TrainerEvent] = []
    var checkpoint: SessionCheckpoint?
    var isEnding = false
    var isDiscarding = false
  }

  private let slot = Mutex(Slot())
  private let arrival = DispatchSemaphore(value: 0)
  private let failure = Mutex<String?>(nil)
  private let place = Mutex<String?>(nil)
  private let thread = Mutex<WorkerThread?>(nil)

  init(_ saving: SessionSaving) {
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

  /// The folder, once there is one.
  var folder: String? { place.withLock { $0 } }

  /// Saves what was left last and ends; or removes all that was saved.
  func endAndWait(discarding isDiscarding: Bool) {
    slot.withLock { slot in
      slot.isEnding = true
      slot.isDiscarding = isDiscarding
    }
    arrival.signal()
    thread.withLock { $0 }?.join()
  }

  private func serve(_ saving: SessionSaving) {
    var output = SessionOutput(saving)
    var hasFailed = false
    while true {
      arrival.wait()
      let taken = slot.withLock { slot in
        let taken = slot
        slot.events = []
        if slot.checkpoint == nil { slot.later = [] }
        slot.checkpoint = nil
        return taken
      }
      if taken.isDiscarding {
        output.remove()
        return
      }
      if let checkpoint = taken.checkpoint {
        do throws(SystemFailure) {
          try output.write(checkpoint, taken.events)
          hasFailed = false
          place.withLock { $0 = output.path }
        } catch {
          if !hasFailed { failure.withLock { $0 = error.reason } }
          hasFailed = true
        }
      } else {
        output.record(taken.later)
      }
      if taken.isEnding { return }
    }
  }
}
