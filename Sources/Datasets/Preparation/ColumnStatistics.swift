/// What the training rows of a column say: never the other parts, of which nothing may be known.
struct ColumnStatistics: Equatable {
  /// The mean of the values that are there, or 0 where there are none.
  var mean = 0.0
  /// Their population deviation, as scikit-learn's StandardScaler has it, or 1 where they do not
  /// vary.
  var deviation = 1.0

  init() {}

  /// Of numbers, a missing one counting as `fill`.
  init(of column: NumberColumn, rows: [Int32], fill: Double) {
    var moments = Moments()
    column.forEach(rows[...]) { _, value in moments.add(value.isNaN ? fill : value) }
    self = moments.statistics
  }

  /// Of one column of zeros and `hot` ones.
  init(ones hot: Int, among count: Int) {
    guard hot > 0, hot < count else {
      mean = count > 0 && hot == count ? 1 : 0
      return
    }
    mean = Double(hot) / Double(count)
    deviation = (mean * (1 - mean)).squareRoot()
  }
}

/// Mean and squared deviations in one pass, without the cancellation of a sum of squares.
///
/// Source: Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", 1962,
/// on blocks joined as by Chan, Golub and LeVeque, 1979: a division for each value would take longer
/// than reading the file.
struct Moments {
  private var count = 0.0
  private var mean = 0.0
  private var squares = 0.0
  private var shift = 0.0
  private var blockCount = 0
  private var blockSum = 0.0
  private var blockSquares = 0.0

  mutating func add(_ value: Double) {
    if blockCount == 0 { shift = value }
    let distance = value - shift
    blockSum += distance
    blockSquares += distance * distance
    blockCount += 1
    if blockCount == 256 { closeBlock() }
  }

  var statistics: ColumnStatistics {
    var closed = self
    closed.closeBlock()
    var statistics = ColumnStatistics()
    guard closed.count > 0 else { return statistics }
    statistics.mean = closed.mean
    let deviation = (max(0, closed.squares) / closed.count).squareRoot()
    // Equal values may differ from their mean by a rounding; that is not a deviation.
    statistics.deviation = deviation > abs(closed.mean) * 1e-12 ? deviation : 1
    return statistics
  }

  private mutating func closeBlock() {
    guard blockCount > 0 else { return }
    let size = Double(blockCount)
    let blockMean = shift + blockSum / size
    let blockSpread = blockSquares - blockSum * blockSum / size
    let total = count + size
    let difference = blockMean - mean
    squares += blockSpread + difference * difference * count * size / total
    mean += difference * size / total
    count = total
    (blockCount, blockSum, blockSquares) = (0, 0, 0)
  }
}

/// The middle value of those that are there; the mean of two for an even count; 0 for none.
func median(of column: NumberColumn, rows: [Int32]) -> Double {
  var values: [Double] = []
  values.reserveCapacity(rows.count)
  column.forEach(rows[...]) { _, value in
    if !value.isNaN { values.append(value) }
  }
  guard !values.isEmpty else { return 0 }
  values.sort()
  let middle = values.count / 2
  return values.count.isMultiple(of: 2) ? (values[middle - 1] + values[middle]) / 2 : values[middle]
}
