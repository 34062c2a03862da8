import Files
import TerminalUI

/// Rows of text whose columns begin under one another.
enum TextColumns {
  /// The rows as lines; the last column is as long as it is, columns of `numbers` end together.
  static func lines(_ rows: [[String]], numbers: Set<Int> = []) -> String {
    let rows = rows.map { $0.map { printable($0, limit: .max) } }
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? CharacterWidth.columns(of: $0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let gap = String(
          repeating: " ", count: widths[column] - CharacterWidth.columns(of: text))
        let isLast = column == row.count - 1
        line += numbers.contains(column) ? gap + text : text + (isLast ? "" : gap)
        if !isLast { line += "  " }
      }
      return line + "\n"
    }.joined()
  }

  /// Words in lines of at most `columns`, under one another from the column `indent`.
  static func wrapped(_ words: [String], indent: Int = 0, columns: Int = 80) -> String {
    var lines: [String] = []
    var line = ""
    for word in words.map({ printable($0, limit: .max) }) {
      let width = indent + CharacterWidth.columns(of: line) + CharacterWidth.columns(of: word) + 1
      if !line.isEmpty, width > columns {
        lines.append(line)
        line = word
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    lines.append(line)
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}
