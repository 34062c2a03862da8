/// The bytes of a NumPy array of a type, shape and elements.
func npy(
  _ type: String, _ shape: String, _ elements: [UInt8], columnMajor: Bool = false
) -> [UInt8] {
  npy(
    header: "{'descr': '\(type)', 'fortran_order': \(columnMajor ? "True" : "False"), "
      + "'shape': \(shape), }", elements)
}

func npy(header: String, _ elements: [UInt8]) -> [UInt8] {
  let text = Array((header + "\n").utf8)
  return [0x93] + Array("NUMPY".utf8) + [1, 0] + littleEndian(UInt16(text.count)) + text + elements
}

/// The bytes of an IDX file of bytes.
func idx(_ sizes: [Int], _ elements: [UInt8]) -> [UInt8] {
  [0, 0, 8, UInt8(sizes.count)] + sizes.flatMap { littleEndian(UInt32($0)).reversed() } + elements
}

/// Floats as they lie in a file.
func floatBytes(_ values: [Float]) -> [UInt8] {
  values.flatMap { littleEndian($0.bitPattern) }
}

func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
  (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
}

/// A member of a ZIP archive, and what its headers say of it.
struct ZIPMember {
  var name: String
  var bytes: [UInt8]
  var isDeflated = false
  /// Said in place of the true size.
  var saidSize: Int?
  var saidPackedSize: Int?
  var flags: UInt16 = 0
  var method: UInt16?
}

/// The bytes of a ZIP archive.
func zip(_ members: [ZIPMember]) -> [UInt8] {
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for member in members {
    let data = member.isDeflated ? deflated(member.bytes) : member.bytes
    let fields: [UInt8] =
      littleEndian(member.flags) + littleEndian(member.method ?? (member.isDeflated ? 8 : 0))
      + [0, 0, 0, 0]
      + littleEndian(checksum(member.bytes))
      + littleEndian(UInt32(member.saidPackedSize ?? data.count))
      + littleEndian(UInt32(member.saidSize ?? member.bytes.count))
      + littleEndian(UInt16(member.name.utf8.count)) + [0, 0]
    directory += [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + fields + [UInt8](repeating: 0, count: 10)
    directory += littleEndian(UInt32(archive.count)) + Array(member.name.utf8)
    archive += [0x50, 0x4B, 3, 4, 20, 0] + fields + Array(member.name.utf8) + data
  }
  let count = littleEndian(UInt16(members.count))
  return archive + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count
    + littleEndian(UInt32(directory.count)) + littleEndian(UInt32(archive.count)) + [0, 0]
}

/// A deflate stream of blocks that are not packed: RFC 1951, 3.2.4.
private func deflated(_ bytes: [UInt8]) -> [UInt8] {
  var stream: [UInt8] = []
  var start = 0
  repeat {
    let size = min(65_535, bytes.count - start)
    let isLast: UInt8 = start + size == bytes.count ? 1 : 0
    stream += [isLast] + littleEndian(UInt16(size)) + littleEndian(~UInt16(size))
    stream += bytes[start..<start + size]
    start += size
  } while start < bytes.count
  return stream
}

/// The CRC-32 of RFC 1952, bit by bit.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~UInt32(0)) { sum, byte in
    (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1) * 0xEDB8_8320 }
  }
}
