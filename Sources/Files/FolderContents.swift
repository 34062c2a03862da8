#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Folders that hold what this program put there.
public enum FolderContents {
  /// Whether there is a folder under a path, and not a link to one.
  public static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return unsafe lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// The names of what lies in a folder; none where it cannot be read.
  public static func names(in path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
        unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { text in
          unsafe String(cString: text)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes one folder, for the person alone; false where something of its name is there.
  public static func make(_ path: String) throws(SystemFailure) -> Bool {
    if unsafe mkdir(path, 0o700) == 0 { return true }
    if errno == EEXIST { return false }
    throw .last
  }

  /// Removes a file, where there is one.
  public static func removeFile(_ path: String) { unsafe unlink(path) }

  /// Removes a folder and the files in it whose names are `wanted`; with other files in it, it stays.
  public static func remove(_ path: String, filesNamed wanted: (String) -> Bool) {
    guard isFolder(path) else { return }
    for name in names(in: path) where wanted(name) { unsafe unlink(FilePath.joined(path, name)) }
    unsafe rmdir(path)
  }
}
