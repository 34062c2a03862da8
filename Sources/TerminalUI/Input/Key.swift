/// A key as a person names it.
public enum Key: Hashable, Sendable {
  /// A printable character, a space included; case matters.
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right
  case home, end, pageUp, pageDown
  case shiftUp, shiftDown, shiftLeft, shiftRight
  /// Control with a lower-case letter.
  case control(Character)
  /// A function key, from 1.
  case function(Int)
}
