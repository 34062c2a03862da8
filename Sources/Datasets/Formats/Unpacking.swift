import CZlib

/// Unpacks gzip, and what ZIP archives hold.
enum Unpacking {
  enum Failure: Error, Equatable {
    case damaged
    case cutShort
    case tooLarge
  }

  /// Whether bytes begin as gzip does: RFC 1952.
  static func begins(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// The unpacked bytes of one or several gzip members.
  static func unpacked(
    _ packed: [UInt8], limit: Int = DataFile.largestByteCount
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    // The last four bytes say how much it is: growing would hold the bytes twice for a moment.
    let said = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    bytes.reserveCapacity(min(said, limit, packed.count * largestRatio))
    var consumed = 0
    repeat {
      consumed += try unpackMember(
        packed.span, from: consumed, window: gzipWindow, onto: &bytes, limit: limit)
      // Blocks of zeros may fill up the last of a tape's blocks.
      while consumed < packed.count, packed[consumed] == 0 { consumed += 1 }
    } while consumed < packed.count
    return bytes
  }

  /// The bytes of a deflated member of a ZIP archive, which must be as many as it says.
  static func inflated(
    _ packed: Span<UInt8>, of member: ZIPFile.Member
  ) throws(RecordProblem) -> [UInt8] {
    guard (0...DataFile.largestByteCount).contains(member.size) else {
      throw RecordProblem(
        expected: "at most \(DataFile.largestByteCount >> 30) GB in \(quoted(member.name))",
        found: "more", advice: "write it with numpy.savez, which does not pack")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(member.size, packed.count * largestRatio))
    do throws(Failure) {
      _ = try unpackMember(packed, from: 0, window: rawWindow, onto: &bytes, limit: member.size)
    } catch {
      throw ZIPFile.damaged("\(quoted(member.name)) damaged")
    }
    guard bytes.count == member.size, checksum(bytes) == member.checksum else {
      throw ZIPFile.damaged("\(quoted(member.name)) damaged")
    }
    return bytes
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe UInt32(truncatingIfNeeded: crc32_z(0, bytes.baseAddress, bytes.count))
    }
  }

  /// The packed bytes used.
  private static func unpackMember(
    _ packed: Span<UInt8>, from start: Int, window: Int32, onto bytes: inout [UInt8], limit: Int
  ) throws(Failure) -> Int {
    var chunk = [UInt8](repeating: 0, count: min(largestChunk, packed.count * largestRatio))
    var stream = unsafe z_stream()
    guard
      unsafe inflateInit2_(
        &stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
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
  // deflate packs at most 1,032 to 1.
  private static let largestRatio = 1_032
  // 15 is the largest window; 16 more asks for a gzip header, and less than 0 for none at all.
  private static let gzipWindow: Int32 = 15 + 16
  private static let rawWindow: Int32 = -15
}
