import Files

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
    return named(FilePath.joined(folder, path))
  }

  /// The source as a preset in a folder names it.
  ///
  /// Where the preset is `portable`, a file elsewhere is named by the way to it from the folder,
  /// and by its full path otherwise.
  func saved(_ source: String, inFolder folder: String, portable: Bool) -> String {
    if builtInSources.contains(source) { return source }
    let path = source.hasPrefix("./") ? String(source.dropFirst(2)) : source
    let prefix = FilePath.joined(folder, "")
    let isAbsolute = source.hasPrefix("/")
    if path.hasPrefix(prefix), !isAbsolute || !prefix.isEmpty {
      return named(String(path.dropFirst(prefix.count)))
    }
    if isAbsolute { return source }
    guard let place = FilePath.resolved(folder.isEmpty ? "." : folder),
      let sourceFolder = FilePath.resolved(
        FilePath.folder(of: path).isEmpty ? "." : FilePath.folder(of: path))
    else { return source }
    let file = FilePath.joined(sourceFolder, String(path.split(separator: "/").last ?? ""))
    if file.hasPrefix(FilePath.joined(place, "")) {
      return named(String(file.dropFirst(FilePath.joined(place, "").count)))
    }
    return portable ? way(from: place, to: file) ?? file : file
  }

  private func named(_ path: String) -> String {
    builtInSources.contains(path) ? "./" + path : path
  }

  // Nothing that moves together shares only the root.
  private func way(from folder: String, to file: String) -> String? {
    let start = folder.split(separator: "/")
    let goal = file.split(separator: "/")
    let shared = zip(start, goal).prefix { $0 == $1 }.count
    guard shared > 0 else { return nil }
    return (Array(repeating: "..", count: start.count - shared) + goal.dropFirst(shared))
      .joined(separator: "/")
  }
}
