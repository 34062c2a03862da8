import Platform

/// A call of the system that failed.
public struct SystemFailure: Error, Sendable, Equatable {
  /// The system's number of the reason.
  public var code: Int32

  /// What was refused though the system would have taken it; `nil` where the system refused.
  public private(set) var refusal: Refusal?

  /// What is in the place of a file or folder of the program.
  public struct Refusal: Sendable, Equatable {
    /// The file or folder.
    public var path: String
    /// What was expected and what was found, without the path.
    public var reason: String
  }

  /// A failure of a number.
  public init(code: Int32) { self.code = code }

  /// That something else is in the place of a file or folder of the program.
  static func refused(_ path: String, expected: String, found: String) -> SystemFailure {
    var failure = SystemFailure(code: EINVAL)
    failure.refusal = Refusal(path: path, reason: "expected \(expected), found \(found)")
    return failure
  }

  /// The last one of this thread.
  public static var last: SystemFailure { SystemFailure(code: errno) }

  /// What is there is no file.
  public static var notAFile: SystemFailure { SystemFailure(code: EISDIR) }

  /// There is no room on the disk.
  public static let full = SystemFailure(code: ENOSPC)

  /// There is no folder to put a file into.
  public static let noFolder = SystemFailure(code: ENOENT)

  /// There is a device or a pipe in place of a file.
  public static let deviceOrPipe = SystemFailure(code: EINVAL)

  /// A file has become shorter than it was left.
  public static let cutShort = SystemFailure(code: ESTALE)

  /// Whether there is no such file.
  public var isMissingFile: Bool { code == ENOENT || code == ENOTDIR }

  /// Whether there is a folder in place of a file.
  public var isFolder: Bool { code == EISDIR }

  /// Whether the disk is full or broken, rather than the request impossible.
  public var isOfDisk: Bool { [EIO, ENOSPC, EDQUOT, EFBIG].contains(code) }

  /// The reason in words.
  public var reason: String {
    if let refusal { return "\(printable(refusal.path, limit: 400)): \(refusal.reason)" }
    return switch code {
    case ENOENT, ENOTDIR: "no such file or folder"
    case EISDIR: "expected a file, found a folder"
    case EACCES, EPERM: "permission denied"
    case EBADF: "it is closed"
    case ENOSPC: "the disk is full"
    case EFBIG: "the file may not grow any more"
    case EROFS: "the disk is read-only"
    case EINVAL: "expected a file, found a device or a pipe"
    case ELOOP: "expected a file, found links that go round in a circle"
    case ESTALE: "the file is not as it was left"
    default: unsafe String(cString: strerror(code))
    }
  }
}
