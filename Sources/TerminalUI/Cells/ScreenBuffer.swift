/// A picture of the screen in memory.
///
/// Everything drawn outside is cut off; nothing traps.
public struct ScreenBuffer: Equatable, Sendable {
  /// Columns and rows.
  public let size: Size
  /// The characters that may be used; everything drawn is adapted to them.
  public let glyphs: GlyphSet
  /// The cells, row after row.
  public private(set) var cells: [Cell]

  /// An empty picture.
  public init(size: Size, glyphs: GlyphSet = .unicode) {
    self.size = size
    self.glyphs = glyphs
    cells = Array(repeating: .blank, count: size.cellCount)
  }

  /// The rectangle of the whole picture.
  public var bounds: Rect { Rect(size) }

  /// The cell at a place; blank outside.
  public subscript(position: Position) -> Cell {
    guard bounds.contains(position) else { return .blank }
    return cells[position.row * size.columns + position.column]
  }

  /// The cells of one row; empty outside.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Draws one cell; a wide character that would lie across the border is left out.
  public mutating func put(_ cell: Cell, at position: Position) {
    guard bounds.contains(position), cell.extent != .continuation else { return }
    var cell = cell
    if glyphs.isASCII, cell.scalar.value > 0x7E || cell.mark != "\0" {
      let adapted = glyphs.adapted(SafeCharacter(Character(cell.text)))
      cell = Cell(
        adapted, ink: cell.ink, background: cell.background, emphasis: cell.emphasis)
    }
    let index = position.row * size.columns + position.column
    guard cell.extent == .wide else {
      separate(index)
      cells[index] = cell
      return
    }
    guard position.column + 1 < size.columns else { return }
    separate(index)
    separate(index + 1)
    cells[index] = cell
    cells[index + 1] = cell.continuation
  }

  /// Changes a cell's meaning and leaves its character as it is.
  public mutating func restyle(at position: Position, _ change: (inout Cell) -> Void) {
    guard bounds.contains(position) else { return }
    let index = position.row * size.columns + position.column
    var cell = cells[index]
    change(&cell)
    cells[index].ink = cell.ink
    cells[index].background = cell.background
    cells[index].emphasis = cell.emphasis
  }

  // Half of a wide character cannot be drawn: overwriting one half blanks the other.
  private mutating func separate(_ index: Int) {
    switch cells[index].extent {
    case .single: break
    case .wide: if index + 1 < cells.count { cells[index + 1].blankOut() }
    case .continuation: if index > 0 { cells[index - 1].blankOut() }
    }
  }
}
