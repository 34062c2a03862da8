import TerminalUI
import TestKit
import Testing

@Suite struct ScreenBufferTests {
  @Test func `a text that is too long ends in an ellipsis`() {
    var buffer = ScreenBuffer(size: Size(columns: 12, rows: 3))
    buffer.text("learning rate", at: Position(row: 0, column: 0))
    buffer.text("learning rate", at: Position(row: 1, column: 2), width: 6, ink: .title)
    buffer.textRight("0.001", row: 2, right: 12, ink: .good)
    expectGolden(buffer, "text-with-ellipsis")
  }

  @Test func `wide characters take two cells and are never halved`() {
    var buffer = ScreenBuffer(size: Size(columns: 8, rows: 4))
    buffer.text("損失 0.1", at: Position(row: 0, column: 0), ink: .train)
    buffer.text("損失関数値", at: Position(row: 1, column: 0))
    buffer.text("損失関数", at: Position(row: 2, column: 0))
    buffer.put("x", at: Position(row: 2, column: 3), ink: .bad)
    buffer.put("失", at: Position(row: 3, column: 7))
    expectGolden(buffer, "text-wide")
  }

  @Test func `frames, fills and backgrounds`() {
    var buffer = ScreenBuffer(size: Size(columns: 24, rows: 7))
    let inside = buffer.box(buffer.bounds, title: "Loss")
    buffer.fill(inside.row(0), with: "·", ink: .muted)
    buffer.text("chosen", at: inside.position(row: 1), ink: .focused, emphasis: .bold)
    buffer.shade(inside.row(1), background: .selected)
    buffer.textCentered("centre", in: inside.row(3), ink: .warning)
    buffer.box(Rect(row: 2, column: 20, rows: 9, columns: 9))
    expectGolden(buffer, "frames")
  }

  @Test func `nothing beyond ASCII is drawn where only ASCII can be shown`() {
    var buffer = ScreenBuffer(size: Size(columns: 40, rows: 4), glyphs: .ascii)
    let inside = buffer.box(buffer.bounds, title: "Größe → ½")
    buffer.text("▶ training · 1,2 × 10³ … ⣿⠉⣀ ⏸", at: inside.position(row: 0))
    buffer.text("a text that is too long for the row it is in", at: inside.position(row: 1))
    #expect(buffer.cells.allSatisfy { $0.text.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
    expectGolden(buffer, "ascii")
  }

  @Test func `no character that commands a terminal gets through, not even inside others`() {
    // The first plane and the tags, where all such characters are.
    var escaped: [String] = []
    for value in Array(UInt32(0)...0xFFFF) + Array(0xE_0000...0xE_01FF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: ["a", scalar, scalar, "b"])
      var buffer = ScreenBuffer(size: Size(columns: 8, rows: 1))
      buffer.text(String(text), at: Position(row: 0, column: 0))
      let isSafe = buffer.cells.allSatisfy { cell in
        cell.text.unicodeScalars.allSatisfy { shown in
          switch shown.properties.generalCategory {
          case .control, .format, .unassigned, .surrogate, .lineSeparator, .paragraphSeparator:
            false
          default: !shown.properties.isDefaultIgnorableCodePoint && shown != "\u{2800}"
          }
        }
      }
      if !isSafe { escaped.append(String(value, radix: 16)) }
    }
    #expect(escaped == [])
  }

  @Test func `a letter keeps one mark of thousands, and a filler is seen`() {
    var buffer = ScreenBuffer(size: Size(columns: 6, rows: 1))
    let marks = String(repeating: "\u{301}", count: 5_000)
    buffer.text("a\(marks)b\u{3164}\u{2800}\u{115F}", at: Position(row: 0, column: 0))
    #expect(buffer.cells.map(\.text).joined() == "a\u{301}b\u{FFFD}\u{FFFD}\u{FFFD} ")
  }

  @Test func `an escape sequence is seen and not obeyed`() {
    var buffer = ScreenBuffer(size: Size(columns: 16, rows: 1))
    buffer.text("\u{1B}[2J\u{7}\u{9B}x\r\n\t", at: Position(row: 0, column: 0))
    #expect(buffer.cells.map(\.text).joined() == "␛[2J␇\u{FFFD}x␍␉       ")
  }

  @Test func `drawing anything anywhere never traps and keeps every cell whole`() {
    var random = RandomNumbers(seed: 7)
    let texts = ["", "a", "learning rate", "損失関数", "e\u{301}e\u{301}", "👩‍👩‍👧🏽", "\u{301}x", "\u{1B}[H"]
    for _ in 0..<600 {
      let size = Size(
        columns: .random(in: 0...12, using: &random), rows: .random(in: 0...6, using: &random))
      var buffer = ScreenBuffer(size: size, glyphs: Bool.random(using: &random) ? .unicode : .ascii)
      for _ in 0..<6 { Self.drawSomething(into: &buffer, texts, &random) }
      for row in 0..<size.rows {
        let extents = buffer.row(row).map(\.extent)
        for (index, extent) in extents.enumerated() {
          let next = index + 1 < extents.count ? extents[index + 1] : .single
          #expect((extent == .wide) == (next == .continuation))
        }
        #expect(extents.first != .continuation)
      }
    }
  }

  private static func drawSomething(
    into buffer: inout ScreenBuffer, _ texts: [String], _ random: inout RandomNumbers
  ) {
    let rect = Rect(
      row: .random(in: -4...8, using: &random), column: .random(in: -4...14, using: &random),
      rows: .random(in: -2...9, using: &random), columns: .random(in: -2...15, using: &random))
    let text = texts.randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<7, using: &random) {
    case 0: buffer.text(text, at: rect.origin, width: .random(in: -1...15, using: &random))
    case 1: buffer.textRight(text, row: rect.top, right: rect.right)
    case 2: buffer.textCentered(text, in: rect)
    case 3: buffer.box(rect, title: text)
    case 4: buffer.fill(rect, with: text.first ?? "損")
    case 5: buffer.shade(rect, background: .selected)
    default: TextBlock(text + " " + text).draw(into: &buffer, in: rect)
    }
  }

  @Test func `drawing a difference turns one picture into the other`() {
    var random = RandomNumbers(seed: 11)
    let texts = ["loss", "損失", "0.001", "é", "·"]
    let size = Size(columns: 11, rows: 4)
    for _ in 0..<500 {
      var old = ScreenBuffer(size: size)
      for _ in 0..<4 { Self.drawSomething(into: &old, texts, &random) }
      var new = Bool.random(using: &random) ? old : ScreenBuffer(size: size)
      for _ in 0..<2 { Self.drawSomething(into: &new, texts, &random) }
      let diff = ScreenDiff(from: old, to: new)
      var patched = old
      for run in diff.runs {
        #expect(run.cells.first?.extent != .continuation)
        for (column, cell) in run.cells.enumerated() {
          patched.put(cell, at: run.start.moved(columns: column))
        }
      }
      #expect(patched == new)
      #expect(ScreenDiff(from: new, to: new).runs.isEmpty)
    }
  }
}
