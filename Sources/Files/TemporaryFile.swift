import Platform

/// A file that takes the name of another one as soon as it is whole.
enum TemporaryFile {
  /// A name that no other file has.
  static var name: String {
    ".nn-tui-\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 36)).tmp"
  }

  /// Writes pieces to a new file, and closes it.
  static func fill(
    _ file: Int32, with pieces: [FilePiece], permissions: mode_t?, flushes: Bool
  ) throws(SystemFailure) {
    var failure: SystemFailure?
    do throws(SystemFailure) {
      if let permissions, fchmod(file, permissions) != 0 { throw .last }
      for piece in pieces { try piece.append(to: file) }
      if flushes { try flush(file) }
    } catch {
      failure = error
    }
    // A disk behind a network may tell only now that it is full.
    if close(file) != 0, failure == nil, errno != EINTR { failure = .last }
    if let failure { throw failure }
  }

  /// Waits until the disk has all bytes of a file.
  static func flush(_ file: Int32) throws(SystemFailure) {
    // Some file systems have nothing to flush and say so.
    if fsync(file) != 0, errno != EINVAL, errno != ENOTSUP { throw .last }
  }
}
