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

  @Test func `letters and blanks that nothing is seen of are shown by their number`() {
    let fillers = "\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}"
    let marksAndTags = "\u{34F}\u{FE0F}\u{E0100}\u{180B}\u{E0041}\u{200B}"
    for scalar in (fillers + marksAndTags).unicodeScalars {
      let number = "\\u{\(String(scalar.value, radix: 16))}"
      #expect(printable("a\(scalar)b") == "a\(number)b")
      #expect(printable("\(scalar)") == number)
      #expect(!isPrintable(scalar))
    }
  }

  @Test func `of the marks on one letter three are shown`() {
    let marks = String(repeating: "\u{301}", count: 5_000)
    #expect(printable("a\(marks)bc") == "a\u{301}\u{301}\u{301}…bc")
    #expect(printable("e\u{323}\u{302}x") == "e\u{323}\u{302}x")
    #expect(printable(printable("a\(marks)b")) == printable("a\(marks)b"))
  }

  @Test func `a mark without a letter does not join what stands before it`() {
    #expect(printable("\u{301}a") == "\\u{301}a")
    #expect(printable("\u{1B}\u{301}") == "\\u{1b}\\u{301}")
  }

  @Test func `long text ends in an ellipsis`() {
    #expect(printable("abcdef", limit: 3) == "abc…")
    #expect(printable("abc", limit: 3) == "abc")
  }
}
