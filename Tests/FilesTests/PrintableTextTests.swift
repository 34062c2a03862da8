import Files
import Testing

@Suite struct PrintableTextTests {
  @Test func `what would move a cursor or turn the writing is shown by its number`() {
    #expect(printable("a\u{1B}[2Jb") == "a\\u{1b}[2Jb")
    #expect(printable("a\u{202E}b\nc") == "a\\u{202e}b\\u{a}c")
  }

  @Test func `letters of all scripts stand for themselves`() {
    #expect(printable("Größe 数") == "Größe 数")
  }

  @Test func `long text ends in an ellipsis`() {
    #expect(printable("abcdef", limit: 3) == "abc…")
    #expect(printable("abc", limit: 3) == "abc")
  }
}
