import ExperimentModel

/// The states before the changes of a run, and those that undoing them left, within bounds of memory
/// and disk.
///
/// Where memory is short, states go to files, the farthest from the present first. Where that is not
/// enough, some are given up, so that the gaps grow with age: going back takes larger steps the
/// older the changes are, down to the first one.
struct UndoHistory {
  struct Entry {
    /// The change that going there takes back or makes again; of several the first.
    var change: ConfigurationChange
    /// Changes that are taken back or made again: more than one where the states between are not kept.
    var changeCount = 1
    var state: KeptState
    /// Where the run went over to the course without the change: the states before it and before
    /// those after it, which come back with the state itself.
    var displaced: [Entry]?
  }

  private let largestCount: Int
  private let largestByteCount: Int
  /// Takes states that memory has no room for; without one they are given up.
  var shelf: (any StateShelf)?
  /// States before changes, oldest first.
  private(set) var undoable: [Entry] = []
  /// States that were undone, the one to come back first at the end.
  private(set) var redoable: [Entry] = []
  private(set) var isCutOff = false

  init(largestCount: Int = 100, largestByteCount: Int = 64 << 20) {
    self.largestCount = largestCount
    self.largestByteCount = largestByteCount
  }

  /// Whether a state of so many bytes could be kept at all.
  func hasRoom(forBytes count: Int) -> Bool {
    count <= max(largestByteCount, shelf?.room ?? 0)
  }

  /// The newest change that is in force, and the state before it.
  var newestChange: (change: ConfigurationChange, before: KeptState)? {
    guard let entry = undoable.last, entry.displaced == nil, entry.changeCount == 1 else {
      return nil
    }
    return (entry.change, entry.state)
  }

  /// Remembers a change that took effect; what was undone before it cannot come back.
  ///
  /// Without a state, which was too large to keep, it is taken back together with the one before it.
  mutating func record(_ change: ConfigurationChange, before state: SessionCheckpoint?) {
    redoable = []
    if let state {
      undoable.append(Entry(change: change, state: KeptState(state)))
    } else if let last = undoable.indices.last, undoable[last].displaced == nil {
      undoable[last].changeCount += 1
    } else {
      undoable = []
      isCutOff = true
    }
    settle()
  }

  /// The newest change was undone in the state `left`.
  mutating func undid(leaving left: SessionCheckpoint) {
    guard var entry = undoable.popLast() else { return }
    undoable += entry.displaced ?? []
    if entry.displaced != nil { entry.displaced = [] }
    entry.state = kept(left)
    redoable.append(entry)
    settle()
  }

  /// The change undone last was made again in the state `left`.
  mutating func redid(leaving left: SessionCheckpoint) {
    guard var entry = redoable.popLast() else { return }
    if entry.displaced != nil { entry.displaced = removeChanges(from: entry.change) }
    entry.state = kept(left)
    undoable.append(entry)
    settle()
  }

  /// The run went over, in the state `left`, to the course without a change and those after it.
  mutating func branched(insteadOf change: ConfigurationChange, leaving left: SessionCheckpoint) {
    redoable = []
    let displaced = removeChanges(from: change)
    undoable.append(Entry(change: change, state: kept(left), displaced: displaced))
    settle()
  }

  // A state for which there can be no room must not evict the others first.
  private func kept(_ checkpoint: SessionCheckpoint) -> KeptState {
    let state = KeptState(checkpoint)
    if !hasRoom(forBytes: state.byteCount) { state.giveUp() }
    return state
  }

  private mutating func removeChanges(from change: ConfigurationChange) -> [Entry] {
    let kept = undoable.firstIndex { $0.change.follows(change) } ?? undoable.count
    defer { undoable.removeSubrange(kept...) }
    return Array(undoable[kept...])
  }

  mutating func removeAll() {
    undoable = []
    redoable = []
    isCutOff = false
  }

  /// Takes the place of what there was.
  mutating func restore(undoable: [Entry], redoable: [Entry], isCutOff: Bool) {
    (self.undoable, self.redoable, self.isCutOff) = (undoable, redoable, isCutOff)
    settle()
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
    guard let entry = undoable.last else { return undoRefusal }
    return entry.displaced == nil
      ? "The state before the last change alone is no longer kept."
      : "The last change was taken back; make another, or u brings it back."
  }
}

