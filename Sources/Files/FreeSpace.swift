#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How much a disk still takes.
public enum FreeSpace {
  /// Bytes that files under a path could still take; `nil` where the system does not tell.
  public static func bytes(at path: String) -> Int? {
    var info = statvfs()
    guard unsafe statvfs(path, &info) == 0 else { return nil }
    let (count, isTooLarge) = Int(clamping: info.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: info.f_frsize))
    return isTooLarge ? .max : count
  }
}
