import Files

/// Files of data as bytes in memory.
enum DataFile {
  /// Files, packed or unpacked, may be this large.
  static let largestByteCount = 4 << 30

  /// The bytes of a file, and where it `waits` those of a pipe; `missing` says what to tell where
  /// there is none.
  static func bytes(
    of path: String, waits: Bool = true, missing: (SystemFailure) -> DatasetError
  ) throws(DatasetError) -> [UInt8] {
    // Some devices have no end.
    if FileKind(of: path) == .device { throw unreadable(path, .deviceOrPipe) }
    if let version = FileVersion(of: path), version.size > largestByteCount { throw tooLarge(path) }
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.contents(of: path, limit: largestByteCount, waits: waits)
    } catch {
      if error.isMissingFile { throw missing(error) }
      throw unreadable(path, error)
    }
    guard bytes.count <= largestByteCount else { throw tooLarge(path) }
    return bytes
  }

  static func unreadable(_ path: String, _ failure: SystemFailure) -> DatasetError {
    let found = failure.isFolder ? "a folder" : failure.reason
    return DatasetError(
      failure.isOfDisk ? .unreadable : .notFound, in: path, expected: "a file that can be read",
      found: failure == .deviceOrPipe ? "a device or a pipe" : found)
  }

  static func tooLarge(_ path: String) -> DatasetError {
    DatasetError(
      .badData, in: path, expected: "at most \(largestByteCount >> 30) GB of data", found: "more",
      advice: "train on a part of the rows")
  }
}
