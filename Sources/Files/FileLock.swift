#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that one program at a time holds; the system lets go of it when the program ends, however
/// it ends.
public final class FileLock: Sendable {
  private let file: Int32

  /// Takes the lock of a file, which is made where it is missing; `nil` where another holds it.
  ///
  /// File systems that know no locks let everybody have it.
  public init?(_ path: String) throws(SystemFailure) {
    file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .last }
    guard flock(file, LOCK_EX | LOCK_NB) != 0 else { return }
    if errno == EWOULDBLOCK { return nil }
  }

  deinit {
    guard file >= 0 else { return }
    // A child that has not become another program yet has the file too, and with it the lock.
    flock(file, LOCK_UN)
    close(file)
  }
}