extension UndoHistory {
  /// Sees to it that all are within their bounds.
  mutating func settle() {
    dropLost()
    spill()
    while let excess {
      giveUp(in: excess)
      spill()
    }
  }

  /// All states, the farthest from the present first.
  var states: [KeptState] {
    let undone = redoable.enumerated().map { (redoable.count - $0, $1) }
    let entries = undoable.enumerated().map { (undoable.count - $0, $1) } + undone
    return entries.sorted { $0.0 > $1.0 }.flatMap { $1.states }
  }

  private func byteCount(in place: KeptState.Place...) -> Int {
    states.reduce(0) { $0 + (place.contains($1.place) ? $1.byteCount : 0) }
  }

  // States that memory could never hold go first: they need not drive out the others.
  private func spill() {
    guard let shelf else { return }
    var onShelf = byteCount(in: .moving, .file)
    var inMemory = byteCount(in: .memory)
    let states = states.filter { $0.place == .memory }
    let ordered =
      states.filter { $0.byteCount > largestByteCount }
      + states.filter { $0.byteCount <= largestByteCount }
    for state in ordered where inMemory > largestByteCount {
      guard onShelf + state.byteCount <= shelf.room else { continue }
      state.beginMove()
      shelf.take(state)
      onShelf += state.byteCount
      inMemory -= state.byteCount
    }
  }

  /// Where there is more than there may be.
  private var excess: [KeptState.Place]? {
    let states = states
    if byteCount(in: .moving, .file) > shelf?.room ?? 0 { return [.moving, .file] }
    if states.count > largestCount || byteCount(in: .memory) > largestByteCount {
      return [.memory, .moving, .file]
    }
    // What waits for a slow disk takes memory too; one state may do so whatever its size.
    let waiting = states.filter { $0.place == .moving }.map(\.byteCount)
    let isTooMuch = waiting.reduce(0, +) - (waiting.max() ?? 0) > largestByteCount
    return isTooMuch ? [.moving] : nil
  }

  private mutating func giveUp(in places: [KeptState.Place]) {
    if let index = leastMissed(in: places) {
      undoable[index].state.giveUp()
    } else {
      let farthest = states.first { places.contains($0.place) }
      farthest?.giveUp()
    }
    dropLost()
  }

  /// The state between two others whose loss widens a gap the least, as a share of its age; never the
  /// oldest nor the newest.
  private func leastMissed(in places: [KeptState.Place]) -> Int? {
    var best: (index: Int, cost: Double)?
    var age = 0
    for index in undoable.indices.reversed() {
      let entry = undoable[index]
      age += entry.changeCount
      guard index > 0, index < undoable.count - 1, entry.displaced == nil,
        undoable[index - 1].displaced == nil, places.contains(entry.state.place)
      else { continue }
      let cost = Double(entry.changeCount + undoable[index - 1].changeCount) / Double(age)
      // Of equals the oldest.
      if cost <= best?.cost ?? .infinity { best = (index, cost) }
    }
    return best?.index
  }

  /// Takes out the states that were given up: going back then goes past them.
  mutating func dropLost() {
    if Self.dropLost(from: &undoable) > 0 { isCutOff = true }
    // What lies beyond a state that is gone cannot be come to either.
    if let lost = redoable.lastIndex(where: { $0.state.place == .lost }) {
      redoable.removeSubrange(...lost)
    }
  }

  /// Takes the lost states out of entries.
  ///
  /// - Returns: changes that can then no longer be taken back within these entries.
  private static func dropLost(from entries: inout [Entry]) -> Int {
    var orphans = 0
    var kept: [Entry] = []
    func orphan(_ count: Int) {
      if let last = kept.indices.last, kept[last].displaced == nil {
        kept[last].changeCount += count
      } else if count > 0 {
        orphans += count + kept.reduce(0) { $0 + $1.changeCount }
        kept = []
      }
    }
    for var entry in entries {
      if var displaced = entry.displaced {
        orphan(dropLost(from: &displaced))
        entry.displaced = displaced
      }
      if entry.state.place != .lost {
        kept.append(entry)
      } else if entry.displaced == nil {
        orphan(entry.changeCount)
      } else {
        // Without it there is no way back to what lies before it.
        orphans += 1
        kept = []
      }
    }
    entries = kept
    return orphans
  }
}

extension UndoHistory.Entry {
  /// All states that it holds, those that going back comes to last first.
  fileprivate var states: [KeptState] {
    (displaced ?? []).flatMap(\.states) + [state]
  }
}
