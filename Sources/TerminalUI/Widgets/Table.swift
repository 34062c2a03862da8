/// Rows of texts in columns.
public struct Table: Hashable, Sendable {
  /// A column.
  public struct Column: Hashable, Sendable {
    /// What stands above it.
    public var title: String
    /// Its width; `nil` takes what the others leave.
    public var width: Int?
    /// Whether its texts end at its right edge, as numbers should.
    public var isRightAligned: Bool

    /// A column.
    public init(_ title: String, width: Int? = nil, isRightAligned: Bool = false) {
      self.title = title
      self.width = width
      self.isRightAligned = isRightAligned
    }
  }

  /// A text in a row.
  public struct Field: Hashable, Sendable {
    /// The text.
    public var text: String
    /// What it means.
    public var ink: Ink

    /// A field.
    public init(_ text: String, ink: Ink = .plain) {
      self.text = text
      self.ink = ink
    }
  }

  /// The columns, from left to right.
  public var columns: [Column]
  /// The rows; fields missing at a row's end stay blank.
  public var rows: [[Field]]
  /// The row that is chosen.
  public var selected: Int?
  /// Blanks between columns.
  public var gap = 2

  /// A table.
  public init(columns: [Column], rows: [[Field]], selected: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.selected = selected
  }

  /// Draws titles, where a column has one, and the rows around the selected one.
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let hasTitles = columns.contains { !$0.title.isEmpty }
    let (head, body) = rect.cutTop(hasTitles ? 1 : 0)
    draw(columns.map { Field($0.title, ink: .muted) }, into: &buffer, in: head)
    let viewport = Viewport(count: rows.count, selected: selected ?? 0, height: body.rows)
    for (line, index) in viewport.visible.enumerated() {
      let row = body.row(line)
      draw(rows[index], into: &buffer, in: row)
      if index == selected { buffer.shade(row, background: .selected) }
    }
    viewport.drawMarks(into: &buffer, in: body)
  }

  private func draw(_ fields: [Field], into buffer: inout ScreenBuffer, in rect: Rect) {
    let places = rect.splitColumns(
      columns.map { $0.width.map(Share.fixed) ?? .weighted(1) }, gap: gap)
    for ((field, column), place) in zip(zip(fields, columns), places) where !place.isEmpty {
      if column.isRightAligned {
        buffer.textRight(
          field.text, row: place.top, right: place.right, width: place.columns, ink: field.ink)
      } else {
        buffer.text(field.text, at: place.origin, width: place.columns, ink: field.ink)
      }
    }
  }
}
