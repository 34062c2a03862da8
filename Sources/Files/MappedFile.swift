import Platform

/// A file as memory: the system reads the parts that are looked at, and may forget them again.
///
/// The file has to keep its size while it is mapped. Where somebody shortens it, looking beyond its
/// new end is an error of the bus, which ends the program; where somebody writes to it, the bytes
/// change.
public final class MappedFile: Sendable {
  // A pointer is not Sendable, whatever it points to. These bytes are only read, and stay mapped
  // until nobody holds this object any more.
  private let address: UInt
  /// Bytes.
  public let count: Int

  /// Maps a regular file as large as it is now.
  public init(_ path: String) throws(SystemFailure) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .last }
    defer { close(file) }
    var info = stat()
    guard unsafe fstat(file, &info) == 0 else { throw .last }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw SystemFailure(code: info.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    count = Int(info.st_size)
    guard count > 0 else {
      address = 0
      return
    }
    guard let memory = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0),
      unsafe memory != MAP_FAILED
    else { throw .last }
    address = UInt(bitPattern: memory)
  }

  deinit {
    if let start = unsafe UnsafeMutableRawPointer(bitPattern: address) {
      unsafe munmap(start, count)
    }
  }

  /// Calls `body` with all bytes.
  public func withBytes<Result: ~Copyable, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = unsafe UnsafePointer<UInt8>(bitPattern: address)
    let bytes = unsafe UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
    return try unsafe body(bytes.span)
  }
}
