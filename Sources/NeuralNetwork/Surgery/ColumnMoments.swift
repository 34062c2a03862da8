import Numerics

/// What is known of two matrices' columns over some rows: mean, spread and lowest value of the
/// first, and how the second follows it.
///
/// Sums are in double precision and in the order of the rows, so that the same rows give the same
/// bits.
struct ColumnMoments {
  private(set) var rowCount = 0
  private var x: [Double]
  private var xx: [Double]
  private var y: [Double]
  private var xy: [Double]
  private(set) var lowest: [Float]

  init(columns: Int) {
    x = Array(repeating: 0, count: columns)
    xx = x
    y = x
    xy = x
    lowest = Array(repeating: .infinity, count: columns)
  }

  /// Adds the rows of x, and of y [rows × columns] where it is to follow x.
  mutating func add(_ first: MatrixView, _ second: MatrixView? = nil) {
    rowCount += first.rows
    for row in 0..<first.rows {
      let values = first.row(row)
      for column in 0..<first.columns {
        let value = values[column]
        x[column] += Double(value)
        xx[column] += Double(value) * Double(value)
        lowest[column] = min(lowest[column], value)
      }
      guard let followers = second?.row(row) else { continue }
      for column in 0..<first.columns {
        y[column] += Double(followers[column])
        xy[column] += Double(values[column]) * Double(followers[column])
      }
    }
  }

  /// The mean of a column of x; 0 of no rows.
  func mean(_ column: Int) -> Double { x[column] / Double(max(rowCount, 1)) }

  /// The unbiased variance of a column of x; 1 of fewer than two rows.
  func variance(_ column: Int) -> Double {
    guard rowCount > 1 else { return 1 }
    return centredSquares(column) / Double(rowCount - 1)
  }

  /// The affine map of x that is nearest to y, with the least squared error; level where x does not vary.
  func leastSquaresFit(_ column: Int) -> AffineMap {
    let squares = centredSquares(column)
    let rows = Double(max(rowCount, 1))
    // Below this the spread is rounding.
    let factor =
      squares > 1e-9 * xx[column] ? (xy[column] - x[column] * y[column] / rows) / squares : 0
    return AffineMap(factor: factor, offset: y[column] / rows - factor * mean(column))
  }

  private func centredSquares(_ column: Int) -> Double {
    max(xx[column] - x[column] * x[column] / Double(max(rowCount, 1)), 0)
  }
}

/// An affine map: factor · x + offset.
struct AffineMap {
  var factor = 1.0
  var offset = 0.0
}
