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
  /// Links below it are not followed.
  public init?(of path: String) {
    guard let folder = try? OpenFolder(following: path) else { return nil }
    add(folder, depth: 0)
  }

  private mutating func add(_ folder: OpenFolder, depth: Int) {
    for name in folder.names() {
      if folder.isOwnFile(name), let version = folder.version(of: name) {
        fileCount += 1
        byteCount += version.size
      } else if depth < Self.largestDepth, let inner = try? folder.subfolder(name) {
        add(inner, depth: depth + 1)
      }
    }
  }
}
