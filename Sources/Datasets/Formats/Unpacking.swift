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
    _ packed: [UInt8], limit: Int = DataFile.largestByteCount
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    // deflate packs at most 1,032 to 1.
    var chunk = [UInt8](repeating: 0, count: min(largestChunk, packed.count * 1_032))
    var consumed = 0
    repeat {
      consumed += try unpackMember(packed, from: consumed, onto: &bytes, by: &chunk, limit: limit)
      // Blocks of zeros may fill up the last of a tape's blocks.
      while consumed < packed.count, packed[consumed] == 0 { consumed += 1 }
    } while consumed < packed.count
    return bytes
  }

  /// The packed bytes used.
  private static func unpackMember(
    _ packed: [UInt8], from start: Int, onto bytes: inout [UInt8], by chunk: inout [UInt8],
    limit: Int
  ) throws(Failure) -> Int {
    var stream = unsafe z_stream()
    // 15 is the largest window; 16 more asks for a gzip header.
    guard
      unsafe inflateInit2_(
        &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .damaged }
    defer { unsafe inflateEnd(&stream) }
    var consumed = start
    while true {
      let (input, room) = (min(packed.count - consumed, largestChunk), chunk.count)
      let status = unsafe packed.withUnsafeBufferPointer { from in
        unsafe chunk.withUnsafeMutableBufferPointer { to in
          // zlib promises not to write to its input, though its type allows it.
          unsafe stream.next_in = UnsafeMutablePointer(
            mutating: from.baseAddress?.advanced(by: consumed))
          unsafe stream.avail_in = UInt32(input)
          unsafe stream.next_out = to.baseAddress
          unsafe stream.avail_out = UInt32(room)
          return unsafe inflate(&stream, Z_NO_FLUSH)
        }
      }
      let (taken, given) = unsafe (input - Int(stream.avail_in), room - Int(stream.avail_out))
      consumed += taken
      bytes += chunk[..<given]
      guard bytes.count <= limit else { throw .tooLarge }
      if status == Z_STREAM_END { break }
      guard status == Z_OK || status == Z_BUF_ERROR else { throw .damaged }
      guard taken > 0 || given > 0 else { throw .cutShort }
    }
    return consumed - start
  }

  private static let largestChunk = 1 << 20
}
