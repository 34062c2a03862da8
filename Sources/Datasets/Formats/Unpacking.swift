import CZlib

/// Unpacks gzip.
enum Unpacking {
  enum Failure: Error, Equatable {
    case damaged
    case cutShort
    case tooLarge
  }

  /// Whether bytes begin as gzip does: RFC 1952.
  static func isPacked(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// The unpacked bytes of one or several gzip members.
  static func unpacked(
    _ packed: [UInt8], limit: Int = FileBytes.largestByteCount
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var consumed = 0
    repeat {
      consumed += try unpackMember(packed, from: consumed, onto: &bytes, limit: limit)
      // Blocks of zeros may fill up the last of a tape's blocks.
      while consumed < packed.count, packed[consumed] == 0 { consumed += 1 }
    } while consumed < packed.count
    return bytes
  }

  /// The packed bytes used.
  private static func unpackMember(
    _ packed: [UInt8], from start: Int, onto bytes: inout [UInt8], limit: Int
  ) throws(Failure) -> Int {
    var stream = unsafe z_stream()
    // 15 is the largest window; 16 more asks for a gzip header.
    guard
      unsafe inflateInit2_(
        &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .damaged }
    defer { unsafe inflateEnd(&stream) }
    var consumed = start
    var produced = bytes.count
    while true {
      if bytes.count - produced < growth / 2 {
        bytes.append(contentsOf: repeatElement(0, count: max(growth, produced / 2)))
      }
      let input = min(packed.count - consumed, growth)
      let room = min(bytes.count - produced, growth)
      let status = unsafe packed.withUnsafeBufferPointer { from in
        unsafe bytes.withUnsafeMutableBufferPointer { to in
          // zlib promises not to write to its input, though its type allows it.
          unsafe stream.next_in = UnsafeMutablePointer(
            mutating: from.baseAddress?.advanced(by: consumed))
          unsafe stream.avail_in = UInt32(input)
          unsafe stream.next_out = to.baseAddress?.advanced(by: produced)
          unsafe stream.avail_out = UInt32(room)
          return unsafe inflate(&stream, Z_NO_FLUSH)
        }
      }
      let (taken, given) = unsafe (input - Int(stream.avail_in), room - Int(stream.avail_out))
      consumed += taken
      produced += given
      guard produced <= limit else { throw .tooLarge }
      if status == Z_STREAM_END { break }
      guard status == Z_OK || status == Z_BUF_ERROR else { throw .damaged }
      guard taken > 0 || given > 0 else { throw .cutShort }
    }
    bytes.removeLast(bytes.count - produced)
    return consumed - start
  }

  private static let growth = 1 << 20
}
