extension NumberText {
  /// The number that all of the text is, whether or not its thousands are set apart, or `nil`.
  static func writtenNumber(_ text: Span<UInt8>, decimalMark: UInt8) -> Double? {
    number(text, decimalMark: decimalMark) ?? groupedNumber(text, decimalMark: decimalMark)
  }

  /// The number in text whose thousands are set apart by the mark that is not the decimal one, as
  /// 12,785.85 and 12.785,85 have it, or `nil`.
  ///
  /// The first group has one to three digits and does not begin with 0, each further one three; the
  /// decimals are not grouped.
  static func groupedNumber(_ text: Span<UInt8>, decimalMark: UInt8) -> Double? {
    let groupMark = decimalMark == Byte.comma ? Byte.point : Byte.comma
    guard text.count <= longestGrouped else { return nil }
    var plain: [UInt8] = []
    var groups = [0]
    var isWhole = true
    for place in text.indices {
      let byte = text[place]
      if byte == groupMark, isWhole {
        groups.append(0)
        continue
      }
      if byte &- Byte.zero < 10, isWhole {
        if byte == Byte.zero, groups == [0] { return nil }
        groups[groups.count - 1] += 1
      } else if byte != Byte.minus, byte != Byte.plus, byte != Byte.space {
        isWhole = false
      }
      plain.append(byte)
    }
    guard groups.count > 1, 1...3 ~= groups[0], groups.dropFirst().allSatisfy({ $0 == 3 }) else {
      return nil
    }
    return number(plain.span, decimalMark: decimalMark)
  }

  // More digits than a double tells apart, and their marks.
  private static let longestGrouped = 32
}
