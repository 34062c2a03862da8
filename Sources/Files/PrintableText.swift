/// Text out of a file as it may be shown: on one line, without control characters, not long.
public func printable(_ text: String, limit: Int = 60) -> String {
  var shown = ""
  for (count, scalar) in text.unicodeScalars.enumerated() {
    guard count < limit else { return shown + "…" }
    if isPrintable(scalar) {
      shown.unicodeScalars.append(scalar)
    } else {
      shown += "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
  return shown
}

/// Whether a scalar stands for itself on a terminal: not a control, a format character such as a
/// change of the writing direction, a line break, or one that Unicode has no meaning for.
public func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
    false
  default:
    true
  }
}
