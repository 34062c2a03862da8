import Files

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
