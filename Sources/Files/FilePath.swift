import Platform

/// Paths as texts.
public enum FilePath {
  /// The folder part of a path, empty for a file of the working directory.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    let folder = path[..<slash]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// The path of something in a folder; an empty folder is the working directory.
  public static func joined(_ folder: String, _ path: String) -> String {
    if folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  /// Whether two paths lead to the same file, which need not be there yet.
  public static func areSame(_ one: String, _ other: String) -> Bool {
    place(of: one) == place(of: other)
  }

  private static func place(of path: String) -> String {
    if let resolved = resolved(path) { return resolved }
    let folder = folder(of: path)
    let name = path.split(separator: "/").last ?? ""
    return joined(resolved(folder.isEmpty ? "." : folder) ?? folder, String(name))
  }

  /// The path without links and dots, or `nil` with `errno` set where there is no such file.
  public static func resolved(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
