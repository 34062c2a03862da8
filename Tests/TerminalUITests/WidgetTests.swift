import TerminalUI
import TestKit
import Testing

@Suite struct WidgetTests {
  private func canvas(_ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .unicode) -> ScreenBuffer {
    ScreenBuffer(size: Size(columns: columns, rows: rows), glyphs: glyphs)
  }

  @Test(arguments: [GlyphSet.unicode, .ascii])
  func `sparklines show courses, gaps and nothing`(glyphs: GlyphSet) {
    var buffer = canvas(24, 6, glyphs)
    let rising = (0..<40).map { Double($0 * $0) }
    Sparkline(rising, ink: .train).draw(into: &buffer, in: buffer.bounds.row(0))
    Sparkline([3, 3, 3]).draw(into: &buffer, in: buffer.bounds.row(1))
    Sparkline([1, .nan, 2, .infinity, 3]).draw(into: &buffer, in: buffer.bounds.row(2))
    Sparkline([.nan, .nan]).draw(into: &buffer, in: buffer.bounds.row(3))
    Sparkline([]).draw(into: &buffer, in: buffer.bounds.row(4))
    Sparkline([-5, 0.5, 9], range: 0...1).draw(into: &buffer, in: buffer.bounds.row(5))
    expectGolden(buffer, glyphs.isASCII ? "sparklines-ascii" : "sparklines")
  }

  @Test(arguments: [GlyphSet.unicode, .ascii])
  func `gauges fill from empty to full`(glyphs: GlyphSet) {
    var buffer = canvas(10, 7, glyphs)
    for (row, share) in [0, 0.04, 0.5, 0.75, 1, 7, Double.nan].enumerated() {
      Gauge(share).draw(into: &buffer, in: buffer.bounds.row(row))
    }
    expectGolden(buffer, glyphs.isASCII ? "gauges-ascii" : "gauges")
  }

  @Test func `heat maps stretch, and have a form without colours and without Unicode`() {
    let values = (0..<64).map { index -> Double in
      index == 9 ? .nan : Double(index % 8) * Double(index / 8) / 49
    }
    let map = Heatmap(values: values, columns: 8, palette: .heat(0...1))
    #expect(map.naturalSize == Size(columns: 8, rows: 4))
    let withoutUnicode = GlyphSet(isASCII: true, hasColors: true)
    for (name, glyphs) in [
      ("heatmap", GlyphSet.unicode), ("heatmap-monochrome", .monochrome),
      ("heatmap-ascii", .ascii), ("heatmap-ascii-colors", withoutUnicode),
    ] {
      var buffer = canvas(16, 6, glyphs)
      map.draw(into: &buffer, in: buffer.bounds)
      expectGolden(buffer, name)
    }
  }

  @Test func `a heat map of classes, and one of two poles`() {
    var buffer = canvas(12, 4)
    let (left, right) = buffer.bounds.cutLeft(6)
    Heatmap(values: [0, 1, 2, 3, 4], columns: 2, palette: .series).draw(into: &buffer, in: left)
    Heatmap(values: [-1, 0, 1, .nan], columns: 2, palette: .diverging(-1...1))
      .draw(into: &buffer, in: right)
    Heatmap(values: [], columns: 0, palette: .series).draw(into: &buffer, in: left)
    expectGolden(buffer, "heatmap-classes")
  }

  @Test func `a table keeps its columns and shows the chosen row`() {
    let rows = (1...9).map { number in
      [
        Table.Field("layer \(number)"), Table.Field("\(number * number * 8)"),
        Table.Field(number == 5 ? "dead units in a long sentence" : "fine", ink: .good),
      ]
    }
    let table = Table(
      columns: [
        Table.Column("layer", width: 8), Table.Column("units", width: 6, isRightAligned: true),
        Table.Column("health"),
      ], rows: rows, selected: 4)
    var buffer = canvas(30, 6)
    table.draw(into: &buffer, in: buffer.bounds)
    expectGolden(buffer, "table")
  }

  @Test func `fields give their value room first`() {
    var buffer = canvas(30, 5)
    var field = FieldRow("Learning rate", value: "0.001", valueInk: .pending)
    field.mark = "●"
    field.markInk = .good
    field.draw(into: &buffer, in: buffer.bounds.row(0), unitColumns: 4)
    field.isSelected = true
    field.unit = "rows"
    field.draw(into: &buffer, in: buffer.bounds.row(1), unitColumns: 4)
    for (row, columns) in [14, 8, 3].enumerated() {
      let place = Rect(row: row + 2, column: 0, rows: 1, columns: columns)
      field.draw(into: &buffer, in: place, unitColumns: 4)
    }
    expectGolden(buffer, "fields")
  }

  @Test func `key hints are left out whole`() {
    let hints = KeyHints([
      .init("↑↓", "choose"), .init("←→", "change"), .init("u", "undo", isEnabled: false),
      .init("q", "quit"),
    ])
    var buffer = canvas(44, 4)
    for (row, columns) in [44, 36, 12, 3].enumerated() {
      let place = Rect(row: row, column: 0, rows: 1, columns: columns)
      #expect(hints.draw(into: &buffer, in: place) <= columns)
    }
    expectGolden(buffer, "key-hints")
  }

  @Test func `text breaks between words and says when it is cut`() {
    let text = TextBlock("The dev set has 114 rows:\nit cannot tell 4 % from 6 %.", ink: .muted)
    #expect(
      text.rows(columns: 12) == [
        "The dev set", "has 114", "rows:", "it cannot", "tell 4 %", "from 6 %.",
      ])
    #expect(TextBlock("overlong").rows(columns: 3) == ["ove", "rlo", "ng"])
    #expect(TextBlock("").rows(columns: 3) == [""])
    #expect(TextBlock("損失関数").rows(columns: 5) == ["損失", "関数"])
    var buffer = canvas(26, 3)
    let parts = buffer.bounds.splitColumns([.fixed(12), .fixed(12)], gap: 2)
    text.draw(into: &buffer, in: parts[0])
    TextBlock("one two three four five six seven").draw(into: &buffer, in: parts[1].row(1))
    expectGolden(buffer, "text-block")
  }

  @Test(arguments: [(0, 0, 5), (3, 2, 5), (100, 0, 10), (100, 99, 10), (100, 50, 10), (7, -3, 3)])
  func `the chosen row is always in sight`(count: Int, selected: Int, height: Int) {
    let viewport = Viewport(count: count, selected: selected, height: height)
    #expect(viewport.visible.count == min(count, height))
    #expect(viewport.visible.contains(selected) || count == 0 || selected < 0)
    #expect(viewport.hasMoreAbove == (viewport.visible.lowerBound > 0))
    #expect(viewport.hasMoreBelow == (viewport.visible.upperBound < count))
  }
}
