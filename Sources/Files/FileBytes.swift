#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

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
    if !waits, info.st_mode & S_IFMT != S_IFREG { throw SystemFailure(code: EINVAL) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= limit {
      let count = unsafe chunk.withUnsafeMutableBytes { part in
        unsafe read(file, part.baseAddress, part.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .last
      }
      if count == 0 { break }
      bytes += chunk.prefix(min(count, limit + 1 - bytes.count))
    }
    return bytes
  }
}
