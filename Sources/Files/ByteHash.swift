/// The hash of bytes that come in pieces, as little-endian words: an eighth of the work for the many
/// bytes of a network.
///
/// It does not depend on where one piece ends and the next begins. The last word is filled with
/// zeros, and the count of the bytes comes last.
public struct ByteHash: Sendable {
  private var words = WordHash()
  /// The bytes that do not make a word yet, the first one lowest.
  private var rest: UInt64 = 0
  private var count = 0

  /// A hash of nothing.
  public init() {}

  /// The hash of all bytes of some pieces.
  public static func value(of pieces: [FilePiece]) -> UInt64 {
    var hash = ByteHash()
    for piece in pieces { unsafe piece.withBytes { unsafe hash.add($0) } }
    return hash.value
  }

  /// The hash of bytes.
  public static func value(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = ByteHash()
    unsafe bytes.withUnsafeBytes { unsafe hash.add($0) }
    return hash.value
  }

  /// The hash of all bytes so far.
  public var value: UInt64 {
    var hash = words
    hash.add(rest)
    hash.add(UInt64(count))
    return hash.value
  }

  /// Adds bytes.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    let shift = UInt64(count % 8 * 8)
    let end = bytes.count & ~7
    for start in stride(from: 0, to: end, by: 8) {
      let word = UInt64(
        littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      words.add(rest | word << shift)
      // Shifting by all 64 bits leaves nothing, as it should.
      rest = word >> (64 - shift)
    }
    count += end
    for index in end..<bytes.count {
      rest |= UInt64(unsafe bytes[index]) << UInt64(count % 8 * 8)
      count += 1
      if count.isMultiple(of: 8) {
        words.add(rest)
        rest = 0
      }
    }
  }
}

/// A 64-bit hash that is the same on every machine, against accidents and not against intent.
///
/// FNV-1a, by Fowler, Noll and Vo, with its published constants, over whole words.
public struct WordHash: Sendable {
  /// The hash of all words so far.
  public var value: UInt64

  /// A hash of nothing, or one to go on with.
  @inlinable public init(value: UInt64 = 0xcbf2_9ce4_8422_2325) { self.value = value }

  /// Adds a word.
  @inlinable public mutating func add(_ word: UInt64) { value = (value ^ word) &* 0x100_0000_01b3 }
}
