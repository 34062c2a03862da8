import ExperimentModel

/// What is refused before a YAML parser sees it.
///
/// The parser bounds the depth of nesting itself. Aliases it unfolds, and a few of them, each of
/// the one before, stand for more nodes than memory holds.
enum YAMLLimits {
  /// The most words that look like an alias, where there are also anchors.
  private static let largestAliasCount = 16

  static func problem(
    in yaml: String, limit: Int = PresetText.largestSize, _ subject: String = "a preset"
  ) -> ConfigurationError? {
    guard yaml.utf8.count <= limit else {
      return .one(expected: "\(subject) of at most \(limit) bytes", found: "a larger one")
    }
    var position = TextPosition()
    var anchorCount = 0
    var aliasCount = 0
    var previous: Unicode.Scalar = " "
    for scalar in yaml.unicodeScalars {
      if !isText(scalar) {
        return .one(
          expected: "text", found: "the control character U+\(hexadecimal(scalar))",
          line: position.line)
      }
      // A word that begins with the mark; inside a longer word it is only text.
      if isWordStart(after: previous) {
        if scalar == "&" { anchorCount += 1 }
        if scalar == "*" { aliasCount += 1 }
      }
      if anchorCount > 0, aliasCount > largestAliasCount {
        return .one(
          expected: "no anchors and aliases", found: "many of them", line: position.line)
      }
      position.advance(over: scalar)
      previous = scalar
    }
    return nil
  }

  private static func isText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: true
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  private static func isWordStart(after previous: Unicode.Scalar) -> Bool {
    // Whatever is no letter or digit may stand before an alias in some corner of YAML.
    !previous.properties.isAlphabetic && previous.properties.numericType == nil
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// A place in a text as the YAML parser counts it: lines and columns from 1, columns in scalars.
///
/// A return and a line feed are counted as two breaks; a text to count in has one of them.
struct TextPosition: Equatable {
  private(set) var line = 1
  private(set) var column = 1

  mutating func advance(over scalar: Unicode.Scalar) {
    switch scalar {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
      line += 1
      column = 1
    default:
      column += 1
    }
  }
}
