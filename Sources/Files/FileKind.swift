import Platform

/// What is found under a path.
public enum FileKind: Sendable {
  /// A file whose bytes can be read again and again.
  case regular
  /// A folder.
  case folder
  /// A pipe or a socket, of which each byte is read once.
  case stream
  /// A device, which may have no end.
  case device

  /// What a path leads to, or `nil` where there is nothing.
  public init?(of path: String) {
    var info = stat()
    guard unsafe stat(path, &info) == 0 else { return nil }
    switch info.st_mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .folder
    case S_IFCHR, S_IFBLK: self = .device
    default: self = .stream
    }
  }
}
