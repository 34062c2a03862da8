import CNcurses
import TerminalUI

/// Turns what curses reads into keys.
enum KeyDecoder {
  /// The key of a code that stands for a function of the keyboard; `nil` for one without meaning.
  static func key(forCode code: Int32) -> Key? {
    if code > KEY_F0, code <= KEY_F0 + 63 { return .function(Int(code - KEY_F0)) }
    return codes[code]
  }

  /// The key of a character; `nil` for one that no key is named after.
  static func key(forCharacter value: UInt32) -> Key? {
    switch value {
    case 0: return .control(" ")
    case 8, 127: return .backspace
    case 9: return .tab
    case 10, 13: return .enter
    case 27: return .escape
    // Control with a letter sends the letter's place in the alphabet.
    case 1...26:
      return Unicode.Scalar(value + 0x60).map { .control(Character($0)) }
    case 28...31:
      return Unicode.Scalar(value + 0x40).map { .control(Character($0)) }
    case 0x80...0x9F: return nil
    default: return Unicode.Scalar(value).map { .character(Character($0)) }
    }
  }

  private static let codes: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home,
    KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_BTAB: .backTab,
    KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_IC: .insert, KEY_ENTER: .enter,
    KEY_SR: .shiftUp, KEY_SF: .shiftDown, KEY_SLEFT: .shiftLeft, KEY_SRIGHT: .shiftRight,
    KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown,
  ]
}
