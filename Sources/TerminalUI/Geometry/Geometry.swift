/// A place on the screen, counted from the top left corner at row 0, column 0.
public struct Position: Hashable, Sendable {
  /// Rows from the top.
  public var row: Int
  /// Columns from the left.
  public var column: Int

  /// A position from its row and column.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// The position moved by a number of rows and columns.
  public func moved(rows: Int = 0, columns: Int = 0) -> Position {
    Position(row: row + rows, column: column + columns)
  }
}

/// How many columns and rows something covers; never negative.
public struct Size: Hashable, Sendable {
  /// Columns, from 0 up.
  public let columns: Int
  /// Rows, from 0 up.
  public let rows: Int

  /// A size; negative counts become 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
  }

  /// Nothing at all.
  public static let zero = Size(columns: 0, rows: 0)

  /// Whether it covers no cell.
  public var isEmpty: Bool { columns == 0 || rows == 0 }

  /// The number of cells it covers.
  public var cellCount: Int { columns * rows }
}

/// A rectangle of cells.
public struct Rect: Hashable, Sendable {
  /// The top left cell.
  public var origin: Position
  /// How far it reaches.
  public var size: Size

  /// A rectangle from its corner and size.
  public init(origin: Position, size: Size) {
    self.origin = origin
    self.size = size
  }

  /// A rectangle from its edges' places and lengths; negative lengths become 0.
  public init(row: Int, column: Int, rows: Int, columns: Int) {
    self.init(
      origin: Position(row: row, column: column), size: Size(columns: columns, rows: rows))
  }

  /// The whole of a screen of this size.
  public init(_ size: Size) { self.init(origin: Position(row: 0, column: 0), size: size) }

  /// The first row.
  public var top: Int { origin.row }
  /// The first column.
  public var left: Int { origin.column }
  /// The row after the last.
  public var bottom: Int { origin.row + size.rows }
  /// The column after the last.
  public var right: Int { origin.column + size.columns }
  /// The number of rows.
  public var rows: Int { size.rows }
  /// The number of columns.
  public var columns: Int { size.columns }
  /// Whether it holds no cell.
  public var isEmpty: Bool { size.isEmpty }

  /// Whether a position lies inside.
  public func contains(_ position: Position) -> Bool {
    position.row >= top && position.row < bottom && position.column >= left
      && position.column < right
  }

  /// Whether another rectangle lies wholly inside.
  public func contains(_ other: Rect) -> Bool {
    other.top >= top && other.bottom <= bottom && other.left >= left && other.right <= right
  }

  /// The part that both rectangles cover; empty when they are apart.
  public func intersection(_ other: Rect) -> Rect {
    let top = max(top, other.top)
    let left = max(left, other.left)
    return Rect(
      row: top, column: left, rows: min(bottom, other.bottom) - top,
      columns: min(right, other.right) - left)
  }

  /// The smallest rectangle that covers all of some; empty for none.
  public static func union(_ rects: [Rect]) -> Rect {
    guard let first = rects.first else { return Rect(.zero) }
    let top = rects.reduce(first.top) { min($0, $1.top) }
    let left = rects.reduce(first.left) { min($0, $1.left) }
    return Rect(
      row: top, column: left, rows: rects.reduce(top) { max($0, $1.bottom) } - top,
      columns: rects.reduce(left) { max($0, $1.right) } - left)
  }

  /// The rectangle without a margin on each side; empty, at its centre, when the margins meet.
  public func inset(rows rowMargin: Int = 0, columns columnMargin: Int = 0) -> Rect {
    let rowMargin = min(rowMargin, rows / 2 + rows % 2)
    let columnMargin = min(columnMargin, columns / 2 + columns % 2)
    return Rect(
      row: top + rowMargin, column: left + columnMargin, rows: rows - 2 * rowMargin,
      columns: columns - 2 * columnMargin)
  }

  /// One of its rows, counted from its top; empty when it has no such row.
  public func row(_ index: Int) -> Rect {
    let exists = index >= 0 && index < rows
    return Rect(row: top + index, column: left, rows: exists ? 1 : 0, columns: columns)
  }

  /// The position at a row and a column counted from its corner.
  public func position(row: Int, column: Int = 0) -> Position {
    origin.moved(rows: row, columns: column)
  }
}
