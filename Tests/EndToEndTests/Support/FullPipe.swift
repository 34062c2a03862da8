import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A named pipe without room: a program that writes to it waits until the test reads.
final class FullPipe: Sendable {
  private let file: Int32

  init(_ path: String) throws {
    try #require(unsafe mkfifo(path, 0o600) == 0)
    // Opened for both, it needs no program at its other end.
    let file = unsafe open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    try #require(file >= 0)
    self.file = file
    // First pages, then what is left of the last one.
    for size in [4_096, 1] {
      let filler = [UInt8](repeating: UInt8(ascii: "\n"), count: size)
      while unsafe write(file, filler, size) > 0 {}
    }
    try #require(errno == EAGAIN)
  }

  deinit { close(file) }

  /// Makes room for so many bytes.
  func read(byteCount: Int) {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    _ = unsafe sysRead(file, &bytes, byteCount)
  }

  /// Makes room for as many bytes as a pipe takes.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    while unsafe sysRead(file, &bytes, bytes.count) > 0 {}
  }
}

// Within the type, `read` is its own.
private func sysRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  unsafe read(file, bytes, count)
}
