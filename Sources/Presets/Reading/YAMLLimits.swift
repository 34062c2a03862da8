import ExperimentModel

/// What is refused before the YAML parser sees it.
enum YAMLLimits {
  static func problem(
    in yaml: String, limit: Int, _ subject: String
  ) -> ConfigurationError? {
    guard yaml.utf8.count <= limit else {
      return .one(expected: "\(subject) of at most \(limit) bytes", found: "a larger one")
    }
    var line = 1
    var previous: Unicode.Scalar = " "
    for scalar in yaml.unicodeScalars {
      if !isText(scalar) {
        return .one(
          expected: "text", found: "the control character U+\(hexadecimal(scalar))", line: line)
      }
      // A return and a line feed are one break.
      if isLineBreak(scalar), previous != "\r" || scalar != "\n" { line += 1 }
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

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
