/// Whether texts are dates or times.
enum DateText {
  private static let looksAt = 200
  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Whether nearly all of the first of them are.
  static func areDates(_ texts: [String]) -> Bool {
    let some = texts.prefix(looksAt)
    let dates = some.count { isDate($0) }
    return dates > 0 && dates * 20 >= some.count * 19
  }

  /// `2024-03-01`, `1/3/2024`, `01.03.24 12:30`, `12:30:05`, `2024-03-01T12:30:05.5Z`,
  /// `1 Mar 2024`, `March 1, 2024`.
  static func isDate(_ text: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    let words = text.split { $0 == " " || $0 == "," || $0 == "T" }.map(String.init)
    guard !words.isEmpty else { return false }
    if let date = words.first, isNumericDate(date) {
      return words.dropFirst().allSatisfy(isTimePart)
    }
    if isClock(words[0]) { return words.dropFirst().allSatisfy(isTimePart) }
    return isNamedDate(words)
  }

  private static func isNumericDate(_ word: String) -> Bool {
    for separator: Character in ["-", "/", "."] {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let numbers = parts.compactMap { $0.count <= 4 ? UInt($0) : nil }
      guard numbers.count == 3 else { return false }
      let lengths = parts.map(\.count)
      let small = [numbers[0], numbers[1], numbers[2]].filter { (1...31).contains($0) }.count
      if lengths[0] == 4 { return lengths[1] <= 2 && lengths[2] <= 2 && small >= 2 }
      return (lengths[2] == 4 || lengths[2] == 2) && lengths[0] <= 2 && lengths[1] <= 2
        && small >= 2
    }
    return false
  }

  /// `12:30`, `12:30:05.5`, with a zone.
  private static func isClock(_ word: String) -> Bool {
    var digits = word[...]
    if digits.last == "Z" { digits.removeLast() }
    if let zone = digits.lastIndex(where: { $0 == "+" || $0 == "-" }), zone != digits.startIndex {
      digits = digits[..<zone]
    }
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0].count <= 2, let hours = UInt(parts[0]),
      let minutes = UInt(parts[1]), parts[1].count == 2
    else { return false }
    return hours <= 24 && minutes < 60 && (parts.count == 2 || Double(parts[2]) != nil)
  }

  private static func isTimePart(_ word: String) -> Bool {
    isClock(word) || ["am", "pm", "utc", "gmt", "z"].contains(word.lowercased())
  }

  private static func isNamedDate(_ words: [String]) -> Bool {
    var days = 0
    var names = 0
    for word in words {
      if let number = UInt(word), number < 10_000 {
        days += 1
      } else if months.contains(String(word.lowercased().prefix(3))) {
        names += 1
      } else if !isTimePart(word) {
        return false
      }
    }
    return names == 1 && (1...2).contains(days)
  }
}
