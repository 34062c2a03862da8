import Numerics

/// Mixes the rows of a mini-batch in pairs, each by its own share.
///
/// Source: Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018.
struct Mixup: ~Copyable {
  private let stream: RandomStream
  private let originals: FloatBlock
  private let shareBlock: FloatBlock
  private let width: Int
  /// How far down the batch the other row of a pair is.
  private var distance = 0

  /// Memory for batches of up to `capacity` rows of `width` inputs.
  init(stream: RandomStream, capacity: Int, width: Int) {
    self.stream = stream
    self.width = width
    originals = FloatBlock(count: capacity * width)
    shareBlock = FloatBlock(count: capacity)
  }

  /// Mixes each row with the one `distance` further on, the first ones following the last.
  ///
  /// A mini-batch is in random order, so that a turn of it pairs rows at random, and no row of two or
  /// more with itself.
  mutating func mix(_ rows: MatrixView, alpha: Double, step: Int) {
    let count = rows.rows
    var numbers = stream.branch(step: step, row: -1)
    distance = count > 1 ? 1 + numbers.integer(below: count - 1) : 0
    let sources = originals.matrix(at: 0, rows: count, columns: width)
    sources.elements.copy(from: rows.elements)
    for row in 0..<count {
      var numbers = stream.branch(step: step, row: row)
      let share = Float(numbers.symmetricBeta(alpha))
      shareBlock.all[row] = share
      rows.row(row).scale(by: share)
      rows.row(row).add(sources.row(partner(of: row, among: count)), scaledBy: 1 - share)
    }
  }

  /// The share of the row itself.
  func share(of row: Int) -> Float { shareBlock.all[row] }

  /// The other row of the pair.
  func partner(of row: Int, among count: Int) -> Int {
    let place = row + distance
    return place < count ? place : place - count
  }
}
