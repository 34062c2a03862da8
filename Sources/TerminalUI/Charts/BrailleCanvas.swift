/// A drawing of dots, two across and four down in every cell.
public struct BrailleCanvas: Sendable {
  /// A kind of dot.
  ///
  /// A cell has one colour, so of the pens that meet in it one has it to itself.
  public struct Pen: Hashable, Sendable {
    /// What the dots mean.
    public var ink: Ink
    /// Weight added to the ink.
    public var emphasis: Emphasis
    /// A cell goes to the highest layer.
    public var layer: UInt8
    /// Within a layer it goes to the highest priority.
    ///
    /// Pens of equal rank take turns, so that lines that run together can both be followed.
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

  /// The size in cells.
  public let size: Size
  private var pens: [Pen] = []
  /// The dots of each pen, cell by cell.
  private var dots: [[UInt8]] = []

  /// An empty canvas of a size in cells.
  public init(size: Size) { self.size = size }

  /// Dots from left to right.
  public var width: Int { size.columns * 2 }
  /// Dots from top to bottom.
  public var height: Int { size.rows * 4 }

  /// Adds a pen and returns its number, for drawing.
  public mutating func add(_ pen: Pen) -> Int {
    pens.append(pen)
    dots.append(Array(repeating: 0, count: size.cellCount))
    return pens.count - 1
  }

  /// Sets the dot in a dot column and row, counted from the top left; outside nothing happens.
  public mutating func set(x: Int, y: Int, pen: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    dots[pen][(y >> 2) * size.columns + x >> 1] |= Self.bits[(y & 3) << 1 | x & 1]
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
        guard let number = pen(row: row, column: column) else { continue }
        let pen = pens[number]
        let pattern = dots[number][row * size.columns + column]
        let braille = Unicode.Scalar(0x2800 + UInt32(pattern)).map(Character.init)
        let ascii = buffer.glyphs.isASCII ? pen.mark : nil
        buffer.put(
          ascii ?? braille ?? " ", at: position.moved(rows: row, columns: column), ink: pen.ink,
          emphasis: pen.emphasis)
      }
    }
  }

  /// The pen that has a cell; `nil` for an empty one.
  private func pen(row: Int, column: Int) -> Int? {
    let index = row * size.columns + column
    var best = 0
    var sharing = 0
    for pen in pens.indices {
      let rank = rank(of: pen, at: index)
      guard rank > 0, rank >= best else { continue }
      sharing = rank > best ? 1 : sharing + 1
      best = rank
    }
    guard sharing > 0 else { return nil }
    // Runs of two cells along a row, and a change from each row to the next: lines of any slope
    // change hands.
    var turn = (column / 2 + row) % sharing
    return pens.indices.first { pen in
      guard rank(of: pen, at: index) == best else { return false }
      defer { turn -= 1 }
      return turn == 0
    }
  }

  /// The rank of a pen in a cell; 0 where it has no dots.
  private func rank(of pen: Int, at index: Int) -> Int {
    let pattern = dots[pen][index]
    guard pattern != 0 else { return 0 }
    // A line that only touches the cell has its next dot in another one, and misses nothing here.
    let runsThrough = pattern & (pattern - 1) != 0
    return 1 + (Int(pens[pen].layer) << 9 | Int(pens[pen].priority) << 1 | (runsThrough ? 1 : 0))
  }

  // The dots of a braille cell by row and column: 1 4, 2 5, 3 6, 7 8.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
}
