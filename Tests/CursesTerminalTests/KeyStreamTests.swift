import CNcurses
import TerminalUI
import Testing

@testable import CursesTerminal

@Suite struct KeyStreamTests {
  private func events(_ inputs: [KeyStream.Input]) -> [TerminalEvent] {
    var stream = KeyStream()
    return inputs.compactMap { stream.event(for: $0) }
  }

  private func characters(_ text: String) -> [KeyStream.Input] {
    text.unicodeScalars.map { .character($0.value) }
  }

  private let start = KeyStream.Input.code(Int32(curses_key_paste_start))
  private let end = KeyStream.Input.code(Int32(curses_key_paste_end))

  @Test func `what is between the marks of a paste is text and no key`() {
    let inputs = characters("a") + [start] + characters("rqq\n") + [.code(KEY_LEFT), end]
    #expect(
      events(inputs + characters("b"))
        == [.key(.character("a")), .pasted("rqq\n"), .key(.character("b"))])
  }

  @Test func `of a long paste as much is kept as a line takes`() {
    let text = String(repeating: "x", count: 1_000_000)
    #expect(
      events([start] + characters(text) + [end])
        == [.pasted(String(text.prefix(KeyStream.longestPaste)))])
  }

  @Test func `Ctrl-C is a way out of a paste without an end`() {
    #expect(
      events([start] + characters("abc\u{3}q"))
        == [.key(.control("c")), .key(.character("q"))])
  }

  @Test func `an end without a start is nothing`() {
    #expect(events([end] + characters("a")) == [.key(.character("a"))])
  }
}
