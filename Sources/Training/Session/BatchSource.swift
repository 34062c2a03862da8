import Datasets
import Numerics

/// Hands out the training part in mini-batches, epoch after epoch.
struct BatchSource: ~Copyable {
  private let part: DataPart
  private let targets: TargetMemory
  private var batchTargets: TargetMemory
  private let order: IndexBlock
  private var stream: RandomStream
  private var batchCapacity: Int
  /// Rows of the current epoch handed out.
  private(set) var position = 0

  init(_ part: DataPart, stream: RandomStream, batchCapacity: Int) {
    self.part = part
    self.stream = stream
    self.batchCapacity = batchCapacity
    targets = TargetMemory(part.targets)
    batchTargets = TargetMemory(rows: batchCapacity, like: targets)
    order = IndexBlock(count: part.rowCount)
    order.all.fillAscending()
  }

  /// Where it stands: restored, it goes on with the same rows.
  struct State: Sendable, Equatable {
    /// The rows of the epoch in their order.
    var order: [Int32]
    /// Rows of the epoch handed out.
    var position: Int
    var stream: RandomStream.State
  }

  /// Goes on from a state, whose order must hold each row of the part once.
  mutating func restore(_ state: State) {
    order.all.copy(from: state.order.span)
    position = state.position
    stream = RandomStream(state: state.stream)
  }

  /// Copies the order of the epoch.
  func copyOrder(into copy: inout [Int32]) { order.all.copy(into: &copy) }

  /// Where it stands, with a copy of the order.
  func state(withOrder order: [Int32]) -> State {
    State(order: order, position: position, stream: stream.state)
  }

  /// Rows of an epoch.
  var rowCount: Int { part.rowCount }

  /// Whether every row of the epoch has been handed out.
  var isAtEnd: Bool { position == rowCount }

  /// Makes room for mini-batches of up to `rows` rows.
  mutating func reserveBatch(rows: Int) {
    guard rows != batchCapacity else { return }
    batchCapacity = rows
    batchTargets = TargetMemory(rows: rows, like: targets)
  }

  /// Goes back to the first row, in a fresh random order or in the order of the file.
  mutating func beginEpoch(shuffled: Bool) {
    position = 0
    if shuffled { stream.shuffle(order.all) } else { order.all.fillAscending() }
  }

  /// Copies the next mini-batch's inputs into the first rows of `input`.
  ///
  /// - Returns: its rows, fewer at the end of an epoch, and its targets.
  mutating func next(rows limit: Int, into input: MatrixView) -> (rows: Int, targets: BatchTargets)
  {
    let rows = min(limit, rowCount - position)
    let indices = order.indices(at: position, count: rows)
    part.inputs.gather(indices, into: input.firstRows(rows))
    batchTargets.gather(indices, from: targets)
    position += rows
    return (rows, batchTargets.rows(at: 0, count: rows))
  }
}
