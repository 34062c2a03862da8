import Yams

/// Keys that stand twice in one mapping.
///
/// The YAML parser gives up at the first of them, and everything wrong with a preset is to be told
/// at once. So the key it names is marked in the text, which makes it another key, and the text is
/// read again.
enum DuplicateKey {
  /// The most that are looked for: each costs another reading.
  static let largestCount = 8

  // Private-use characters, which no key of a preset has.
  private static let mark = "\u{F5D0}\u{F5D1}"

  static func marking(keyAt place: Mark, in text: String) -> String {
    var position = TextPosition()
    var index = text.unicodeScalars.startIndex
    while index < text.unicodeScalars.endIndex,
      position.line < place.line || position.line == place.line && position.column < place.column
    {
      position.advance(over: text.unicodeScalars[index])
      index = text.unicodeScalars.index(after: index)
    }
    if index < text.unicodeScalars.endIndex, ["\"", "'"].contains(text.unicodeScalars[index]) {
      index = text.unicodeScalars.index(after: index)
    }
    var marked = text.unicodeScalars
    marked.insert(contentsOf: mark.unicodeScalars, at: index)
    return String(marked)
  }

  /// The key behind a mark, or `nil` for a key without one.
  static func name(of key: String) -> String? {
    key.hasPrefix(mark) ? String(key.unicodeScalars.dropFirst(mark.unicodeScalars.count)) : nil
  }
}
