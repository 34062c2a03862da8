import Platform

/// Whole files of bounded size.
public enum FileBytes {
  /// The first bytes of a file, one more than `limit` if it is larger.
  ///
  /// With `waits` false, what would make a reader wait, such as a named pipe, is refused.
  public static func contents(
    of path: String, limit: Int, waits: Bool
  ) throws(SystemFailure) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK))
    guard file >= 0 else { throw .last }
    defer { close(file) }
    var info = stat()
    guard unsafe fstat(file, &info) == 0 else { throw .last }
    if info.st_mode & S_IFMT == S_IFDIR { throw .notAFile }
    if !waits, info.st_mode & S_IFMT != S_IFREG { throw .deviceOrPipe }
    return try contents(of: file, limit: limit)
  }

  /// The bytes from where a file stands, one more than `limit` if there are more.
  static func contents(of file: Int32, limit: Int) throws(SystemFailure) -> [UInt8] {
    var info = stat()
    guard unsafe fstat(file, &info) == 0 else { throw .last }
    // One byte more than the file has, so that its end is met without growing; what is no regular
    // file, or is written to meanwhile, grows.
    let expected = max(0, min(Int(info.st_size), limit)) + 1
    var bytes = [UInt8](repeating: 0, count: max(expected, 16_384))
    var filled = 0
    while filled <= limit {
      if filled == bytes.count { bytes += [UInt8](repeating: 0, count: filled) }
      let room = min(bytes.count, limit + 1) - filled
      let count = unsafe bytes.withUnsafeMutableBytes { part in
        unsafe read(file, part.baseAddress?.advanced(by: filled), room)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .last
      }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }
}
