import CNcurses
import TerminalUI

/// Reads keys from curses.
// Safe because the window is private, lives as long as curses, and stays on the main actor.
@safe @MainActor struct Keyboard {
  // Reading from the screen's own window would draw it first; this one is never drawn.
  private let window = unsafe newpad(1, 1)

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
  }

  /// All keys that have been pressed and not been read.
  func keys() -> [Key] {
    var keys: [Key] = []
    var value: UInt32 = 0
    while true {
      let result = unsafe curses_read_key(window, &value)
      guard result != ERR else { return keys }
      let key =
        result == KEY_CODE_YES
        ? KeyDecoder.key(forCode: Int32(value)) : KeyDecoder.key(forCharacter: value)
      if let key { keys.append(key) }
    }
  }
}
