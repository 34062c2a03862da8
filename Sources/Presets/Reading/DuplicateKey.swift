import Yams

/// Keys that stand twice in one mapping.
///
/// The YAML parser gives up at the first of them, and everything wrong with a preset is to be told
/// at once. So the key it names is marked in the text, which makes it another key, and the text is
/// read again.
enum DuplicateKey {
  /// The most that are looked for: each costs another reading.
  static let largestCount = 8

  // Private-use characters, which no key of a preset has, and a third that numbers the key: of
  // three equal keys two are marked.
  private static let mark = "\u{F5D0}\u{F5D1}"
  private static let firstNumber: UInt32 = 0xF600

  static func marking(keyAt place: Mark, in text: String, number: Int) -> String {
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
    let scalars =
      Array(mark.unicodeScalars) + [Unicode.Scalar(firstNumber + UInt32(number))].compactMap { $0 }
    marked.insert(contentsOf: scalars, at: index)
    return String(marked)
  }

  /// The key behind a mark, or `nil` for a key without one.
  static func name(of key: String) -> String? {
    key.hasPrefix(mark) ? String(key.unicodeScalars.dropFirst(mark.unicodeScalars.count + 1)) : nil
  }
}
