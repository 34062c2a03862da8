#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Files as bytes.
///
/// They are read, not mapped: a mapped file that somebody shortens meanwhile ends the program.
enum FileBytes {
  /// What tells one version of a file from another.
  struct Version: Equatable {
    let size: Int
    let modifiedSeconds: Int
    let modifiedNanoseconds: Int
    let fileNumber: UInt64
  }

  /// Files, packed or unpacked, may be this large.
  static let largestByteCount = 4 << 30

  enum Failure: Error, Equatable {
    case missing
    case folder
    case tooLarge
    /// Not the gzip file it begins as; the state it is in.
    case damagedPacking(String)
    /// The system's reason.
    case unreadable(String)
  }

  static func version(_ path: String) -> Version? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    return Version(
      size: Int(status.st_size), modifiedSeconds: Int(time.tv_sec),
      modifiedNanoseconds: Int(time.tv_nsec), fileNumber: UInt64(status.st_ino))
  }

  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure() }
    defer { _ = close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .folder }
    guard status.st_size <= largestByteCount else { throw .tooLarge }

    // One byte more than the file has, so that its end is met without another round.
    var bytes = [UInt8](repeating: 0, count: max(Int(status.st_size) + 1, 64 << 10))
    var count = 0
    while true {
      if count == bytes.count {
        guard count <= largestByteCount else { throw .tooLarge }
        bytes.append(contentsOf: repeatElement(0, count: count))
      }
      let room = bytes.count - count
      let received = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe receive(file, buffer.baseAddress?.advanced(by: count), room)
      }
      if received == 0 { break }
      if received > 0 { count += received } else if errno != EINTR { throw failure() }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private static func failure() -> Failure {
    if errno == ENOENT || errno == ENOTDIR { return .missing }
    return .unreadable(unsafe String(cString: strerror(errno)))
  }
}

// Within the type, `read` is its own.
private func receive(_ file: Int32, _ target: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(file, target, count)
}
