import Platform

// Pieces are written and read as memory has them.
#if _endian(big)
#error("files have the lowest byte of a number first")
#endif

/// A piece of a file that stands where it is until it is written, so that it need not be copied.
public enum FilePiece: Sendable {
  /// Bytes.
  case bytes([UInt8])
  /// Numbers of four bytes, the lowest first.
  case floats([Float])

  /// Bytes it takes in the file.
  public var byteCount: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .floats(let floats): floats.count * MemoryLayout<Float>.size
    }
  }

  /// Calls a function with the bytes, which stay where they are until it returns.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch self {
    case .bytes(let bytes): unsafe bytes.withUnsafeBytes(body)
    case .floats(let floats): unsafe floats.withUnsafeBytes(body)
    }
  }

  /// Writes all bytes where a file stands.
  ///
  /// - Throws: why not; some of them may have been written.
  func append(to file: Int32) throws(SystemFailure) {
    let failure = unsafe withBytes { bytes -> SystemFailure? in
      var written = 0
      while written < bytes.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
        let count = unsafe write(file, rest.baseAddress, rest.count)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          return .last
        }
      }
      return nil
    }
    if let failure { throw failure }
  }
}
