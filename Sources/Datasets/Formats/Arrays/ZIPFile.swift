import CZlib

/// The members of a ZIP archive.
///
/// Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", 6.3.
struct ZIPFile {
  struct Member: Equatable {
    let name: String
    /// 0 is stored, 8 is deflated.
    let method: Int
    let packedSize: Int
    let size: Int
    let checksum: UInt32
    /// Where its own header begins.
    let headerStart: Int
    let isEncrypted: Bool
  }

  let members: [Member]

  static func begins(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 4 && bytes[0] == 0x50 && bytes[1] == 0x4B
      && (bytes[2] == 3 && bytes[3] == 4 || bytes[2] == 5 && bytes[3] == 6)
  }

  init(_ bytes: Span<UInt8>) throws(RecordProblem) {
    guard let end = Self.endRecord(bytes) else { throw Self.damaged("no list of its members") }
    var count = Self.number(bytes, at: end + 10, size: 2)
    var start = Self.number(bytes, at: end + 16, size: 4)
    // Where the short numbers are full, a longer record stands before this one.
    if count == 0xFFFF || start == 0xFFFF_FFFF, end >= 20,
      Self.number(bytes, at: end - 20, size: 4) == 0x0706_4B50
    {
      let long = Self.number(bytes, at: end - 12, size: 8)
      guard long >= 0, long <= bytes.count - 56,
        Self.number(bytes, at: long, size: 4) == 0x0606_4B50
      else { throw Self.damaged("a list of its members elsewhere") }
      count = Self.number(bytes, at: long + 32, size: 8)
      start = Self.number(bytes, at: long + 48, size: 8)
    }
    guard count >= 0, count <= Self.mostMembers else {
      throw Self.damaged("more than \(grouped(Self.mostMembers)) members")
    }
    var members: [Member] = []
    for _ in 0..<count {
      members.append(try Self.member(bytes, at: &start))
    }
    self.members = members
  }

  /// The bytes of the archive that a member takes, packed or not.
  static func dataRange(
    of member: Member, in bytes: Span<UInt8>
  ) throws(RecordProblem) -> Range<Int> {
    let start = member.headerStart
    guard start >= 0, start <= bytes.count - 30, number(bytes, at: start, size: 4) == 0x0403_4B50
    else { throw damaged("\(quoted(member.name)) elsewhere") }
    let data =
      start + 30 + number(bytes, at: start + 26, size: 2) + number(bytes, at: start + 28, size: 2)
    guard member.packedSize >= 0, data <= bytes.count, member.packedSize <= bytes.count - data
    else { throw damaged("\(quoted(member.name)) cut short") }
    return data..<data + member.packedSize
  }

  static func damaged(_ found: String) -> RecordProblem {
    RecordProblem(expected: "a whole ZIP archive", found: found, advice: "make or fetch it again")
  }

  private static let mostMembers = 10_000
}

extension ZIPFile {
  // The last record may be followed by a comment of up to 65,535 bytes.
  private static func endRecord(_ bytes: Span<UInt8>) -> Int? {
    var place = bytes.count - 22
    let first = max(0, place - 65_535)
    while place >= first {
      if number(bytes, at: place, size: 4) == 0x0605_4B50 { return place }
      place -= 1
    }
    return nil
  }

  private static func member(
    _ bytes: Span<UInt8>, at start: inout Int
  ) throws(RecordProblem) -> Member {
    guard start >= 0, start <= bytes.count - 46, number(bytes, at: start, size: 4) == 0x0201_4B50
    else { throw damaged("a list of its members that is cut short") }
    let nameSize = number(bytes, at: start + 28, size: 2)
    let extraSize = number(bytes, at: start + 30, size: 2)
    let nameEnd = start + 46 + nameSize
    let next = nameEnd + extraSize + number(bytes, at: start + 32, size: 2)
    guard next <= bytes.count else { throw damaged("a list of its members that is cut short") }
    let name = (start + 46..<nameEnd).map { bytes[$0] }
    var sizes = [
      number(bytes, at: start + 24, size: 4), number(bytes, at: start + 20, size: 4),
      number(bytes, at: start + 42, size: 4),
    ]
    widen(&sizes, bytes.extracting(nameEnd..<nameEnd + extraSize))
    defer { start = next }
    return Member(
      name: String(decoding: name, as: UTF8.self), method: number(bytes, at: start + 10, size: 2),
      packedSize: sizes[1], size: sizes[0],
      checksum: UInt32(number(bytes, at: start + 16, size: 4)), headerStart: sizes[2],
      isEncrypted: number(bytes, at: start + 8, size: 2) & 1 == 1)
  }

  /// Takes sizes that do not fit 32 bits from the field of extras that has them.
  private static func widen(_ sizes: inout [Int], _ extras: Span<UInt8>) {
    var place = 0
    while place + 4 <= extras.count {
      let size = number(extras, at: place + 2, size: 2)
      let end = min(place + 4 + size, extras.count)
      if number(extras, at: place, size: 2) == 1 {
        var field = place + 4
        for index in sizes.indices where sizes[index] == 0xFFFF_FFFF && field + 8 <= end {
          sizes[index] = number(extras, at: field, size: 8)
          field += 8
        }
      }
      place = end
    }
  }

  /// A number with the low byte first; below 0 where it is beyond all sizes.
  private static func number(_ bytes: Span<UInt8>, at place: Int, size: Int) -> Int {
    var number: UInt64 = 0
    for byte in 0..<size { number |= UInt64(bytes[place + byte]) << (8 * UInt64(byte)) }
    return Int(exactly: number) ?? -1
  }
}
