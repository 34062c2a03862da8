/// A drawing of dots, two across and four down in every cell.
public struct BrailleCanvas: Sendable {
  /// A kind of dot: of two that meet in one cell, the one of higher rank decides.
  public struct Pen: Hashable, Sendable {
    /// What the dots mean.
    public var ink: Ink
    /// Weight added to the ink.
    public var emphasis: Emphasis
    /// Dots of a higher layer replace those of a lower one in their cell.
    public var layer: UInt8
    /// Of one layer's dots in a cell all stay; the ink is that of the highest priority.
    public var priority: UInt8
    /// The character that stands for the dots where neither dots nor colours can be shown.
    public var mark: Character?

    /// A pen.
    public init(
      _ ink: Ink, emphasis: Emphasis = [], layer: UInt8 = 1, priority: UInt8 = 0,
      mark: Character? = nil
    ) {
      self.ink = ink
      self.emphasis = emphasis
      self.layer = layer
      self.priority = priority
      self.mark = mark
    }
  }

  private struct Dots {
    var pattern: UInt8 = 0
    var pen: UInt8 = 0
  }

  /// The size in cells.
  public let size: Size
  private var cells: [Dots]
  private var pens: [Pen] = []

  /// An empty canvas of a size in cells.
  public init(size: Size) {
    self.size = size
    cells = Array(repeating: Dots(), count: size.cellCount)
  }

  /// Dots from left to right.
  public var width: Int { size.columns * 2 }
  /// Dots from top to bottom.
  public var height: Int { size.rows * 4 }

  /// Adds a pen and returns its number, for drawing.
  public mutating func add(_ pen: Pen) -> Int {
    // One byte a cell holds the pen's number; a chart has a handful.
    precondition(pens.count < Int(UInt8.max), "at most 255 pens, received one more")
    pens.append(pen)
    return pens.count - 1
  }

  /// Sets the dot in a dot column and row, counted from the top left; outside nothing happens.
  public mutating func set(x: Int, y: Int, pen: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let index = (y >> 2) * size.columns + x >> 1
    let bit = Self.bits[(y & 3) << 1 | x & 1]
    var dots = cells[index]
    if dots.pattern == 0 {
      dots = Dots(pattern: bit, pen: UInt8(pen))
    } else {
      let present = pens[Int(dots.pen)]
      let new = pens[pen]
      guard new.layer >= present.layer else { return }
      if new.layer > present.layer {
        dots = Dots(pattern: bit, pen: UInt8(pen))
      } else {
        dots.pattern |= bit
        if new.priority > present.priority { dots.pen = UInt8(pen) }
      }
    }
    cells[index] = dots
  }

  /// Sets the dots of one column between two rows, both included.
  public mutating func vertical(x: Int, from start: Int, to end: Int, pen: Int) {
    guard x >= 0, x < width else { return }
    let top = max(min(start, end), 0)
    let bottom = min(max(start, end), height - 1)
    guard top <= bottom else { return }
    for y in top...bottom { set(x: x, y: y, pen: pen) }
  }

  /// Sets the dots on the straight line between two dots, column by column.
  public mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), pen: Int
  ) {
    let (start, end) = start.x <= end.x ? (start, end) : (end, start)
    let columns = end.x - start.x
    guard columns > 0 else { return vertical(x: start.x, from: start.y, to: end.y, pen: pen) }
    let slope = Double(end.y - start.y) / Double(columns)
    let first = max(0, -start.x)
    let last = min(columns, width - 1 - start.x)
    guard first <= last else { return }
    // Each column reaches half-way to its neighbours, so that a steep line has no holes.
    var y = first == 0 ? start.y : start.y + Int((slope * (Double(first) - 0.5)).rounded())
    for column in first...last {
      let next =
        column == columns ? end.y : start.y + Int((slope * (Double(column) + 0.5)).rounded())
      vertical(x: start.x + column, from: y, to: next, pen: pen)
      y = next
    }
  }

  /// Draws the dots with the canvas' corner at a position; cells without dots stay as they are.
  public func draw(into buffer: inout ScreenBuffer, at position: Position) {
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let dots = cells[row * size.columns + column]
        guard dots.pattern != 0 else { continue }
        let pen = pens[Int(dots.pen)]
        let braille = Unicode.Scalar(0x2800 + UInt32(dots.pattern)).map(Character.init)
        let ascii = buffer.glyphs.isASCII ? pen.mark : nil
        buffer.put(
          ascii ?? braille ?? " ", at: position.moved(rows: row, columns: column), ink: pen.ink,
          emphasis: pen.emphasis)
      }
    }
  }

  // The dots of a braille cell by row and column: 1 4, 2 5, 3 6, 7 8.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
}
