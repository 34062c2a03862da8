import Files

/// Reads the JSON of a header from left to right: objects, lists of counts, strings.
///
/// Nothing nests deeper than whoever reads it asks for, so a hostile text cannot exhaust the stack.
struct JSONScanner {
  enum Failure: Error {
    case syntax(expected: String, found: String, offset: Int)
    /// JSON, but not what the reader needs.
    case invalid(WeightsError)
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Calls `body` with each key, the scanner standing before its value.
  mutating func object(
    _ body: (String, inout JSONScanner) throws(Failure) -> Void
  ) throws(Failure) {
    try take("{")
    if skip("}") { return }
    repeat {
      let key = try string()
      try take(":")
      try body(key, &self)
    } while skip(",")
    try take("}")
  }

  /// A list of whole numbers from 0.
  mutating func counts() throws(Failure) -> [Int] {
    try take("[")
    var counts: [Int] = []
    if skip("]") { return counts }
    repeat { counts.append(try count()) } while skip(",")
    try take("]")
    return counts
  }

  mutating func string() throws(Failure) -> String {
    try take("\"")
    var text: [UInt8] = []
    while position < bytes.endIndex, bytes[position] != UInt8(ascii: "\"") {
      let byte = bytes[position]
      guard byte >= 0x20 else { throw failure("a string without control characters") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        text += Array(String(try escape()).utf8)
      } else {
        text.append(byte)
      }
    }
    guard position < bytes.endIndex else { throw failure("the end of a string") }
    position += 1
    guard let string = String(validating: text, as: UTF8.self) else {
      throw failure("a string of UTF-8")
    }
    return string
  }

  /// Nothing but space is left.
  mutating func end() throws(Failure) {
    skipSpace()
    if position < bytes.endIndex { throw failure("nothing more") }
  }
}

extension JSONScanner {
  private mutating func count() throws(Failure) -> Int {
    skipSpace()
    let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, let count = Int(String(decoding: digits, as: UTF8.self)) else {
      throw failure("a whole number from 0 that fits into memory")
    }
    position = digits.endIndex
    return count
  }

  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    guard position < bytes.endIndex else { throw failure("an escaped character") }
    let byte = bytes[position]
    if let scalar = Self.simpleEscape(byte) {
      position += 1
      return scalar
    }
    guard byte == UInt8(ascii: "u") else { throw failure("an escaped character") }
    position += 1
    let first = try codeUnit()
    guard (0xD800..<0xDC00).contains(first) else { return try scalar(first) }
    guard bytes[position...].starts(with: Array("\\u".utf8)) else {
      throw failure("the second half of a character")
    }
    position += 2
    let second = try codeUnit()
    guard (0xDC00..<0xE000).contains(second) else {
      throw failure("the second half of a character")
    }
    return try scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private static func simpleEscape(_ byte: UInt8) -> Unicode.Scalar? {
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": Unicode.Scalar(byte)
    case "b": "\u{8}"
    case "f": "\u{C}"
    case "n": "\n"
    case "r": "\r"
    case "t": "\t"
    default: nil
    }
  }

  private mutating func codeUnit() throws(Failure) -> UInt32 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit),
      let unit = UInt32(digits, radix: 16)
    else { throw failure("four hexadecimal digits") }
    position += 4
    return unit
  }

  private func scalar(_ value: UInt32) throws(Failure) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(value) else { throw failure("a character") }
    return scalar
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex, Self.isSpace(bytes[position]) { position += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
      return false
    }
    position += 1
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) throws(Failure) {
    guard skip(character) else { throw failure("'\(character)'") }
  }

  private func failure(_ expected: String) -> Failure {
    let found =
      position < bytes.endIndex
      ? "'" + printable(String(decoding: bytes[position...].prefix(12), as: UTF8.self)) + "'"
      : "its end"
    return .syntax(expected: expected, found: found, offset: position - bytes.startIndex)
  }
}
