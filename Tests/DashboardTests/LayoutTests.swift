import TerminalUI
import Testing

@testable import Dashboard

@Suite struct LayoutTests {
  static let sizes = [60, 79, 80, 99, 100, 120, 157, 158, 200, 300].flatMap { columns in
    [16, 20, 24, 29, 30, 40, 55, 60, 100].map { Size(columns: columns, rows: $0) }
  }

  @Test(arguments: sizes)
  func `parts lie inside and never over one another`(size: Size) {
    let layout = DashboardLayout(size: size)
    let rects =
      [layout.header, layout.progress, layout.status, layout.hints] + layout.places.map(\.rect)
    for (index, rect) in rects.enumerated() {
      #expect(!rect.isEmpty)
      #expect(Rect(size).contains(rect))
      for other in rects[(index + 1)...] { #expect(rect.intersection(other).isEmpty) }
    }
  }

  @Test(arguments: sizes)
  func `what to change, what it does and what it means are always there`(size: Size) {
    let panes = DashboardLayout(size: size).panes
    #expect(panes.starts(with: [.settings, .loss]))
    #expect(panes.contains(.diagnosis))
    #expect(Set(panes).count == panes.count)
  }

  @Test(arguments: sizes)
  func `panes and the gaps between them fill the body`(size: Size) {
    let layout = DashboardLayout(size: size)
    let rects = layout.places.map(\.rect)
    for row in layout.body.top..<layout.body.bottom {
      // Below a pane a row may be free, and beside it three columns.
      let taken = rects.filter { $0.top <= row && row <= $0.bottom }.sorted { $0.left < $1.left }
      var end = layout.body.left
      for rect in taken {
        #expect(rect.left <= end + 3)
        end = max(end, rect.right)
      }
      #expect(end == layout.body.right)
    }
    #expect(layout.places[0].rect.rows == layout.body.rows)
  }

  @Test func `a zoomed pane has the whole body`() {
    let layout = DashboardLayout(size: Size(columns: 80, rows: 24), zoomed: .changes)
    #expect(layout.places == [DashboardLayout.Place(pane: .changes, rect: layout.body)])
  }

  @Test func `a larger screen shows every pane`() {
    #expect(
      DashboardLayout(size: Size(columns: 120, rows: 40)).panes
        == [.settings, .loss, .score, .diagnosis, .network])
    #expect(
      DashboardLayout(size: Size(columns: 200, rows: 60)).panes
        == [.settings, .loss, .score, .diagnosis, .network, .changes])
  }
}
