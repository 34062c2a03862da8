import Platform

/// A file that one program at a time holds; the system lets go of it when the program ends, however
/// it ends.
public final class FileLock: Sendable {
  private let file: Int32

  /// Takes the lock of an open file, which it closes; `nil` where another program has it.
  init?(_ file: Int32) {
    self.file = file
    guard flock(file, LOCK_EX | LOCK_NB) != 0 else { return }
    // File systems without locks give it to every program.
    if errno == EWOULDBLOCK { return nil }
  }

  deinit {
    // A child that has not become another program yet has the file too, and with it the lock.
    flock(file, LOCK_UN)
    close(file)
  }
}
