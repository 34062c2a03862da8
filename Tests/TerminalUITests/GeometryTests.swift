import TerminalUI
import Testing

@Suite struct GeometryTests {
  @Test(arguments: [0, 1, 2, 5, 17, 80])
  func `the parts of a split tile the rectangle`(length: Int) {
    let shares: [Share] = [.fixed(3), .weighted(2), .fixed(7), .weighted(1), .weighted(0)]
    for gap in 0...2 {
      let rect = Rect(row: 2, column: 3, rows: length, columns: length)
      let rows = rect.splitRows(shares, gap: gap)
      let columns = rect.splitColumns(shares, gap: gap)
      #expect(rows.map(\.rows) == columns.map(\.columns))
      #expect(rows.allSatisfy { rect.contains($0) })
      #expect(columns.allSatisfy { rect.contains($0) })
      for (part, next) in zip(rows, rows.dropFirst()) where !part.isEmpty && !next.isEmpty {
        #expect(next.top == part.bottom + gap)
      }
      let gaps = gap * (shares.count - 1)
      #expect(rows.map(\.rows).reduce(0, +) == max(length - gaps, 0))
    }
  }

  @Test func `weights share what fixed parts leave`() {
    let rect = Rect(row: 0, column: 0, rows: 1, columns: 30)
    let parts = rect.splitColumns([.fixed(10), .weighted(1), .weighted(3)])
    #expect(parts.map(\.columns) == [10, 5, 15])
  }

  @Test func `margins that meet leave nothing`() {
    let rect = Rect(row: 4, column: 4, rows: 3, columns: 3)
    #expect(rect.inset(rows: 1, columns: 1) == Rect(row: 5, column: 5, rows: 1, columns: 1))
    #expect(rect.inset(rows: 2).isEmpty)
    #expect(rect.inset(rows: 100, columns: 100).isEmpty)
  }

  @Test func `rectangles apart have an empty intersection`() {
    let rect = Rect(row: 0, column: 0, rows: 2, columns: 2)
    #expect(rect.intersection(Rect(row: 5, column: 5, rows: 2, columns: 2)).isEmpty)
    #expect(
      rect.intersection(Rect(row: 1, column: -3, rows: 9, columns: 4))
        == Rect(row: 1, column: 0, rows: 1, columns: 1))
  }
}
