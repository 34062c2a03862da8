#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that only grows, and whose length somebody else knows: what lies behind it is a piece that
/// was not finished, and is written over.
public struct GrowingFile: Sendable {
  private let path: String

  /// A file of a path, which is made where it is missing.
  public init(_ path: String) { self.path = path }

  /// Puts bytes behind the first `length` ones, and on the disk.
  ///
  /// - Throws: why not; the first `length` bytes are as they were.
  public func append(_ bytes: [UInt8], at length: Int) throws(SystemFailure) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .last }
    defer { close(file) }
    guard ftruncate(file, off_t(length)) == 0 else { throw .last }
    var position = length
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { part in
        unsafe pwrite(file, part.baseAddress, part.count, off_t(position))
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
        position += count
      } else if errno != EINTR {
        throw .last
      }
    }
    if fsync(file) != 0, errno != EINVAL, errno != ENOTSUP { throw .last }
  }
}
