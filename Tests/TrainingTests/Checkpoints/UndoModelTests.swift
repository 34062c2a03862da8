import ExperimentModel
import Files
import Numerics
import Testing

@testable import Training

@Suite struct UndoModelTests {
  private enum Step: CaseIterable {
    case change, changeAgain, train, resize, undo, redo
  }

  /// A history and its model, which take the same random steps.
  private struct Pair {
    var random: RandomStream
    var history: UndoHistory
    var model: UndoModel
    var trace: [String] = []
    private let template: SessionCheckpoint
    private var stateCount = 0
    private var changeCount = 0

    init(seed: UInt64, template: SessionCheckpoint) {
      self.template = template
      random = RandomStream(seed: seed, name: "undo")
      let count = Int.random(in: 1...12, using: &random)
      let bytes = Int.random(in: 500...8_000, using: &random)
      history = UndoHistory(largestCount: count, largestByteCount: bytes)
      model = UndoModel(
        largestCount: count, largestByteCount: bytes,
        present: UndoModel.State(step: 0, byteCount: 400))
      trace = ["at most \(count) states, \(bytes) bytes"]
    }

    mutating func takeStep() {
      let step = Step.allCases.randomElement(using: &random) ?? .change
      trace.append("\(step)")
      switch step {
      case .change, .changeAgain: change()
      case .train: moveOn(byteCount: model.present.byteCount)
      case .resize: moveOn(byteCount: 4 * Int.random(in: 25...500, using: &random))
      case .undo: undo()
      case .redo: redo()
      }
    }

    private mutating func change() {
      changeCount += 1
      let state = state(model.present)
      history.record(
        ConfigurationChange(id: changeCount, edit: .removeLayer(at: 0)),
        before: history.hasRoom(forBytes: state.byteCount) ? state : nil)
      model.change(changeCount)
      moveOn(byteCount: model.present.byteCount)
    }

    // As a session does: it undoes and makes again only where there is a state to go to.
    private mutating func undo() {
      if !history.undoable.isEmpty { history.undid(leaving: state(model.present)) }
      model.undo()
    }

    private mutating func redo() {
      if !history.redoable.isEmpty { history.redid(leaving: state(model.present)) }
      model.redo()
    }

    private mutating func moveOn(byteCount: Int) {
      stateCount += 1
      model.move(to: UndoModel.State(step: stateCount, byteCount: byteCount))
    }

    private func state(_ model: UndoModel.State) -> SessionCheckpoint {
      template.sized(step: model.step, byteCount: model.byteCount)
    }
  }

  private static func template() throws -> SessionCheckpoint {
    var course = try Course(moons())
    return course.state()
  }

  @Test func `the history keeps, undoes and redoes what a naive list does`() throws {
    let template = try Self.template()
    var seen = (evictions: 0, cutOffs: 0, redoable: 0)
    for seed in UInt64(1)...150 {
      var pair = Pair(seed: seed, template: template)
      for _ in 0..<80 {
        pair.takeStep()
        let trace: Comment = "seed \(seed): \(pair.trace)"
        try #require(pair.history.undoable.modelEntries == pair.model.undoable, trace)
        try #require(pair.history.redoable.modelEntries == pair.model.redoable, trace)
        try #require(pair.history.isCutOff == pair.model.isCutOff, trace)
        let states = pair.history.states
        try #require(states.count <= pair.model.largestCount, trace)
        let byteCount = states.reduce(0) { $0 + $1.byteCount }
        try #require(byteCount <= pair.model.largestByteCount, trace)
        seen.evictions += pair.model.undoable.contains { $0.changeCount > 1 } ? 1 : 0
        seen.cutOffs += pair.model.isCutOff ? 1 : 0
        seen.redoable += pair.model.redoable.isEmpty ? 0 : 1
      }
    }
    // The random steps come to all that is compared, often.
    #expect(seen.evictions > 500 && seen.cutOffs > 500 && seen.redoable > 500)
  }

