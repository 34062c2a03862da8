extension ScreenBuffer {
  /// Draws one character.
  public mutating func put(
    _ character: Character, at position: Position, ink: Ink = .plain, emphasis: Emphasis = []
  ) {
    put(
      Cell(
        character, ink: ink, background: self[position].background, emphasis: emphasis),
      at: position)
  }

  /// Draws a text to the right of a position and returns how many columns it took.
  ///
  /// A text longer than `width`, or than the picture, ends in an ellipsis. The background stays.
  @discardableResult
  public mutating func text(
    _ text: String, at position: Position, width: Int = .max, ink: Ink = .plain,
    emphasis: Emphasis = []
  ) -> Int {
    let room = min(width, max(size.columns - position.column, 0))
    guard room > 0, position.row >= 0, position.row < size.rows else { return 0 }
    let shown = TextLine(text, glyphs: glyphs).cut(to: room)
    var place = position
    for character in shown.characters {
      put(
        Cell(
          character, ink: ink, background: self[place].background, emphasis: emphasis),
        at: place)
      place.column += character.width
    }
    return shown.columns
  }

  /// Draws a text that ends just before column `right`; a text longer than `width` ends in an
  /// ellipsis.
  @discardableResult
  public mutating func textRight(
    _ text: String, row: Int, right: Int, width: Int = .max, ink: Ink = .plain
  ) -> Int {
    let columns = min(CharacterWidth.columns(of: text), width, max(right, 0))
    return self.text(
      text, at: Position(row: row, column: right - columns), width: columns, ink: ink)
  }

  /// Draws a text in the middle of a rectangle's first row.
  @discardableResult
  public mutating func textCentered(
    _ text: String, in rect: Rect, ink: Ink = .plain, emphasis: Emphasis = []
  ) -> Int {
    guard !rect.isEmpty else { return 0 }
    let columns = min(CharacterWidth.columns(of: text), rect.columns)
    let start = rect.position(row: 0, column: (rect.columns - columns) / 2)
    return self.text(text, at: start, width: columns, ink: ink, emphasis: emphasis)
  }

  /// Fills a rectangle with a character.
  public mutating func fill(
    _ rect: Rect, with character: Character = " ", ink: Ink = .plain, background: Ink = .plain
  ) {
    let cell = Cell(character, ink: ink, background: background)
    forEachPosition(in: rect) { $0.put(cell, at: $1) }
  }

  /// Puts a background behind what is drawn in a rectangle.
  public mutating func shade(_ rect: Rect, background: Ink) {
    forEachPosition(in: rect) { buffer, position in
      buffer.restyle(at: position) { $0.background = background }
    }
  }

  /// Adds weight to what is drawn in a rectangle.
  public mutating func emphasize(_ rect: Rect, _ emphasis: Emphasis) {
    forEachPosition(in: rect) { buffer, position in
      buffer.restyle(at: position) { $0.emphasis.formUnion(emphasis) }
    }
  }

  /// Gives everything drawn in a rectangle one ink, such as muted for what lies behind a dialogue.
  public mutating func recolor(_ rect: Rect, ink: Ink) {
    forEachPosition(in: rect) { buffer, position in
      buffer.restyle(at: position) { $0.ink = ink }
    }
  }

  /// A horizontal line.
  public mutating func rule(at position: Position, columns: Int, ink: Ink = .border) {
    for column in 0..<max(min(columns, size.columns - position.column), 0) {
      put("─", at: position.moved(columns: column), ink: ink)
    }
  }

  /// A vertical line.
  public mutating func verticalRule(at position: Position, rows: Int, ink: Ink = .border) {
    for row in 0..<max(min(rows, size.rows - position.row), 0) {
      put("│", at: position.moved(rows: row), ink: ink)
    }
  }

  /// A frame along a rectangle's inner edge; returns what is inside it.
  @discardableResult
  public mutating func box(_ rect: Rect, title: String = "", ink: Ink = .border) -> Rect {
    guard rect.rows >= 2, rect.columns >= 2 else { return rect.inset(rows: 1, columns: 1) }
    let right = rect.right - 1
    let bottom = rect.bottom - 1
    rule(at: rect.position(row: 0, column: 1), columns: rect.columns - 2, ink: ink)
    rule(
      at: Position(row: bottom, column: rect.left + 1), columns: rect.columns - 2, ink: ink)
    verticalRule(at: rect.position(row: 1), rows: rect.rows - 2, ink: ink)
    verticalRule(at: Position(row: rect.top + 1, column: right), rows: rect.rows - 2, ink: ink)
    put("╭", at: rect.origin, ink: ink)
    put("╮", at: Position(row: rect.top, column: right), ink: ink)
    put("╰", at: Position(row: bottom, column: rect.left), ink: ink)
    put("╯", at: Position(row: bottom, column: right), ink: ink)
    if !title.isEmpty, rect.columns > 6 {
      text(
        " \(title) ", at: rect.position(row: 0, column: 2), width: rect.columns - 4, ink: .title)
    }
    return rect.inset(rows: 1, columns: 1)
  }

  /// Draws another picture with its corner at a position.
  public mutating func draw(_ picture: ScreenBuffer, at position: Position) {
    for row in 0..<picture.size.rows {
      for (column, cell) in picture.row(row).enumerated() {
        put(cell, at: position.moved(rows: row, columns: column))
      }
    }
  }

  private mutating func forEachPosition(
    in rect: Rect, _ body: (inout ScreenBuffer, Position) -> Void
  ) {
    let visible = rect.intersection(bounds)
    for row in visible.top..<visible.bottom {
      for column in visible.left..<visible.right {
        body(&self, Position(row: row, column: column))
      }
    }
  }
}
