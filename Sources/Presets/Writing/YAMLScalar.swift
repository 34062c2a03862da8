import ExperimentModel
import Files

/// Values as YAML spells them.
enum YAMLScalar {
  /// A value that stands inside a line.
  static func text(of value: HyperparameterValue) -> String {
    switch value {
    case .real(let number): real(HyperparameterValue.real(number).description)
    case .text(let text): isPlain(text) ? text : quoted(text)
    case .integer, .flag, .absent: value.description
    }
  }

  /// Lines of a literal block, or `nil` where only quotes keep the text as it is.
  static func block(of text: String) -> (header: String, lines: [Substring])? {
    var body = Substring(text)
    let endsInBreak = body.last == "\n"
    if endsInBreak { body.removeLast() }
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, lines.allSatisfy({ $0.unicodeScalars.allSatisfy(isPrintable) }),
      let first = lines.first, !first.isEmpty, lines.last?.isEmpty == false,
      lines.allSatisfy({ $0.first != " " && $0.last != " " })
    else { return nil }
    return (endsInBreak ? "|" : "|-", lines)
  }

  /// The text in quotes.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where isPrintable(scalar):
        result.unicodeScalars.append(scalar)
      default: result += escape(scalar)
      }
    }
    return result + "\""
  }

  // A number that YAML 1.1 takes for one too has a point before its exponent.
  private static func real(_ digits: String) -> String {
    guard let mark = digits.firstIndex(of: "e") else { return digits }
    let mantissa = digits[..<mark]
    let power = digits[digits.index(after: mark)...]
    return (mantissa.contains(".") ? mantissa : mantissa + ".0") + "e"
      + (power.hasPrefix("-") ? power : "+" + power)
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first,
      first.properties.isAlphabetic || ["/", "./", "../"].contains(where: text.hasPrefix),
      text.last != " ", text.unicodeScalars.allSatisfy(isPlainInside)
    else { return false }
    return ![
      "true", "false", "yes", "no", "on", "off", "null", "none", "y", "n", "inf", "nan",
    ].contains(text.lowercased())
  }

  private static func isPlainInside(_ scalar: Unicode.Scalar) -> Bool {
    isPlainEverywhere(scalar) || " _-./+()%;=<>".unicodeScalars.contains(scalar) || scalar == ","
  }

  private static func isPlainEverywhere(_ scalar: Unicode.Scalar) -> Bool {
    isPrintable(scalar)
      && (scalar.properties.isAlphabetic || ("0"..."9").contains(Character(scalar)))
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (letter, width) =
      scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
    return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
  }
}
