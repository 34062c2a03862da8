#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The folder part of a path, empty for a file of the working directory.
func parent(ofPath path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "" }
  let folder = path[..<slash]
  return folder.isEmpty ? "/" : String(folder)
}

func join(_ folder: String, _ path: String) -> String {
  if folder.isEmpty { return path }
  return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
}

/// The path without links and dots, or `nil` with `errno` set where there is no such file.
func realPath(_ path: String) -> String? {
  guard let resolved = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

/// The two forms of `data.source`: in a file it is relative to that file, in memory to the working
/// directory.
struct DataSourcePath {
  /// Names that are no paths.
  var builtInSources: Set<String>

  /// The source as seen from the working directory.
  func loaded(_ source: String, fromFolder folder: String) -> String {
    if builtInSources.contains(source) || source.hasPrefix("/") { return source }
    // A file that is called like a built-in data set keeps the dot that tells them apart.
    let path = source.hasPrefix("./") ? String(source.dropFirst(2)) : source
    return named(join(folder, path))
  }

  /// The source as a preset in a folder names it.
  ///
  /// Where the preset is `portable`, a file elsewhere is named by the way to it from the folder,
  /// and by its full path otherwise.
  func saved(_ source: String, inFolder folder: String, portable: Bool) -> String {
    if builtInSources.contains(source) { return source }
    let path = source.hasPrefix("./") ? String(source.dropFirst(2)) : source
    let prefix = join(folder, "")
    let isAbsolute = source.hasPrefix("/")
    if path.hasPrefix(prefix), !isAbsolute || !prefix.isEmpty {
      return named(String(path.dropFirst(prefix.count)))
    }
    if isAbsolute { return source }
    guard let place = realPath(folder.isEmpty ? "." : folder),
      let sourceFolder = realPath(parent(ofPath: path).isEmpty ? "." : parent(ofPath: path))
    else { return source }
    let file = join(sourceFolder, String(path.split(separator: "/").last ?? ""))
    if file.hasPrefix(join(place, "")) {
      return named(String(file.dropFirst(join(place, "").count)))
    }
    return portable ? way(from: place, to: file) : file
  }

  private func named(_ path: String) -> String {
    builtInSources.contains(path) ? "./" + path : path
  }

  private func way(from folder: String, to file: String) -> String {
    let start = folder.split(separator: "/")
    let goal = file.split(separator: "/")
    let shared = zip(start, goal).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: start.count - shared) + goal.dropFirst(shared))
      .joined(separator: "/")
  }
}
