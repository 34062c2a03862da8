import CNcurses
import TerminalUI

/// Reads keys from curses.
// Safe because the window is private, lives as long as curses, and stays on the main actor.
@safe @MainActor struct Keyboard {
  // Reading from the screen's own window would draw it first; this one is never drawn.
  private let window = unsafe newpad(1, 1)
  private var stream = KeyStream()
  /// Whether the last look ended before the input did; curses may hold what the system no longer has.
  private(set) var mayHaveMore = false

  init() {
    // Every key comes at once and as itself, Ctrl-C and Ctrl-Z too, and none is shown.
    raw()
    noecho()
    nonl()
    curs_set(0)
    // A lone Escape is told from the start of an arrow's sequence by what follows it within this
    // time; over slow lines the whole sequence arrives in one packet.
    _ = curses_escape_delay(25)
    _ = unsafe keypad(window, true)
    _ = unsafe nodelay(window, true)
    _ = unsafe meta(window, true)
    curses_define_paste_keys()
  }

  /// Keys and pasted texts that have arrived and not been read, of one look.
  ///
  /// There may be more: what is pasted without marks can arrive as fast as it is read, and signals
  /// must not wait for its end.
  mutating func events() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    var value: UInt32 = 0
    for _ in 0..<Self.longestLook {
      let result = unsafe curses_read_key(window, &value)
      guard result != ERR else {
        mayHaveMore = false
        return events
      }
      let input = result == KEY_CODE_YES ? KeyStream.Input.code(Int32(value)) : .character(value)
      if let event = stream.event(for: input) { events.append(event) }
    }
    mayHaveMore = true
    return events
  }

  // Read within ten milliseconds.
  private static let longestLook = 4_096
}
