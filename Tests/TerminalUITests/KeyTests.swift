import TerminalUI
import Testing

@Suite struct KeyTests {
  static let keys: [Key] =
    [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right,
      .home, .end, .pageUp, .pageDown, .shiftUp, .shiftDown, .shiftLeft, .shiftRight,
    ] + (1...12).map { .function($0) } + "abcz".map { .control($0) }
    + " aZ0:?+-é損F".map { .character($0) }

  @Test(arguments: keys) func `a key is read back from its notation`(key: Key) {
    #expect(Key(key.description) == key)
  }

  @Test func `keys are written as people say them`() {
    let notation = [
      Key.backTab, .control("c"), .up, .character(" "), .function(5), .character("q"),
    ]
    #expect(notation.map(\.description) == ["Shift-Tab", "Ctrl-C", "↑", "Space", "F5", "q"])
    #expect(Key("Up") == .up)
  }

  @Test(arguments: ["", "Ctrl-", "Ctrl-CC", "F0", "F64", "Fx", "Meta-x", "ab"])
  func `what names no key is refused`(notation: String) {
    #expect(Key(notation) == nil)
  }
}
