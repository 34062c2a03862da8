import TerminalUI
import Testing

@Suite struct CharacterWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("損失", 4), ("é", 1), ("e\u{301}", 1), ("한글", 4), ("ｆｕｌｌ", 8), ("⣿─█", 3),
    ("👍", 2), ("\u{1B}[m", 3), ("½≤∞", 3),
  ])
  func `a text is as wide as the cells it is drawn in`(text: String, columns: Int) {
    #expect(CharacterWidth.columns(of: text) == columns)
    var buffer = ScreenBuffer(size: Size(columns: 20, rows: 1))
    #expect(buffer.text(text, at: Position(row: 0, column: 0)) == columns)
  }

  @Test func `a mark stays on the character it belongs to`() {
    var buffer = ScreenBuffer(size: Size(columns: 3, rows: 1))
    buffer.text("e\u{301}x", at: Position(row: 0, column: 0))
    #expect(buffer.cells.map(\.text) == ["e\u{301}", "x", " "])
  }

  @Test(arguments: [("a", 1), ("\u{301}", 0), ("\u{200D}", 0), ("損", 2), ("\u{20000}", 2)])
  func `a scalar has the columns of its kind`(scalar: Unicode.Scalar, columns: Int) {
    #expect(CharacterWidth.columns(of: scalar) == columns)
  }
}
