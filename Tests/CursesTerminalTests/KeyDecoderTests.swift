import CNcurses
import TerminalUI
import Testing

@testable import CursesTerminal

@Suite struct KeyDecoderTests {
  @Test func `control characters are the keys a person pressed`() {
    let keys = [0, 3, 8, 9, 10, 13, 26, 27, 28, 127].map { KeyDecoder.key(forCharacter: $0) }
    #expect(
      keys == [
        .control(" "), .control("c"), .backspace, .tab, .enter, .enter, .control("z"), .escape,
        .control("\\"), .backspace,
      ])
  }

  @Test func `characters are themselves, and what cannot be typed is nothing`() {
    #expect(KeyDecoder.key(forCharacter: 0x61) == .character("a"))
    #expect(KeyDecoder.key(forCharacter: 0x640D) == .character("損"))
    #expect(KeyDecoder.key(forCharacter: 0x9B) == nil)
    #expect(KeyDecoder.key(forCharacter: 0xD800) == nil)
    #expect(KeyDecoder.key(forCharacter: .max) == nil)
  }

  @Test func `curses' codes are function keys, arrows and edges`() {
    #expect(KeyDecoder.key(forCode: KEY_LEFT) == .left)
    #expect(KeyDecoder.key(forCode: KEY_BTAB) == .backTab)
    #expect(KeyDecoder.key(forCode: KEY_F0 + 12) == .function(12))
    #expect(KeyDecoder.key(forCode: KEY_RESIZE) == nil)
    #expect(KeyDecoder.key(forCode: 0) == nil)
  }
}
