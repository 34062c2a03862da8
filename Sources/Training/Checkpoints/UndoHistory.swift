import ExperimentModel

/// The states before the changes of a run, and those that undoing them left: a bounded number of
/// bytes, of which the oldest go first.
struct UndoHistory {
  struct Entry {
    var change: ConfigurationChange
    var checkpoint: SessionCheckpoint
    /// Where the run went over to the course without the change: the states before it and before
    /// those after it, which come back with the state itself.
    var displaced: [Entry]?
  }

  private let largestCount: Int
  private let largestByteCount: Int
  /// States before changes, oldest first.
  private(set) var undoable: [Entry] = []
  /// States that were undone, the one to come back first at the end.
  private(set) var redoable: [Entry] = []
  private var isCutOff = false

  init(largestCount: Int = 100, largestByteCount: Int = 64 << 20) {
    self.largestCount = largestCount
    self.largestByteCount = largestByteCount
  }

  /// Whether a state of so many bytes could be kept at all.
  func hasRoom(forBytes count: Int) -> Bool { count <= largestByteCount }

  /// The newest change that is in force, and the state before it.
  var newestChange: (change: ConfigurationChange, before: SessionCheckpoint)? {
    guard let entry = undoable.last, entry.displaced == nil else { return nil }
    return (entry.change, entry.checkpoint)
  }

  /// Remembers a change that took effect; what was undone before it cannot come back.
  ///
  /// Without a state, which was too large to keep, it and all changes before it are final.
  mutating func record(_ change: ConfigurationChange, before state: SessionCheckpoint?) {
    redoable = []
    guard let state else {
      undoable = []
      isCutOff = true
      return
    }
    undoable.append(Entry(change: change, checkpoint: state))
    trim()
  }

  /// The newest change was undone in the state `left`.
  mutating func undid(leaving left: SessionCheckpoint) {
    guard let entry = undoable.popLast() else { return }
    redoable.append(
      Entry(
        change: entry.change, checkpoint: left, displaced: entry.displaced == nil ? nil : []))
    undoable += entry.displaced ?? []
    trim()
  }

  /// The change undone last was made again in the state `left`.
  mutating func redid(leaving left: SessionCheckpoint) {
    guard let entry = redoable.popLast() else { return }
    let displaced = entry.displaced == nil ? nil : removeChanges(from: entry.change)
    undoable.append(Entry(change: entry.change, checkpoint: left, displaced: displaced))
    trim()
  }

  /// The run went over, in the state `left`, to the course without a change and those after it.
  mutating func branched(insteadOf change: ConfigurationChange, leaving left: SessionCheckpoint) {
    redoable = []
    let displaced = removeChanges(from: change)
    undoable.append(Entry(change: change, checkpoint: left, displaced: displaced))
    trim()
  }

  // Numbers of changes grow, so those from one on are at the end.
  private mutating func removeChanges(from change: ConfigurationChange) -> [Entry] {
    let kept = undoable.prefix { $0.change.id < change.id }.count
    defer { undoable.removeSubrange(kept...) }
    return Array(undoable[kept...])
  }

  mutating func removeAll() {
    undoable = []
    redoable = []
    isCutOff = false
  }

  /// There were changes whose states are not kept.
  mutating func cutOff() { isCutOff = true }

  /// Why there is nothing to undo.
  var undoRefusal: String {
    isCutOff
      ? "The states before older changes are no longer kept."
      : "There is no change to undo."
  }

  /// Why there is no newest change that a twin could be without.
  var twinRefusal: String {
    undoable.isEmpty
      ? undoRefusal : "The last change was taken back; make another, or u brings it back."
  }

  private mutating func trim() {
    while undoable.count + redoable.count > largestCount || byteCount > largestByteCount {
      if undoable.isEmpty {
        redoable.removeFirst()
      } else {
        undoable.removeFirst()
        isCutOff = true
      }
    }
  }

  private var byteCount: Int {
    (undoable + redoable).reduce(0) { $0 + $1.byteCount }
  }
}

extension UndoHistory.Entry {
  fileprivate var byteCount: Int {
    (displaced ?? []).reduce(checkpoint.byteCount) { $0 + $1.byteCount }
  }
}
