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

  /// Puts pieces behind the first `length` ones, and with `flushes` on the disk, so that they are
  /// there after a loss of power.
  ///
  /// - Throws: why not; the first `length` bytes are as they were.
  public func append(
    _ pieces: [FilePiece], at length: Int, flushes: Bool = true
  ) throws(SystemFailure) {
    // What is behind nothing but a gap would never be read again.
    let creation = length == 0 ? O_CREAT : 0
    let file = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | creation, 0o600)
    guard file >= 0 else { throw .last }
    defer { close(file) }
    guard lseek(file, 0, SEEK_END) >= length else { throw .cutShort }
    guard ftruncate(file, off_t(length)) == 0 else { throw .last }
    guard lseek(file, off_t(length), SEEK_SET) >= 0 else { throw .last }
    for piece in pieces { try piece.append(to: file) }
    if flushes, fsync(file) != 0, errno != EINVAL, errno != ENOTSUP { throw .last }
  }
}
