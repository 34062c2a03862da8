/// Where a field lies in the bytes, without its quotes.
struct FieldRange: Equatable {
  var start: Int
  var end: Int
  /// Whether it stood in quotes.
  var isQuoted = false
  /// Whether two quotes in it stand for one.
  var hasDoubledQuotes = false

  var count: Int { end - start }
}

/// What cannot be read, and where.
struct RecordProblem: Error, Equatable {
  var place: TextPlace?
  let expected: String
  let found: String
  var advice = ""
}

/// Goes through the bytes of a file field by field.
///
/// Source: RFC 4180, but also with other separators, with any line ends, and with blanks around
/// fields. A run of blanks is one separator where the blank is.
struct RecordReader {
  /// A longer field is taken for a quote that was left open.
  static let longestField = 1 << 20

  let separator: UInt8
  private(set) var position: Int
  /// The line of the position, from 1.
  private(set) var line: Int
  /// Whether the last field was the last of its record.
  private(set) var recordEnded = true

  init(separator: UInt8, position: Int = 0, line: Int = 1) {
    self.separator = separator
    self.position = position
    self.line = line
  }

  /// Passes over blank lines; whether a record follows.
  mutating func findRecord(_ bytes: Span<UInt8>) -> Bool {
    recordEnded = false
    while position < bytes.count {
      var ahead = position
      while ahead < bytes.count, bytes[ahead] == Byte.space { ahead += 1 }
      if ahead == bytes.count {
        position = ahead
      } else {
        guard isLineEnd(bytes[ahead]) else {
          if separator == Byte.space { position = ahead }
          return true
        }
        position = ahead
        passLineEnd(bytes)
      }
    }
    return false
  }

  /// The next field of the record.
  mutating func field(_ bytes: Span<UInt8>, number: Int) throws(RecordProblem) -> FieldRange {
    let start = position
    while position < bytes.count, bytes[position] == Byte.space { position += 1 }
    if position < bytes.count, bytes[position] == Byte.quote {
      return try quotedField(bytes, number: number)
    }
    if separator == Byte.space, position == bytes.count || isLineEnd(bytes[position]) {
      closeField(bytes)
      return FieldRange(start: start, end: start)
    }
    let first = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == separator || isLineEnd(byte) { break }
      position += 1
    }
    var end = position
    while end > first, bytes[end - 1] == Byte.space { end -= 1 }
    try checkLength(end - first, at: TextPlace(line: line, column: number))
    closeField(bytes)
    return FieldRange(start: first, end: end)
  }

  /// The next field where it is a plain number; `nil`, without moving, where it is anything else.
  @inline(__always)
  mutating func plainNumber(_ bytes: Span<UInt8>, decimalMark: UInt8) -> Double? {
    if let shade = shade(bytes) { return shade }
    guard let number = NumberText.number(in: bytes, from: position, decimalMark: decimalMark) else {
      return nil
    }
    if number.end < bytes.count {
      let byte = bytes[number.end]
      if byte == separator && separator != Byte.space {
        position = number.end + 1
        return number.value
      }
      guard byte == separator || isLineEnd(byte) else { return nil }
    }
    position = number.end
    closeField(bytes)
    return number.value
  }

  /// The next field where it is one to three digits and not the last: what fields of pictures are.
  @inline(__always)
  private mutating func shade(_ bytes: Span<UInt8>) -> Double? {
    guard position + 3 < bytes.count, separator != Byte.space else { return nil }
    var number = bytes[position] &- Byte.zero
    guard number < 10 else { return nil }
    if bytes[position + 1] == separator {
      position += 2
      return Double(number)
    }
    let second = bytes[position + 1] &- Byte.zero
    guard second < 10 else { return nil }
    number = number &* 10 &+ second
    if bytes[position + 2] == separator {
      position += 3
      return Double(number)
    }
    let third = bytes[position + 2] &- Byte.zero
    guard third < 10, bytes[position + 3] == separator else { return nil }
    position += 4
    return Double(Int(number) * 10 + Int(third))
  }

  /// Passes over the rest of the record; the fields passed.
  mutating func finishRecord(_ bytes: Span<UInt8>, from number: Int) throws(RecordProblem) -> Int {
    var passed = 0
    while !recordEnded {
      _ = try field(bytes, number: number + passed)
      passed += 1
    }
    return passed
  }
}

extension RecordReader {
  private mutating func quotedField(
    _ bytes: Span<UInt8>, number: Int
  ) throws(RecordProblem) -> FieldRange {
    let opening = TextPlace(line: line, column: number)
    position += 1
    var range = FieldRange(start: position, end: position, isQuoted: true)
    while true {
      guard position < bytes.count else {
        throw RecordProblem(
          place: opening, expected: "a closing quote", found: "the end of the file",
          advice: "close the quote, or double a quote that belongs to the text")
      }
      let byte = bytes[position]
      if byte == Byte.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Byte.quote else { break }
        range.hasDoubledQuotes = true
        position += 2
      } else if isLineEnd(byte) {
        passLineEnd(bytes)
      } else {
        position += 1
      }
      try checkLength(position - range.start, at: opening)
    }
    range.end = position
    position += 1
    if separator != Byte.space {
      while position < bytes.count, bytes[position] == Byte.space { position += 1 }
    }
    guard position == bytes.count || bytes[position] == separator || isLineEnd(bytes[position])
    else {
      throw RecordProblem(
        place: TextPlace(line: line, column: number),
        expected: "a separator or the line's end after the closing quote", found: "more text",
        advice: "double a quote that belongs to the text")
    }
    closeField(bytes)
    return range
  }

  private func checkLength(_ length: Int, at place: TextPlace) throws(RecordProblem) {
    guard length <= Self.longestField else {
      throw RecordProblem(
        place: place, expected: "a field of at most 1 MB", found: "a longer one",
        advice: "check the quotes and separators from here on")
    }
  }

  /// Goes from a field's end to the start of the next field or record.
  private mutating func closeField(_ bytes: Span<UInt8>) {
    if separator == Byte.space {
      while position < bytes.count, bytes[position] == Byte.space { position += 1 }
    }
    guard position < bytes.count else {
      recordEnded = true
      return
    }
    if isLineEnd(bytes[position]) {
      passLineEnd(bytes)
      recordEnded = true
    } else if separator != Byte.space {
      position += 1
    }
  }

  private mutating func passLineEnd(_ bytes: Span<UInt8>) {
    if bytes[position] == Byte.carriageReturn, position + 1 < bytes.count,
      bytes[position + 1] == Byte.lineFeed
    {
      position += 1
    }
    position += 1
    line += 1
  }

  @inline(__always)
  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == Byte.lineFeed || byte == Byte.carriageReturn
  }
}

extension FieldRange {
  /// The field's bytes as they are meant: each doubled quote once.
  func bytes(of file: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var place = start
    while place < end {
      result.append(file[place])
      place += hasDoubledQuotes && file[place] == Byte.quote ? 2 : 1
    }
    return result
  }

  func text(of file: Span<UInt8>) -> String { String(decoding: bytes(of: file), as: UTF8.self) }
}
