/// Decimal numbers in text.
enum NumberText {
  /// The number that begins at `start`, after blanks, and where it and the blanks after it end.
  ///
  /// Digits with at most one decimal mark and an exponent; the value is within one unit in the last
  /// place of a double, which a float does not show.
  @inline(__always)
  static func number(
    in bytes: Span<UInt8>, from start: Int, decimalMark: UInt8
  ) -> (value: Double, end: Int)? {
    let count = bytes.count
    var place = start
    while place < count, bytes[place] == Byte.space { place += 1 }
    var isNegative = false
    if place < count, bytes[place] == Byte.minus || bytes[place] == Byte.plus {
      isNegative = bytes[place] == Byte.minus
      place += 1
    }
    var digits: UInt64 = 0
    var power = 0
    let firstDigit = place
    while place < count {
      let digit = bytes[place] &- Byte.zero
      guard digit < 10 else { break }
      if digits < mostDigits { digits = digits &* 10 &+ UInt64(digit) } else { power += 1 }
      place += 1
    }
    var digitCount = place - firstDigit
    if place < count, bytes[place] == decimalMark {
      place += 1
      let firstDecimal = place
      while place < count {
        let digit = bytes[place] &- Byte.zero
        guard digit < 10 else { break }
        if digits < mostDigits {
          digits = digits &* 10 &+ UInt64(digit)
          power -= 1
        }
        place += 1
      }
      digitCount += place - firstDecimal
    }
    guard digitCount > 0 else { return nil }
    if place < count, bytes[place] | Byte.smallLetter == Byte.exponent {
      guard let exponent = exponent(in: bytes, from: &place) else { return nil }
      power += exponent
    }
    while place < count, bytes[place] == Byte.space { place += 1 }
    let size = scaled(Double(digits), by: power)
    return (isNegative ? -size : size, place)
  }

  /// The number that all of the text is, or `nil`.
  static func number(_ text: Span<UInt8>, decimalMark: UInt8) -> Double? {
    guard let number = number(in: text, from: 0, decimalMark: decimalMark),
      number.end == text.count
    else { return nil }
    return number.value
  }

  // One digit more still fits 64 bits.
  private static let mostDigits: UInt64 = 1_000_000_000_000_000_000

  private static func exponent(in bytes: Span<UInt8>, from place: inout Int) -> Int? {
    place += 1
    var isNegative = false
    if place < bytes.count, bytes[place] == Byte.minus || bytes[place] == Byte.plus {
      isNegative = bytes[place] == Byte.minus
      place += 1
    }
    let firstDigit = place
    var exponent = 0
    while place < bytes.count {
      let digit = bytes[place] &- Byte.zero
      guard digit < 10 else { break }
      // Far beyond every float, and no overflow however many digits follow.
      exponent = min(exponent * 10 + Int(digit), 100_000)
      place += 1
    }
    guard place > firstDigit else { return nil }
    return isNegative ? -exponent : exponent
  }

  @inline(__always)
  private static func scaled(_ digits: Double, by power: Int) -> Double {
    if power == 0 { return digits }
    if power < 0, power >= -22 { return digits / exactPowers[-power] }
    if power > 0, power <= 22 { return digits * exactPowers[power] }
    return scaledFar(digits, by: power)
  }

  private static func scaledFar(_ digits: Double, by power: Int) -> Double {
    var result = digits
    var left = max(-400, min(400, power))
    while left > 0 {
      let step = min(left, 22)
      result *= exactPowers[step]
      left -= step
    }
    while left < 0 {
      let step = min(-left, 22)
      result /= exactPowers[step]
      left += step
    }
    return result
  }

  // The powers of ten that a double holds exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
