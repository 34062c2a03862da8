public import ExperimentModel

/// Saves a session as it goes, on the thread that trains it, which only copies its state.
///
/// First after half a second, or where somebody pauses, or where the outputs of an ended run are
/// written; then about every two seconds, after each
/// change, and where training stops. Where copying takes long it is done less often, for half a
/// percent of the time; of a large session no second copy is made before the first is on the disk.
public struct SessionSaver: ~Copyable {
  private static let firstDelay = Duration.milliseconds(500)
  // A century, which still fits the clock.
  private static let never = Duration.seconds(3_155_760_000)
  private static let interval = Duration.seconds(2)
  private static let intervalAfterChange = Duration.milliseconds(100)
  private static let copiesPerInterval = 200
  private static let mostEvents = 1_024
  private static let largeState = 16 << 20

  private let writer: SessionWriter
  private let clock: @Sendable () -> ContinuousClock.Instant
  private let firstSave: ContinuousClock.Instant
  private var lastSave: ContinuousClock.Instant
  private var nextSave: ContinuousClock.Instant
  private var events: [TrainerEvent] = []
  private var savedStep = -1
  /// Bytes for states to go back to when they were last looked at.
  private var stateRoom = Int.max

  /// A saver of a session that is about to begin or to go on.
  public init(_ saving: SessionSaving, _ session: inout TrainingSession) {
    self.init(saving, &session, keepsStates: false)
  }

  /// A saver of a session; `keepsStates` gives the states that can be gone back to a place beside it,
  /// and finds those of a session that goes on.
  ///
  /// Tests pass a `clock` of their own.
  init(
    _ saving: SessionSaving, _ session: inout TrainingSession, keepsStates: Bool,
    clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.clock = clock
    let folder = saving.resumedFolder
    let index = keepsStates ? folder?.takeIndex(from: saving.workingDirectory) : nil
    folder?.removeStates(but: index?.files ?? [])
    let writer = SessionWriter(saving)
    self.writer = writer
    if keepsStates { session.changes.shelf = writer }
    if let index, let folder {
      session.changes.restore(index, in: folder) { [weak writer] name in writer?.leave(name) }
    }
    lastSave = clock()
    // What was saved before is worth it from the start.
    let delay = saving.isOnlyForEnd ? Self.never : Self.firstDelay
    firstSave = saving.resumedFolder != nil ? lastSave : lastSave + delay
    nextSave = firstSave
    // Training has not begun: now is the time to look at the rows, and to find memory.
    session.prepareCheckpoints()
    if session.checkpointByteCount <= SessionWriter.largestSpare {
      writer.leaveSpare(session.checkpoint())
    }
  }

  /// Takes note of what happened, and saves where it is time.
  public mutating func note(_ happened: [TrainerEvent], of session: inout TrainingSession) {
    // A checkpoint that has grown leaves less for the states before it.
    if writer.room < stateRoom { session.changes.settle() }
    stateRoom = writer.room
    for event in happened where event.isOfCourse {
      if case .started = event { session.prepareCheckpoints() }
      nextSave = max(firstSave, min(nextSave, lastSave + Self.intervalAfterChange))
    }
    events += happened.filter(\.isKept)
    let now = clock()
    // A session that waits gives no later occasion; one that ended so soon is soon trained again.
    let isLast = now >= firstSave || session.phase == .paused
    let isDue = now >= nextSave || !session.isTraining && !happened.isEmpty && isLast
    guard isDue, session.step != savedStep || !events.isEmpty, hasRoom(for: session) else {
      if events.count >= Self.mostEvents {
        writer.note(events)
        events = []
        // The state that goes with them is still to be saved.
        savedStep = -1
      }
      return
    }
    save(&session, now)
  }

  /// Takes note of what happened beside the run, for the next save.
  mutating func remember(_ happened: [TrainerEvent]) { events += happened }

  /// Saves the state as it is, unless the session is too young to be worth it.
  public mutating func saveNow(_ session: inout TrainingSession) {
    let now = clock()
    guard now >= firstSave, session.step != savedStep || !events.isEmpty else { return }
    save(&session, now)
  }

  /// The folder that has a state of the session; `nil` where none was saved.
  ///
  /// Waits for the disk.
  public var savedFolder: String? {
    writer.waitUntilSaved()
    return writer.folder
  }

  /// Whether the state of a step is saved, or on its way to the disk.
  public func hasSaved(_ session: borrowing TrainingSession) -> Bool { savedStep == session.step }

  /// Saves the state as it is, whatever the session's age, and waits until it is on the disk.
  ///
  /// - Returns: the folder that has this or an older state; `nil` where none could be saved.
  public mutating func secure(_ session: inout TrainingSession) -> String? {
    if session.step != savedStep || !events.isEmpty { save(&session, clock()) }
    return savedFolder
  }

  /// Why nothing could be saved, once for each time it began to fail.
  public func takeFailure() -> String? { writer.takeFailure() }

  /// Why a state to go back to was given up, once for each time it began to fail.
  func takeStateFailure() -> String? { writer.takeStateFailure() }

  /// Waits until all is saved; the folder, where there is one.
  public func finish() -> String? {
    writer.endAndWait(discarding: false)
    return writer.folder
  }

  /// Waits until all is saved, and with it what can be gone back to.
  func finish(keeping history: UndoHistory) {
    writer.endAndWait(discarding: false, keeping: history)
  }

  /// Removes what was saved: the session ended as it should.
  public func discard() { writer.endAndWait(discarding: true) }

  private func checkpoint(of session: inout TrainingSession) -> SessionCheckpoint {
    guard var state = writer.takeSpare() else { return session.checkpoint() }
    session.checkpoint(inPlaceOf: &state)
    return state
  }

  /// Whether there is memory for a copy; a session that waits gives no later occasion.
  func hasRoom(for session: borrowing TrainingSession) -> Bool {
    !session.isTraining || session.checkpointByteCount <= Self.largeState || !writer.isBusy
  }

  private mutating func save(_ session: inout TrainingSession, _ now: ContinuousClock.Instant) {
    writer.save(checkpoint(of: &session), events)
    events = []
    savedStep = session.step
    lastSave = now
    nextSave = now + max(Self.interval, (clock() - now) * Self.copiesPerInterval)
  }
}

extension TrainerEvent {
  /// Whether it changes what a replay needs to know.
  fileprivate var isOfCourse: Bool {
    switch self {
    case .started, .changeApplied, .undone, .redone, .twin(.taken): true
    default: false
    }
  }

  /// Whether it is part of the log; not those of each step, which would take most of the memory.
  fileprivate var isKept: Bool {
    switch self {
    case .stepped, .changeRejected, .undoRejected, .redoRejected, .saveFailed, .stateGivenUp,
      .openFailed:
      false
    case .twin(.taken): true
    case .twin: false
    case .started, .sampled, .evaluated, .changeApplied, .undone, .redone, .paused, .resumed,
      .ended:
      true
    }
  }
}
