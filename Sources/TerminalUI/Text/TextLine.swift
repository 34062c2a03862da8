/// One row of text, measured in columns.
struct TextLine {
  var characters: [SafeCharacter]
  var columns: Int
  let glyphs: GlyphSet

  init(_ text: String, glyphs: GlyphSet) {
    self.glyphs = glyphs
    characters = SafeCharacter.all(of: text).map(glyphs.adapted)
    columns = characters.reduce(0) { $0 + $1.width }
  }

  /// The line, or as much of it as fits before an ellipsis.
  func cut(to width: Int) -> TextLine {
    guard columns > width else { return self }
    let ellipsis = SafeCharacter.all(of: glyphs.ellipsis).prefix(max(width, 0))
    var shorter = self
    while shorter.columns > max(width, 0) - ellipsis.count, let last = shorter.characters.popLast()
    {
      shorter.columns -= last.width
    }
    shorter.characters.append(contentsOf: ellipsis)
    shorter.columns += ellipsis.count
    return shorter
  }
}

extension CharacterWidth {
  /// The columns of a text when it is drawn.
  public static func columns(of text: String) -> Int {
    var columns = 0
    for character in text { columns += SafeCharacter(character).width }
    return columns
  }
}
