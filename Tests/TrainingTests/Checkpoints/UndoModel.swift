import ExperimentModel

@testable import Training

/// A naive model of an undo history without files: the list of all changes, with a mark for each
/// state that is still there.
///
/// It searches the whole list at each step, where the history keeps only the states that are left.
struct UndoModel {
  /// A state, named by its number of steps.
  struct State: Equatable {
    var step: Int
    var byteCount: Int
  }

  struct Change: Equatable {
    var id: Int
    /// The state before the change; `nil` where it is no longer kept.
    var before: State?
  }

  /// Changes that one undo took back, and the state that a redo returns to.
  struct Undone: Equatable {
    var changes: [Change]
    var after: State
  }

  let largestCount: Int
  let largestByteCount: Int
  /// All changes in force, oldest first.
  private(set) var past: [Change] = []
  /// What a redo brings back, the nearest last.
  private(set) var future: [Undone] = []
  private(set) var present: State

  init(largestCount: Int, largestByteCount: Int, present: State) {
    self.largestCount = largestCount
    self.largestByteCount = largestByteCount
    self.present = present
  }

  /// The run trains, or a change gives the network another size.
  mutating func move(to state: State) { present = state }

  mutating func change(_ id: Int) {
    future = []
    past.append(Change(id: id, before: keepable(present)))
    evict()
  }

  mutating func undo() {
    if let index = past.lastIndex(where: { $0.before != nil }), let before = past[index].before {
      if let after = keepable(present) {
        future.append(Undone(changes: Array(past[index...]), after: after))
      } else {
        future = []
      }
      past.removeSubrange(index...)
      present = before
      evict()
    }
  }

  mutating func redo() {
    if var undone = future.popLast() {
      undone.changes[0].before = keepable(present)
      past += undone.changes
      present = undone.after
      evict()
    }
  }

  private func keepable(_ state: State) -> State? {
    state.byteCount <= largestByteCount ? state : nil
  }
}

extension UndoModel {
  /// The indices of the changes whose state before is there, oldest first.
  private var kept: [Int] { past.indices.filter { past[$0].before != nil } }

  private var isOverfull: Bool {
    let states = past.compactMap(\.before) + future.map(\.after)
    return states.count > largestCount
      || states.reduce(0) { $0 + $1.byteCount } > largestByteCount
  }

  private mutating func evict() {
    while isOverfull {
      if let index = leastMissed {
        past[index].before = nil
      } else {
        evictFarthest()
      }
    }
  }

  /// The state whose eviction leaves the gap that is smallest beside its age, of equals the oldest;
  /// never the first or the last.
  private var leastMissed: Int? {
    let kept = kept
    guard kept.count > 2 else { return nil }
    let costs = kept.indices.dropFirst().dropLast().map { place in
      let next = kept[place + 1]
      return Double(next - kept[place - 1]) / Double(past.count - kept[place])
    }
    guard let least = costs.min(), let place = costs.firstIndex(of: least) else { return nil }
    return kept[place + 1]
  }

  private mutating func evictFarthest() {
    let kept = kept
    if kept.count >= future.count, let oldest = kept.first {
      past[oldest].before = nil
    } else {
      future.removeFirst()
    }
  }
}

extension UndoModel {
  /// A state of a history and the changes that going there takes back or makes again.
  struct Entry: Equatable, CustomStringConvertible {
    var id: Int
    var changeCount: Int
    var step: Int

    var description: String { "\(id)+\(changeCount)@\(step)" }
  }

  var undoable: [Entry] {
    let kept = kept
    return zip(kept, kept.dropFirst() + [past.count]).compactMap { index, next in
      past[index].before.map {
        Entry(id: past[index].id, changeCount: next - index, step: $0.step)
      }
    }
  }

  var redoable: [Entry] {
    future.map {
      Entry(id: $0.changes[0].id, changeCount: $0.changes.count, step: $0.after.step)
    }
  }

  /// Whether the oldest changes can no longer be undone.
  var isCutOff: Bool { past.count > undoable.reduce(0) { $0 + $1.changeCount } }
}

extension [UndoHistory.Entry] {
  var modelEntries: [UndoModel.Entry] {
    map {
      UndoModel.Entry(id: $0.change.id, changeCount: $0.changeCount, step: $0.state.step)
    }
  }
}
