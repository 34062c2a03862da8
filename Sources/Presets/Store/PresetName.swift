import Files

/// What a person calls a preset: a name in a folder of presets, or the path of a file.
enum PresetReference: Equatable {
  case name(String)
  case path(String)

  init(_ text: String) {
    let isPath = text.contains("/") || Self.suffixes.contains { text.hasSuffix($0) }
    self = isPath ? .path(text) : .name(text)
  }

  /// The endings of a preset's file, the one that is written first.
  static let suffixes = [".yaml", ".yml"]

  /// The name that a file's name stands for; `nil` for a file that is no preset.
  static func name(ofFile file: String) -> String? {
    guard let suffix = suffixes.first(where: { file.hasSuffix($0) }) else { return nil }
    let name = String(file.dropLast(suffix.count))
    return problem(withName: name) == nil ? name : nil
  }

  /// Why a text cannot name a preset: it could lead out of the folder or be hard to type again.
  static func problem(withName name: String) -> String? {
    if name.isEmpty { return "expected a name, found nothing" }
    if name.utf8.count > 100 { return "expected a name of at most 100 bytes" }
    if name.hasPrefix(".") { return "expected a name that does not begin with a dot" }
    if name.contains("/") { return "expected a name without '/'" }
    if name.first == " " || name.last == " " {
      return "expected a name without spaces around it"
    }
    if !name.unicodeScalars.allSatisfy(isPrintable) {
      return "expected a name of printable characters"
    }
    return nil
  }
}
