import Files

/// Files of data as bytes.
///
/// They are read, not mapped: a mapped file that somebody shortens meanwhile ends the program.
enum DataFile {
  /// Files, packed or unpacked, may be this large.
  static let largestByteCount = 4 << 30

  /// The bytes of a file; `missing` says what to tell where there is none.
  static func bytes(
    of path: String, missing: (SystemFailure) -> DatasetError
  ) throws(DatasetError) -> [UInt8] {
    if let version = FileVersion(of: path), version.size > largestByteCount { throw tooLarge(path) }
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.contents(of: path, limit: largestByteCount, waits: true)
    } catch {
      if error.isMissingFile { throw missing(error) }
      throw DatasetError(
        .unreadable, in: path, expected: "a file that can be read",
        found: error.isFolder ? "a folder" : error.reason)
    }
    guard bytes.count <= largestByteCount else { throw tooLarge(path) }
    return bytes
  }

  static func tooLarge(_ path: String) -> DatasetError {
    DatasetError(
      .badData, in: path, expected: "at most \(largestByteCount >> 30) GB of data", found: "more",
      advice: "train on a part of the rows")
  }
}
