import ExperimentModel

/// The run as it was told of before each change, and as undoing left it: to be shown again when the
/// trainer goes there.
///
/// The trainer decides what can be undone; here the oldest records are given up first, and what they
/// are of can then be shown from that step on only.
struct PastRuns: Sendable {
  private struct Entry: Sendable {
    var change: ConfigurationChange
    /// `nil` where it took too much memory.
    var run: RunState?
  }

  private let largestByteCount: Int
  private var undoable: [Entry] = []
  private var redoable: [Entry] = []
  /// Whether the run that begins next is that of a change, so that the one before it can come back.
  private var isRestarting = false

  init(largestByteCount: Int = 8 << 20) { self.largestByteCount = largestByteCount }

  var canUndo: Bool { !undoable.isEmpty }
  var canRedo: Bool { !redoable.isEmpty }

  /// A run began: what was before can come back only if a change began it.
  mutating func began() {
    if !isRestarting { self = PastRuns(largestByteCount: largestByteCount) }
    isRestarting = false
  }

  mutating func record(_ applied: AppliedChange, before run: RunState) {
    redoable = []
    undoable.append(Entry(change: applied.change, run: run))
    isRestarting = applied.consequence == .restarted
    trim()
  }

  /// The run before a change, which is undone in the run `left`; `nil` where it is no longer kept.
  mutating func undo(_ change: ConfigurationChange, leaving left: RunState) -> RunState? {
    defer { trim() }
    return Self.move(change, from: &undoable, to: &redoable, leaving: left)
  }

  /// The run that undoing a change left; `nil` where it is no longer kept.
  mutating func redo(_ change: ConfigurationChange, leaving left: RunState) -> RunState? {
    defer { trim() }
    return Self.move(change, from: &redoable, to: &undoable, leaving: left)
  }

  private static func move(
    _ change: ConfigurationChange, from source: inout [Entry], to target: inout [Entry],
    leaving left: RunState
  ) -> RunState? {
    target.append(Entry(change: change, run: left))
    guard let index = source.lastIndex(where: { $0.change.id == change.id }) else { return nil }
    let run = source[index].run
    source.removeSubrange(index...)
    return run
  }

  // As many as the trainer keeps at most.
  private static let largestCount = 100

  private mutating func trim() {
    if undoable.count > Self.largestCount {
      undoable.removeFirst(undoable.count - Self.largestCount)
    }
    var room = largestByteCount
    Self.trim(&redoable, &room)
    Self.trim(&undoable, &room)
  }

  private static func trim(_ entries: inout [Entry], _ room: inout Int) {
    for index in entries.indices.reversed() {
      room -= entries[index].run?.byteCount ?? 0
      if room < 0 { entries[index].run = nil }
    }
  }
}

extension RunState {
  /// About the memory it takes, in bytes.
  fileprivate var byteCount: Int { history.byteCount + ledger.byteCount }
}
