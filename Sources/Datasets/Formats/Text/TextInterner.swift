/// Keeps each distinct text once and gives it a number.
struct TextInterner {
  /// Texts beyond these bounds are not kept: such a column is no category.
  static let largestCount = 100_000
  static let largestByteCount = 64 << 20

  private(set) var isFull = false
  private(set) var count = 0
  private var letters: [UInt8] = []
  private var ends: [Int] = [0]
  private var hashes: [UInt64] = []
  /// Open addressing: the number of the text at each place, −1 for none; a power of two.
  private var places = [Int32](repeating: -1, count: 64)

  /// The number of a text, new or known; −1 where there is no room for a new one.
  mutating func number(of field: FieldRange, in file: Span<UInt8>) -> Int32 {
    if field.hasDoubledQuotes {
      let bytes = field.bytes(of: file)
      return number(of: bytes.span)
    }
    return number(of: file.extracting(field.start..<field.end))
  }

  mutating func number(of text: Span<UInt8>) -> Int32 {
    let hash = Self.hash(text)
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] >= 0 {
      let known = Int(places[place])
      if hashes[known] == hash, isEqual(text, known) { return Int32(known) }
      place = (place + 1) & (places.count - 1)
    }
    guard count < Self.largestCount, letters.count + text.count <= Self.largestByteCount else {
      isFull = true
      return -1
    }
    places[place] = Int32(count)
    hashes.append(hash)
    for letter in text.indices { letters.append(text[letter]) }
    ends.append(letters.count)
    count += 1
    if count * 2 > places.count { grow() }
    return Int32(count - 1)
  }

  /// The bytes of a text by its number.
  func bytes(_ number: Int) -> ArraySlice<UInt8> { letters[ends[number]..<ends[number + 1]] }

  private func isEqual(_ text: Span<UInt8>, _ number: Int) -> Bool {
    let start = ends[number]
    guard ends[number + 1] - start == text.count else { return false }
    for letter in text.indices where letters[start + letter] != text[letter] { return false }
    return true
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 2)
    for number in 0..<count {
      var place = Int(truncatingIfNeeded: hashes[number]) & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(number)
    }
  }

  // FNV-1a, by Fowler, Noll and Vo, with its published constants; the last step brings the high
  // bits, which mix best, down to where the table looks.
  private static func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for place in text.indices { hash = (hash ^ UInt64(text[place])) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 32)
  }
}
