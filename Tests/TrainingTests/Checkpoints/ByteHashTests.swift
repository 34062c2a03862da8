import Files
import Testing

@testable import Training

@Suite struct `A hash of bytes in pieces` {
  private static let bytes = (0..<61).map { UInt8($0 * 37 % 251) }

  @Test func `does not depend on where pieces end`() {
    let whole = ByteHash.value(of: Self.bytes[...])
    for first in 0...Self.bytes.count {
      for second in first...Self.bytes.count {
        let pieces = [Self.bytes[..<first], Self.bytes[first..<second], Self.bytes[second...]]
        #expect(ByteHash.value(of: pieces.map { .bytes(Array($0)) }) == whole)
      }
    }
    #expect(
      ByteHash.value(of: [.bytes([1]), .floats([1, 2])])
        == ByteHash.value(of: [1, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40][...]))
  }

  @Test func `is that of little-endian words, the last filled with zeros, and of the count`() {
    var words = WordHash()
    words.add(0x0807_0605_0403_0201)
    words.add(0x0A09)
    words.add(10)
    #expect(ByteHash.value(of: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10][...]) == words.value)
  }

  @Test func `tells bytes apart that only zeros part`() {
    let hashes = (0..<20).map { ByteHash.value(of: Array(repeating: UInt8(0), count: $0)[...]) }
    #expect(Set(hashes).count == hashes.count)
  }
}
