import Platform

/// What tells one version of a file from another without reading it.
public struct FileVersion: Sendable, Equatable {
  /// Bytes.
  public let size: Int
  private let modifiedSeconds: Int
  private let modifiedNanoseconds: Int
  private let fileNumber: UInt64

  /// The version of a file now, or `nil` where there is none.
  public init?(of path: String) {
    var info = stat()
    guard unsafe stat(path, &info) == 0 else { return nil }
    self.init(info)
  }

  init(_ info: stat) {
    #if canImport(Darwin)
    let time = info.st_mtimespec
    #else
    let time = info.st_mtim
    #endif
    size = Int(info.st_size)
    modifiedSeconds = Int(time.tv_sec)
    modifiedNanoseconds = Int(time.tv_nsec)
    fileNumber = UInt64(info.st_ino)
  }

  /// Whether it was written after another one, of the same file or of another.
  public func isNewer(than other: FileVersion) -> Bool {
    (modifiedSeconds, modifiedNanoseconds) > (other.modifiedSeconds, other.modifiedNanoseconds)
  }
}
