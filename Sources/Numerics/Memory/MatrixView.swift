/// Rows of floats inside a `FloatBlock`, one after the other, lent without a lifetime.
///
/// The same terms hold as for `VectorView`: valid while the block lives, for its thread only.
@safe public struct MatrixView {
  @usableFromInline let base: UnsafeMutablePointer<Float>
  /// How many rows there are.
  public let rows: Int
  /// How many floats a row has.
  public let columns: Int

  @inlinable
  init(base: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    unsafe self.base = base
    self.rows = rows
    self.columns = columns
  }

  /// How many floats there are in all rows.
  @inlinable
  public var count: Int { rows &* columns }

  /// All floats, row after row.
  @inlinable
  public var elements: VectorView { unsafe VectorView(base: base, count: count) }

  /// One element, by row and column from 0.
  @inlinable
  public subscript(_ row: Int, _ column: Int) -> Float {
    get {
      precondition(column >= 0 && column < columns, "column outside of the matrix")
      return elements[row * columns + column]
    }
    nonmutating set {
      precondition(column >= 0 && column < columns, "column outside of the matrix")
      elements[row * columns + column] = newValue
    }
  }

  /// The first `count` rows.
  @inlinable
  public func firstRows(_ count: Int) -> MatrixView {
    precondition(count >= 0 && count <= rows, "more rows asked for than there are")
    return unsafe MatrixView(base: base, rows: count, columns: columns)
  }

  /// The rows of `range`.
  @inlinable
  public func rows(_ range: Range<Int>) -> MatrixView {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows outside of the matrix")
    return unsafe MatrixView(
      base: base + range.lowerBound * columns, rows: range.count, columns: columns)
  }

  /// One row, by its place from 0.
  @inlinable
  public func row(_ index: Int) -> VectorView {
    precondition(index >= 0 && index < rows, "row outside of the matrix")
    return unsafe VectorView(base: base + index * columns, count: columns)
  }
}
