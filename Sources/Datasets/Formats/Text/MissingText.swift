/// The texts that stand for a value that is not there.
enum MissingText {
  private static let words: Set<String> = [
    "", "na", "n/a", "nan", "null", "none", "?", "-",
    // Not a number one can train on.
    "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity",
  ]
  private static let longest = 9

  static func isMissing(_ text: Span<UInt8>) -> Bool {
    if text.isEmpty { return true }
    var trimmed: [UInt8] = []
    for place in text.indices {
      let byte = text[place]
      if byte == Byte.space || byte == Byte.tab { continue }
      guard trimmed.count < longest else { return false }
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      trimmed.append(isCapital ? byte | Byte.smallLetter : byte)
    }
    return words.contains(String(decoding: trimmed, as: UTF8.self))
  }
}
