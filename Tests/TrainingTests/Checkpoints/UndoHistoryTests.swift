import ExperimentModel
import Files
import Synchronization
import Testing

@testable import Training

@Suite struct UndoHistoryTests {
  /// A shelf that takes states and does nothing until told.
  private final class Shelf: StateShelf {
    // Where none of the files is.
    private let folder: OpenFolder

    private let taken = Locked<[KeptState]>([])
    private let bytes: Atomic<Int>

    init(room: Int) throws {
      bytes = Atomic(room)
      folder = try OpenFolder(following: "/")
    }

    var room: Int {
      get { bytes.load(ordering: .relaxed) }
      set { bytes.store(newValue, ordering: .relaxed) }
    }

    func take(_ state: KeptState) { taken.withLock { $0.append(state) } }

    /// The steps of the states that are waiting.
    var steps: [Int] { taken.withLock { $0.map(\.step) } }

    /// Moves all, each to a file that is not there.
    func moveAll() {
      let states = taken.withLock { states in
        defer { states = [] }
        return states
      }
      for state in states {
        state.moved(
          to: StateFile(number: 1, in: folder, byteCount: state.byteCount, hash: 0) { _ in })
      }
    }

    /// Finds no room for any.
    func loseAll() { for state in taken.withLock({ $0 }) { state.giveUp() } }
  }

  // 400 bytes for each hundred numbers.
  private static func state(_ step: Int, numbers: Int = 100) throws -> SessionCheckpoint {
    var course = try Course(moons())
    var state = course.state()
    state.counters.step = step
    state.network = Array(repeating: 0, count: numbers)
    state.optimizer.slots = []
    state.batches.order = []
    return state
  }

  private static func change(_ id: Int) -> ConfigurationChange {
    ConfigurationChange(id: id, edit: .removeLayer(at: 0))
  }

  private static func record(
    _ ids: ClosedRange<Int>, in history: inout UndoHistory, numbers: Int = 100
  ) throws {
    for id in ids { history.record(change(id), before: try state(id, numbers: numbers)) }
  }

  private static func outline(_ history: UndoHistory) -> [String] {
    history.undoable.map { "\($0.change.id)+\($0.changeCount) \($0.state.place)" }
  }

  @Test func `where memory is short the oldest and the newest states stay`() throws {
    var history = UndoHistory(largestCount: 100, largestByteCount: 1_300)
    try Self.record(1...5, in: &history)
    #expect(Self.outline(history) == ["1+3 memory", "4+1 memory", "5+1 memory"])
    history.undid(leaving: try Self.state(6))
    history.undid(leaving: try Self.state(7))
    #expect(history.redoable.map(\.state.step) == [6, 7])
    // Now the newest change is three, which were one by one.
    #expect(history.newestChange == nil)
    #expect(history.twinRefusal == "The state before the last change alone is no longer kept.")
    history.undid(leaving: try Self.state(8))
    #expect(history.redoable.map(\.changeCount) == [1, 1, 3])
    #expect(history.redoable.map(\.change.id) == [5, 4, 1])
    #expect(history.undoRefusal == "There is no change to undo.")
    history.redid(leaving: try Self.state(1))
    #expect(Self.outline(history) == ["1+3 memory"])
  }

  @Test func `the gaps between states grow with their age`() throws {
    var history = UndoHistory(largestCount: 20)
    let state = try Self.state(1)
    for id in 1...1_000 { history.record(Self.change(id), before: state) }
    #expect(history.undoable.count == 20)
    #expect(history.undoable.first?.change.id == 1)
    #expect(history.undoable.last?.change.id == 1_000)
    #expect(history.undoable.reduce(0) { $0 + $1.changeCount } == 1_000)
    var age = 0
    for entry in history.undoable.reversed() {
      // Each state stands for the changes up to the next one.
      #expect(entry.change.id == 1_000 - age - entry.changeCount + 1)
      age += entry.changeCount
      #expect(entry.changeCount == 1 || Double(entry.changeCount) <= 0.6 * Double(age))
    }
    #expect(history.undoable.suffix(3).map(\.changeCount) == [1, 1, 1])
  }