  @Test(arguments: 4...16)
  func `gaps grow with age, however many states are kept`(largestCount: Int) throws {
    let template = try Self.template()
    var history = UndoHistory(largestCount: largestCount)
    for id in 1...500 {
      history.record(
        ConfigurationChange(id: id, edit: .removeLayer(at: 0)),
        before: template.sized(step: id, byteCount: 400))
      let gaps = history.undoable.map(\.changeCount)
      try #require(gaps.reduce(0, +) == id)
      try #require(gaps.last == 1)
      let older = gaps.prefix(gaps.count / 2).reduce(0, +)
      try #require(2 * older >= id - id % 2, "after change \(id): \(gaps)")
    }
  }

  /// A place for files with little room, which loses states now and then.
  private final class Shelf: StateShelf {
    private let waiting = Locked<[KeptState]>([])
    private let bytes = Locked(0)
    // Nothing is written to it: a state says only where it would be.
    private let folder: OpenFolder

    init() throws { folder = try OpenFolder(following: "/") }

    var room: Int {
      get { bytes.withLock { $0 } }
      set { bytes.withLock { $0 = newValue } }
    }

    func take(_ state: KeptState) { waiting.withLock { $0.append(state) } }

    func finish(using random: inout RandomStream) {
      let states = waiting.withLock { states in
        defer { states = [] }
        return states
      }
      for state in states {
        if Int.random(in: 0..<6, using: &random) == 0 {
          state.giveUp()
        } else {
          let size = state.byteCount
          state.moved(
            to: StateFile(number: 1, in: folder, byteCount: size, hash: 0) { _ in })
        }
      }
    }
  }

  @Test func `with files, memory and disk stay within bounds and no change is mixed up`() throws {
    let template = try Self.template()
    var filed = 0
    for seed in UInt64(1)...50 {
      var random = RandomStream(seed: seed, name: "shelf")
      let memory = Int.random(in: 500...3_000, using: &random)
      let shelf = try Shelf()
      shelf.room = Int.random(in: 0...6_000, using: &random)
      var history = UndoHistory(largestCount: 20, largestByteCount: memory)
      history.shelf = shelf
      // All changes in force, and the step of the state before each.
      var past: [(id: Int, before: Int)] = []
      for step in 1...80 {
        let size = 4 * Int.random(in: 25...250, using: &random)
        let present = template.sized(step: step, byteCount: size)
        switch Int.random(in: 0..<8, using: &random) {
        case 0..<4:
          history.record(
            ConfigurationChange(id: step, edit: .removeLayer(at: 0)),
            before: history.hasRoom(forBytes: present.byteCount) ? present : nil)
          past.append((step, step))
        case 4:
          guard let entry = history.undoable.last else { continue }
          history.undid(leaving: present)
          past.removeLast(entry.changeCount)
        case 5, 6: shelf.finish(using: &random)
        default: shelf.room = Int.random(in: 0...6_000, using: &random)
        }
        history.settle()
        let trace: Comment = "seed \(seed), step \(step)"
        func byteCount(_ places: KeptState.Place...) -> Int {
          history.states.filter { places.contains($0.place) }.reduce(0) { $0 + $1.byteCount }
        }
        try #require(byteCount(.memory) <= memory, trace)
        try #require(byteCount(.moving, .file) <= shelf.room, trace)
        try #require(byteCount(.lost) == 0 && history.states.count <= 20, trace)
        filed += byteCount(.file) > 0 ? 1 : 0
        // From the newest back, each entry stands for the changes up to the next one.
        var end = past.count
        for entry in history.undoable.reversed() {
          end -= entry.changeCount
          try #require(end >= 0 && past[end].id == entry.change.id, trace)
          try #require(past[end].before == entry.state.step, trace)
        }
        try #require(history.isCutOff == (end > 0), trace)
      }
    }
    #expect(filed > 500)
  }
}

extension SessionCheckpoint {
  /// This state after other steps, and of another size.
  fileprivate func sized(step: Int, byteCount: Int) -> SessionCheckpoint {
    var state = self
    state.counters.step = step
    state.optimizer.slots = []
    state.batches.order = []
    state.network = []
    state.network = Array(repeating: 0, count: (byteCount - state.byteCount) / 4)
    return state
  }
}
