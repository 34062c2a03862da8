/// Which plain words of YAML 1.2's core schema are decimal numbers.
enum YAMLNumber {
  /// Whether a word is a decimal number: `25`, `-1.5`, `.5`, `1e-08`.
  static func isDecimal(_ text: String) -> Bool {
    var rest = Substring(text)
    if let first = rest.first, first == "-" || first == "+" { rest.removeFirst() }
    let whole = takeDigits(&rest)
    var fraction = 0
    if rest.first == "." {
      rest.removeFirst()
      fraction = takeDigits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark == "e" || mark == "E" else { return false }
    rest.removeFirst()
    if let sign = rest.first, sign == "-" || sign == "+" { rest.removeFirst() }
    return takeDigits(&rest) > 0 && rest.isEmpty
  }

  private static func takeDigits(_ rest: inout Substring) -> Int {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    rest.removeFirst(digits.count)
    return digits.count
  }
}
