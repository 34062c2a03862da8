/// Text out of a file as it may be shown: on one line, without control characters, not long.
///
/// Of the marks above and below one letter a few are shown and the others cut, so that they do not
/// grow into the lines around it.
public func printable(_ text: String, limit: Int = 60) -> String {
  var shown = ""
  var count = 0
  // A mark without a letter would join what stands before the text.
  var marksOnLetter: Int?
  for scalar in text.unicodeScalars {
    if let marks = marksOnLetter, isMark(scalar), isPrintable(scalar) {
      marksOnLetter = marks + 1
      if marks == largestMarkCount { shown += "…" }
      if marks >= largestMarkCount { continue }
    }
    guard count < limit else { return shown + "…" }
    count += 1
    if isPrintable(scalar), marksOnLetter != nil || !isMark(scalar) {
      shown.unicodeScalars.append(scalar)
      if !isMark(scalar) { marksOnLetter = 0 }
    } else {
      shown += "\\u{\(String(scalar.value, radix: 16))}"
      marksOnLetter = nil
    }
  }
  return shown
}

// Vietnamese needs two on a letter, Hebrew three.
private let largestMarkCount = 3

private func isMark(_ scalar: Unicode.Scalar) -> Bool {
  guard scalar.value >= 0x300 else { return false }
  return switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark: true
  default: false
  }
}

/// Whether a scalar stands for itself on a terminal: not a control, a format character such as a
/// change of the writing direction, a line break, one that nothing is seen of, or one that Unicode
/// has no meaning for.
public func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  if (0x20...0x7E).contains(scalar.value) { return true }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
    return false
  default:
    return !scalar.properties.isDefaultIgnorableCodePoint && !blankSymbols.contains(scalar)
  }
}

// Symbols that are drawn as nothing: the braille pattern without dots, the note without a head.
private let blankSymbols: Set<Unicode.Scalar> = ["\u{2800}", "\u{1D159}"]
