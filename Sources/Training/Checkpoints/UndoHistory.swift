import ExperimentModel

/// The states before the changes of a run, and those that undoing them left: a bounded number of
/// bytes, of which the oldest go first.
struct UndoHistory {
  struct Entry {
    var change: ConfigurationChange
    var checkpoint: SessionCheckpoint
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
    redoable.append(Entry(change: entry.change, checkpoint: left))
    trim()
  }

  /// The change undone last was made again in the state `left`.
  mutating func redid(leaving left: SessionCheckpoint) {
    guard let entry = redoable.popLast() else { return }
    undoable.append(Entry(change: entry.change, checkpoint: left))
    trim()
  }

  mutating func removeAll() {
    undoable = []
    redoable = []
    isCutOff = false
  }

  /// Why there is nothing to undo.
  var undoRefusal: String {
    isCutOff
      ? "The states before older changes are no longer kept."
      : "There is no change to undo."
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
    (undoable + redoable).reduce(0) { $0 + $1.checkpoint.byteCount }
  }
}
