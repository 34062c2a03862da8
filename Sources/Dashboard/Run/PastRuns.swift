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
    /// Where the twin was taken: the changes that were taken back with it.
    var displaced: [Entry]?
  }

  private let largestByteCount: Int
  private var undoable: [Entry] = []
  private var redoable: [Entry] = []
  /// Whether there were changes before those that are remembered here.
  private var hasOlder = false
  /// Whether the run that begins next is that of a change, so that the one before it can come back.
  private var isRestarting = false

  init(largestByteCount: Int = 8 << 20) { self.largestByteCount = largestByteCount }

  var canUndo: Bool { !undoable.isEmpty || hasOlder }
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

  /// The run as it was before a change; `nil` where that is no longer kept.
  func run(before change: ConfigurationChange) -> RunState? {
    undoable.last { $0.change.id == change.id && $0.displaced == nil }?.run
  }

  /// The run went over to the course without a change and those after it, and left `run`.
  mutating func branched(insteadOf change: ConfigurationChange, leaving run: RunState) {
    redoable = []
    let displaced = removeChanges(from: change)
    undoable.append(Entry(change: change, run: run, displaced: displaced))
    trim()
  }

  /// The run before a change, which is undone in the run `left`; `nil` where it is no longer kept.
  mutating func undo(_ change: ConfigurationChange, leaving left: RunState) -> RunState? {
    defer { trim() }
    let entry = Self.take(change, from: &undoable)
    redoable.append(
      Entry(change: change, run: left, displaced: entry?.displaced == nil ? nil : []))
    undoable += entry?.displaced ?? []
    return entry?.run
  }

  /// The run that undoing a change left; `nil` where it is no longer kept.
  mutating func redo(_ change: ConfigurationChange, leaving left: RunState) -> RunState? {
    defer { trim() }
    let entry = Self.take(change, from: &redoable)
    let displaced = entry?.displaced == nil ? nil : removeChanges(from: change)
    undoable.append(Entry(change: change, run: left, displaced: displaced))
    return entry?.run
  }

  private static func take(_ change: ConfigurationChange, from entries: inout [Entry]) -> Entry? {
    guard let index = entries.lastIndex(where: { $0.change.id == change.id }) else {
      // It was before all that are remembered.
      entries = []
      return nil
    }
    defer { entries.removeSubrange(index...) }
    return entries[index]
  }

  private mutating func removeChanges(from change: ConfigurationChange) -> [Entry] {
    let kept = undoable.firstIndex { $0.change.follows(change) } ?? undoable.count
    defer { undoable.removeSubrange(kept...) }
    return Array(undoable[kept...])
  }

  private static let largestCount = 100

  private mutating func trim() {
    if undoable.count > Self.largestCount {
      undoable.removeFirst(undoable.count - Self.largestCount)
      hasOlder = true
    }
    var room = largestByteCount
    Self.trim(&redoable, &room)
    Self.trim(&undoable, &room)
  }

  private static func trim(_ entries: inout [Entry], _ room: inout Int) {
    for index in entries.indices.reversed() {
      room -= entries[index].run?.byteCount ?? 0
      if room < 0 { entries[index].run = nil }
      if var displaced = entries[index].displaced {
        trim(&displaced, &room)
        entries[index].displaced = displaced
      }
    }
  }
}

extension RunState {
  /// About the memory it takes, in bytes.
  fileprivate var byteCount: Int { history.byteCount + ledger.byteCount }
}
