/// Somebody's text, fit for a message: no control characters, one line, not too long.
func printable(_ text: String, limit: Int = 60) -> String {
  var result = ""
  var count = 0
  for character in text {
    guard count < limit else { return result + "…" }
    result.append(isPlain(character) ? character : "\u{FFFD}")
    count += 1
  }
  return result
}

/// Somebody's text in quotation marks, fit for a message.
func quoted(_ text: String) -> String { "'" + printable(text, limit: 40) + "'" }

/// `1 row`, `2 rows`, `12,000 rows`.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// The first few names of a list, and how many more there are.
func listed(_ names: [String], limit: Int = 4) -> String {
  let shown = names.prefix(limit).map { printable($0, limit: 30) }
  let rest = names.count - shown.count
  if rest == 1 {
    return (shown + names.suffix(1).map { printable($0, limit: 30) }).joined(separator: ", ")
  }
  return shown.joined(separator: ", ") + (rest > 0 ? " and \(grouped(rest)) more" : "")
}

/// A count with separators between its thousands.
func grouped(_ count: Int) -> String {
  var digits = ""
  for (place, digit) in String(count.magnitude).reversed().enumerated() {
    if place > 0, place.isMultiple(of: 3) { digits.append(",") }
    digits.append(digit)
  }
  return (count < 0 ? "-" : "") + String(digits.reversed())
}

private func isPlain(_ character: Character) -> Bool {
  character.unicodeScalars.allSatisfy { scalar in
    switch scalar.value {
    case 0x20...0x7E: return true
    case 0...0x9F: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator, .format:
      return false
    default: return true
    }
  }
}
