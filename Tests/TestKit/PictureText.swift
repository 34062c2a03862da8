public import TerminalUI

/// A picture as reviewable text: one plane for characters and one for each kind of meaning in use.
public struct PictureText: Equatable {
  /// The lines, the size first.
  public let lines: [String]

  /// The text of a picture.
  public init(_ picture: ScreenBuffer) {
    let size = picture.size
    var lines = ["size \(size.columns)x\(size.rows)"]
    func addPlane(_ letter: (Cell) -> String) {
      for row in 0..<size.rows {
        lines.append("|" + picture.row(row).map(letter).joined() + "|")
      }
    }
    addPlane(\.text)
    lines.append("inks")
    addPlane { cell in cell.ink == .plain && cell.text == " " ? " " : Self.letter(for: cell.ink) }
    if picture.cells.contains(where: { $0.background != .plain }) {
      lines.append("backgrounds")
      addPlane { Self.letter(for: $0.background) }
    }
    if picture.cells.contains(where: { $0.emphasis != [] }) {
      lines.append("emphasis")
      addPlane { $0.emphasis == [] ? "." : String($0.emphasis.rawValue, radix: 16) }
    }
    self.lines = lines
  }

  /// The whole text, with a newline after each line.
  public var text: String { lines.map { $0 + "\n" }.joined() }

  /// The lines that differ from another text, each as it is and as it should be.
  public func differences(from expected: String) -> [String] {
    let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init).dropLast()
    var report: [String] = []
    for index in 0..<max(lines.count, expectedLines.count) {
      let actual = index < lines.count ? lines[index] : "(no line)"
      let wanted = index < expectedLines.count ? expectedLines[index] : "(no line)"
      if actual != wanted {
        report.append("line \(index + 1)\n  expected \(wanted)\n  received \(actual)")
      }
    }
    return report
  }

  private static func letter(for ink: Ink) -> String {
    switch ink {
    case .plain: "."
    case .muted: "m"
    case .title: "t"
    case .border: "b"
    case .focused: "f"
    case .selected: "s"
    case .good: "g"
    case .warning: "w"
    case .bad: "!"
    case .pending: "p"
    case .train: "r"
    case .dev: "d"
    case .twin: "x"
    case .axis: "a"
    case .key: "k"
    case .series(let number): String(number)
    case .heat(let level): letter(level, after: "A")
    case .diverging(let level): letter(level, after: "α")
    }
  }

  private static func letter(_ level: UInt8, after first: Unicode.Scalar) -> String {
    Unicode.Scalar(first.value + UInt32(level)).map { String($0) } ?? "?"
  }
}
