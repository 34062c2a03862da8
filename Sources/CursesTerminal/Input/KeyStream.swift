import CNcurses
import TerminalUI

/// Turns what curses reads, one value after the other, into keys and pasted texts.
struct KeyStream {
  /// What curses read.
  enum Input {
    /// The code of a function of the keyboard.
    case code(Int32)
    case character(UInt32)
  }

  /// No line that is typed takes more of a paste; the rest is read and dropped.
  static let longestPaste = 4_096

  // Between the marks of a paste: its text so far, of which counting takes long.
  private var pasted: String.UnicodeScalarView?
  private var pastedCount = 0

  /// What an input completes; `nil` for nothing.
  mutating func event(for input: Input) -> TerminalEvent? {
    switch input {
    case .code(Int32(curses_key_paste_start)):
      pasted = String.UnicodeScalarView()
      pastedCount = 0
      return nil
    case .code(Int32(curses_key_paste_end)):
      defer { pasted = nil }
      return pasted.map { .pasted(String($0)) }
    // The way out where the end of a paste never arrives; terminals take it out of a paste's text.
    case .character(3):
      pasted = nil
      return .key(.control("c"))
    case .code(let code):
      guard pasted == nil else { return nil }
      return KeyDecoder.key(forCode: code).map { .key($0) }
    case .character(let value):
      guard pasted == nil else {
        collect(value)
        return nil
      }
      return KeyDecoder.key(forCharacter: value).map { .key($0) }
    }
  }

  private mutating func collect(_ value: UInt32) {
    guard pastedCount < Self.longestPaste, let scalar = Unicode.Scalar(value) else { return }
    pastedCount += 1
    pasted?.append(scalar)
  }
}
