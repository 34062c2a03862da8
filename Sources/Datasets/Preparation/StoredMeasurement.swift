import Numerics

/// Means and deviations of the columns of stored rows, in one pass.
struct StoredMeasurement {
  private static let blockRowCount = 256

  let columnCount: Int
  private let counts: [Double]
  private let sums: [Double]
  private let squares: [Double]
  /// What is taken from each column first, so that values far from zero keep their digits.
  private let shifts: [Float]
  private let measuredCount: Int
  /// Every how many rows one is measured.
  private let step: Int

  /// Measures `rows`, or some of them at even distances where all are more than `mostBytes`.
  init(
    array: NumberArray, columns: [StoredColumns], rows: [Int32], mostBytes: Int,
    report: (LoadingProgress) -> Void
  ) {
    let columnCount = columns.reduce(0) { $0 + $1.count }
    let step = max(1, (rows.count * array.rowByteCount + mostBytes - 1) / mostBytes)
    let chosen = step == 1 ? rows : stride(from: 0, to: rows.count, by: step).map { rows[$0] }
    let layout = RowLayout(rowCount: array.rowCount, columns: columns)
    let shifts = Self.firstRow(
      StoredRows(
        array.bytes, layout, order: [chosen[0]],
        scaling: Self.scaling([Float](repeating: 0, count: columnCount), fill: 0)))
    let stored = StoredRows(
      array.bytes, layout, order: chosen, scaling: Self.scaling(shifts, fill: .nan))
    var counts = [Double](repeating: 0, count: columnCount)
    var sums = counts
    var squares = counts
    let blockRows = min(Self.blockRowCount, chosen.count)
    let memory = FloatBlock(count: blockRows * columnCount)
    for start in stride(from: 0, to: chosen.count, by: blockRows) {
      let block = memory.matrix(
        at: 0, rows: min(blockRows, chosen.count - start), columns: columnCount)
      stored.copy(from: start, into: block)
      var counted = counts.mutableSpan
      var summed = sums.mutableSpan
      var squared = squares.mutableSpan
      block.addColumnMoments(counts: &counted, sums: &summed, squares: &squared)
      report(
        LoadingProgress(stage: .preparing, share: Double(start) / Double(chosen.count)))
    }
    (self.columnCount, self.step, self.shifts) = (columnCount, step, shifts)
    (self.counts, self.sums, self.squares) = (counts, sums, squares)
    measuredCount = chosen.count
  }

  private static func scaling(_ shifts: [Float], fill: Float) -> ColumnScaling {
    ColumnScaling(
      mean: shifts, scale: [Float](repeating: 1, count: shifts.count),
      fill: [Float](repeating: fill, count: shifts.count))
  }

  private static func firstRow(_ stored: StoredRows) -> [Float] {
    let count = stored.columnCount
    let memory = FloatBlock(count: count)
    stored.copy(from: 0, into: memory.matrix(at: 0, rows: 1, columns: count))
    return memory.all.toArray()
  }

  /// Each column's, over the numbers that are there.
  var statistics: [ColumnStatistics] {
    (0..<columnCount).map { column in
      ColumnStatistics(
        count: counts[column], sum: sums[column], squares: squares[column],
        shift: Double(shifts[column]))
    }
  }

  /// Those of all columns together.
  var commonStatistics: ColumnStatistics {
    var (count, sum, squares) = (0.0, 0.0, 0.0)
    for column in 0..<columnCount {
      let shift = Double(shifts[column])
      count += counts[column]
      sum += sums[column] + shift * counts[column]
      squares +=
        self.squares[column] + 2 * shift * sums[column] + shift * shift * counts[column]
    }
    return ColumnStatistics(count: count, sum: sum, squares: squares, shift: 0)
  }

  /// Each column's mean, which stands in for numbers that are not there.
  var means: [Float] { statistics.map { Float($0.mean) } }

  var notes: [String] {
    var notes: [String] = []
    if step > 1 {
      notes.append(
        "Means and deviations are those of one in \(grouped(step)) training rows.")
    }
    let gaps = counts.indices.filter { counts[$0] < Double(measuredCount) }
    if !gaps.isEmpty {
      notes.append(
        "Filled values that are missing or not finite in \(counted(gaps.count, "column")) with the "
          + "training part's means.")
    }
    return notes
  }
}

extension ColumnStatistics {
  /// Of numbers of which `shift` was taken before they were summed.
  init(count: Double, sum: Double, squares: Double, shift: Double) {
    self.init()
    guard count > 0 else { return }
    mean = shift + sum / count
    let variance = max(0, squares / count - (sum / count) * (sum / count))
    deviation = variance.squareRoot()
    if deviation <= abs(mean) * 1e-12 { deviation = 1 }
  }
}