  @Test func `a state too large for memory is taken back with the one before it`() throws {
    var history = UndoHistory(largestCount: 3, largestByteCount: 1_000)
    #expect(history.hasRoom(forBytes: 1_000))
    #expect(!history.hasRoom(forBytes: 1_001))
    history.record(Self.change(1), before: try Self.state(1))
    history.record(Self.change(2), before: nil)
    #expect(Self.outline(history) == ["1+2 memory"])
    history.undid(leaving: try Self.state(2, numbers: 1_000))
    #expect(history.redoable.isEmpty)
    history.record(Self.change(3), before: nil)
    #expect(history.undoRefusal == "The states before older changes are no longer kept.")
  }

  @Test func `what memory has no room for goes to files, the oldest first`() throws {
    var history = UndoHistory(largestCount: 100, largestByteCount: 1_000)
    let shelf = try Shelf(room: 1_700)
    history.shelf = shelf
    try Self.record(1...4, in: &history)
    #expect(shelf.steps == [1, 2])
    #expect(
      Self.outline(history) == ["1+1 moving", "2+1 moving", "3+1 memory", "4+1 memory"])
    shelf.moveAll()
    try Self.record(5...6, in: &history)
    shelf.moveAll()
    #expect(
      history.undoable.map(\.state.place) == [.file, .file, .file, .file, .memory, .memory])
    // The files are full: of the older ones some go, and the newer ones take their place.
    try Self.record(7...7, in: &history)
    shelf.moveAll()
    #expect(
      Self.outline(history) == [
        "1+2 file", "3+1 file", "4+1 file", "5+1 file", "6+1 memory", "7+1 memory",
      ])
    // Others fill the disk.
    shelf.room = 900
    history.settle()
    #expect(history.undoable.map(\.state.place).filter { $0 == .file }.count == 2)
    #expect(history.undoable.first?.change.id == 1)
    #expect(history.undoable.reduce(0) { $0 + $1.changeCount } == 7)
  }

  @Test func `a state larger than memory allows goes to a file at once, and no other for it`()
    throws
  {
    var history = UndoHistory(largestCount: 100, largestByteCount: 1_000)
    let shelf = try Shelf(room: 100_000)
    history.shelf = shelf
    try Self.record(1...2, in: &history)
    #expect(history.hasRoom(forBytes: 10_000))
    try Self.record(3...3, in: &history, numbers: 2_000)
    #expect(shelf.steps == [3])
    #expect(Self.outline(history) == ["1+1 memory", "2+1 memory", "3+1 moving"])
    // While it waits, it alone may be larger than memory allows.
    try Self.record(4...4, in: &history, numbers: 200)
    #expect(
      Self.outline(history) == ["1+1 moving", "2+1 moving", "3+1 moving", "4+1 memory"])
    try Self.record(5...5, in: &history, numbers: 2_000)
    #expect(
      Self.outline(history) == ["1+3 moving", "4+1 memory", "5+1 moving"])
  }

  @Test func `a state that no disk took is gone past`() throws {
    var history = UndoHistory(largestCount: 100, largestByteCount: 1_000)
    let shelf = try Shelf(room: 10_000)
    history.shelf = shelf
    try Self.record(1...2, in: &history)
    try Self.record(3...3, in: &history, numbers: 2_000)
    shelf.loseAll()
    try Self.record(4...4, in: &history)
    #expect(Self.outline(history).last == "4+1 memory")
    #expect(history.undoable.map(\.change.id) == [1, 2, 4])
    #expect(history.undoable.map(\.changeCount) == [1, 2, 1])
  }

  @Test func `states behind a twin that was taken are kept, given up and come back with it`() throws
  {
    var history = UndoHistory(largestCount: 100, largestByteCount: 2_100)
    try Self.record(1...4, in: &history)
    history.branched(insteadOf: Self.change(3), leaving: try Self.state(9))
    #expect(history.undoable.map(\.change.id) == [1, 2, 3])
    #expect(history.undoable.last?.displaced?.map(\.change.id) == [3, 4])
    // The state before change 3 goes; those before it stand for it when the twin is left.
    try #require(history.undoable.last?.displaced?.first).state.giveUp()
    history.settle()
    #expect(history.undoable.map(\.changeCount) == [1, 2, 1])
    history.undid(leaving: try Self.state(10))
    #expect(Self.outline(history) == ["1+1 memory", "2+2 memory", "4+1 memory"])
    history.redid(leaving: try Self.state(11))
    #expect(history.undoable.map(\.change.id) == [1, 2, 3])
    // Without the state that the twin left there is no way back beyond it.
    try #require(history.undoable.last).state.giveUp()
    history.settle()
    #expect(history.undoable.isEmpty)
    #expect(history.undoRefusal == "The states before older changes are no longer kept.")
  }
}
