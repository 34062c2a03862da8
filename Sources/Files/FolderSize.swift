#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How much a folder holds.
public struct FolderSize: Sendable, Equatable {
  /// Files in the folder and in those below it.
  public var fileCount = 0
  /// Bytes of these files.
  public var byteCount = 0

  // Folders of this program are two deep.
  private static let largestDepth = 8

  /// The size of a folder now; `nil` where there is none.
  ///
  /// Links are not followed.
  public init?(of path: String) {
    guard FolderContents.isFolder(path) else { return nil }
    add(path, depth: 0)
  }

  private mutating func add(_ folder: String, depth: Int) {
    for name in FolderContents.names(in: folder) {
      let path = FilePath.joined(folder, name)
      var info = stat()
      guard unsafe lstat(path, &info) == 0 else { continue }
      switch info.st_mode & S_IFMT {
      case S_IFREG:
        fileCount += 1
        byteCount += Int(info.st_size)
      case S_IFDIR where depth < Self.largestDepth: add(path, depth: depth + 1)
      default: break
      }
    }
  }
}
