/// A text of several rows, broken between words.
public struct TextBlock: Hashable, Sendable {
  /// The text; a newline always ends a row.
  public var text: String
  /// What it means.
  public var ink: Ink

  /// A block of text.
  public init(_ text: String, ink: Ink = .plain) {
    self.text = text
    self.ink = ink
  }

  /// The rows the text takes in so many columns; a word longer than a row is broken.
  public func rows(columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      Self.wrap(line, columns: columns)
    }
  }

  /// Draws as many rows as there is room for and returns how many; the last one ends in an
  /// ellipsis when there are more.
  @discardableResult
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect) -> Int {
    guard !rect.isEmpty else { return 0 }
    let rows = rows(columns: rect.columns)
    for (index, row) in rows.prefix(rect.rows).enumerated() {
      let isCut = index == rect.rows - 1 && rows.count > rect.rows
      // An ellipsis that does not fit makes the row too long, which cuts it with an ellipsis.
      buffer.text(
        isCut ? row + buffer.glyphs.ellipsis : row, at: rect.position(row: index),
        width: rect.columns, ink: ink)
    }
    return min(rows.count, rect.rows)
  }

  private static func wrap(_ line: Substring, columns: Int) -> [String] {
    var rows: [String] = []
    var row = ""
    var used = 0
    for word in line.split(separator: " ", omittingEmptySubsequences: true) {
      let width = CharacterWidth.columns(of: String(word))
      if used > 0, used + 1 + width <= columns {
        row += " " + word
        used += 1 + width
        continue
      }
      if used > 0 { rows.append(row) }
      let pieces = broken(word, columns: columns)
      rows += pieces.dropLast()
      row = pieces.last ?? ""
      used = CharacterWidth.columns(of: row)
    }
    return rows + [row]
  }

  private static func broken(_ word: Substring, columns: Int) -> [String] {
    var pieces = [""]
    var used = 0
    for character in word {
      let width = SafeCharacter(character).width
      if used > 0, used + width > columns {
        pieces.append("")
        used = 0
      }
      pieces[pieces.count - 1].append(character)
      used += width
    }
    return pieces
  }
}
