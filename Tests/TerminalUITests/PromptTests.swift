import TerminalUI
import TestKit
import Testing

@Suite struct PromptTests {
  private func typed(_ keys: [Key], into prompt: Prompt = Prompt()) -> Prompt {
    var prompt = prompt
    for key in keys { _ = prompt.handle(key) }
    return prompt
  }

  private func characters(_ text: String) -> [Key] { text.map { .character($0) } }

  @Test func `characters go in at the cursor`() {
    let prompt = typed(characters("ac") + [.left, .character("b")])
    #expect(prompt.text == "abc")
    #expect(prompt.cursor == 2)
  }

  @Test func `a line that is full takes no more`() {
    let prompt = typed(Array(repeating: .character("a"), count: 5_000))
    #expect(prompt.characters.count == 4_096)
    #expect(prompt.cursor == 4_096)
    #expect(typed([.backspace, .character("b")], into: prompt).text.hasSuffix("ab"))
  }

  @Test func `a text is inserted at the cursor as one line, without what commands a terminal`() {
    var prompt = typed(characters("ab") + [.left])
    prompt.insert("1\r\n2\t3\u{1B}[m\n")
    #expect(prompt.text == "a1 2 3[mb")
    #expect(prompt.cursor == 8)
    prompt.insert(String(repeating: "x", count: 5_000))
    #expect(prompt.characters.count == 4_096)
    var proposal = Prompt(text: "digits-2", isSelected: true)
    proposal.insert("mine")
    #expect(proposal.text == "mine")
  }

  @Test func `deleting stops at the ends`() {
    #expect(typed([.backspace, .delete]).text == "")
    #expect(typed(characters("abc") + [.home, .backspace, .delete]).text == "bc")
    #expect(typed(characters("abc") + [.backspace, .delete]).text == "ab")
  }

  @Test func `what is typed takes the place of a selected text`() {
    let proposal = Prompt(text: "digits-2", isSelected: true)
    #expect(typed(characters("mine"), into: proposal).text == "mine")
    #expect(typed([.backspace], into: proposal).text == "")
    #expect(typed([.delete, .character("x")], into: proposal).text == "x")
  }

  @Test func `a selected text is edited once the cursor moves in it`() {
    let proposal = Prompt(text: "digits-2", isSelected: true)
    #expect(typed([.end, .character("0")], into: proposal).text == "digits-20")
    #expect(typed([.left, .backspace], into: proposal).text == "digits2")
    #expect(typed([.control("w"), .character("x")], into: proposal).text == "x")
    var prompt = proposal
    #expect(prompt.handle(.enter) == .submitted("digits-2"))
  }

  @Test func `words and line ends are cut as in a shell`() {
    #expect(typed(characters("set rate  ") + [.control("w")]).text == "set ")
    #expect(typed(characters("set rate") + [.left, .control("u")]).text == "e")
    #expect(typed(characters("set rate") + [.home, .right, .control("k")]).text == "s")
  }

  @Test func `earlier lines come back, and the draft after them`() {
    var prompt = Prompt(label: ":", history: ["w one", "q"])
    _ = prompt.handle(.character("s"))
    _ = prompt.handle(.up)
    #expect(prompt.text == "q")
    _ = prompt.handle(.up)
    _ = prompt.handle(.up)
    #expect(prompt.text == "w one")
    _ = prompt.handle(.down)
    _ = prompt.handle(.down)
    _ = prompt.handle(.down)
    #expect(prompt.text == "s")
  }

  @Test func `a line is submitted once and remembered once`() {
    var prompt = Prompt(text: "q", history: ["q"])
    #expect(prompt.handle(.enter) == .submitted("q"))
    #expect(prompt.text == "")
    #expect(prompt.history == ["q"])
    #expect(prompt.handle(.escape) == .cancelled)
    #expect(prompt.handle(.tab) == .ignored)
  }

  @Test func `the cursor stays in sight however long the line is`() {
    var buffer = ScreenBuffer(size: Size(columns: 16, rows: 5))
    let long = "set training.batch_size=64"
    Prompt(label: ":", text: "w").draw(into: &buffer, in: buffer.bounds.row(0))
    Prompt(label: ":", text: long).draw(into: &buffer, in: buffer.bounds.row(1))
    typed([.home], into: Prompt(label: ":", text: long))
      .draw(into: &buffer, in: buffer.bounds.row(2))
    typed(Array(repeating: .left, count: 8), into: Prompt(label: ":", text: long))
      .draw(into: &buffer, in: buffer.bounds.row(3))
    Prompt(label: ":", text: "名前損失関数名前").draw(into: &buffer, in: buffer.bounds.row(4))
    expectGolden(buffer, "prompt")
  }
}
