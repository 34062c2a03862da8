/// Whether bytes are the text that a table can be: UTF-8 without zero bytes.
enum TextCheck {
  struct Problem: Equatable {
    let line: Int
    /// The byte of the line, from 1.
    let byte: Int
    let found: String
    let advice: String
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func problem(in bytes: Span<UInt8>) -> Problem? {
    if bytes.count >= 2,
      bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF
    {
      return Problem(
        line: 1, byte: 1, found: "UTF-16", advice: "save it as UTF-8")
    }
    var start = 0
    while start < bytes.count {
      let end = min(start + blockSize, bytes.count)
      if isPlain(bytes, start, end) {
        start = end
      } else {
        // A character may reach over the block's end.
        guard let next = examined(bytes, from: start, to: end) else {
          return described(bytes, from: start, to: end)
        }
        start = next
      }
    }
    return nil
  }

  private static let blockSize = 4_096

  // No branch inside, so that the compiler takes many bytes at a time.
  private static func isPlain(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let block = bytes.extracting(start..<end)
    var union: UInt8 = 0
    var zeros: UInt8 = 0
    for place in block.indices {
      union |= block[place]
      zeros |= block[place] == 0 ? 1 : 0
    }
    return union < 0x80 && zeros == 0
  }

  /// Where the first character beyond `end` begins, or `nil` where something is no character.
  private static func examined(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var place = start
    while place < end {
      let length = characterLength(bytes, at: place)
      if length == 0 { return nil }
      place += length
    }
    return place
  }

  private static func described(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Problem? {
    var place = start
    while place < end {
      let length = characterLength(bytes, at: place)
      if length == 0 { break }
      place += length
    }
    var line = 1
    var lineStart = 0
    for before in 0..<place where bytes[before] == Byte.lineFeed {
      line += 1
      lineStart = before + 1
    }
    let isZero = bytes[place] == 0
    return Problem(
      line: line, byte: place - lineStart + 1,
      found: isZero ? "a zero byte" : "byte 0x" + String(bytes[place], radix: 16, uppercase: true),
      advice: isZero ? "this is no text file" : "save it as UTF-8")
  }

  /// The bytes of the character at a place, or 0 where there is none: Unicode 16, table 3-7.
  private static func characterLength(_ bytes: Span<UInt8>, at place: Int) -> Int {
    let first = bytes[place]
    func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      place + offset < bytes.count && range.contains(bytes[place + offset])
    }
    switch first {
    case 0x01...0x7F: return 1
    case 0xC2...0xDF: return follows(1) ? 2 : 0
    case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
    case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
    case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
    case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
    case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
  }
}
