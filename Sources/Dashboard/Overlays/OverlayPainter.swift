import ExperimentModel
import TerminalUI

/// Draws what stands before the panes.
struct OverlayPainter {
  let state: DashboardState
  let layout: DashboardLayout

  func draw(into buffer: inout ScreenBuffer) {
    switch state.overlay {
    case .choices(let list): draw(list, into: &buffer)
    case .presets(let list): draw(list, into: &buffer)
    case .page(let page): draw(page, into: &buffer)
    case .prompt, .question, nil: break
    }
  }

  /// What stands behind is still there, and no longer asks to be looked at.
  func stepBack(_ buffer: inout ScreenBuffer) {
    buffer.recolor(layout.body, ink: .border)
    buffer.shade(layout.body, background: .plain)
  }

  private func window(
    _ columns: Int, _ rows: Int, title: String, into buffer: inout ScreenBuffer
  ) -> Rect {
    let columns = min(columns, layout.body.columns)
    let rows = min(rows, layout.body.rows)
    let rect = Rect(
      row: layout.body.top + (layout.body.rows - rows) / 2,
      column: layout.body.left + (layout.body.columns - columns) / 2, rows: rows, columns: columns)
    stepBack(&buffer)
    buffer.fill(rect)
    return buffer.box(rect, title: title, ink: .focused).inset(columns: 1)
  }

  private func draw(_ list: ChoiceList, into buffer: inout ScreenBuffer) {
    let widest = list.names.map(\.count).max() ?? 0
    let inside = window(
      max(widest, list.title.count) + 8, list.names.count + 2, title: list.title, into: &buffer)
    let viewport = Viewport(
      count: list.names.count, selected: list.selected, height: inside.rows)
    for (line, index) in viewport.visible.enumerated() {
      let row = inside.row(line)
      let isChosen = index == list.selected
      buffer.text(
        list.names[index], at: row.origin, width: row.columns, ink: isChosen ? .focused : .plain)
      if isChosen { buffer.shade(row, background: .selected) }
    }
    viewport.drawMarks(into: &buffer, in: inside)
  }

  private func draw(_ page: Page, into buffer: inout ScreenBuffer) {
    let lines = state.lines(of: page.content, columns: state.pageColumns)
    let title = page.content == .help ? "Help" : "Data"
    let inside = window(
      state.pageColumns + 4, min(lines.count + 2, layout.body.rows), title: title, into: &buffer)
    let top = max(min(page.top, lines.count - inside.rows), 0)
    for (row, line) in lines.dropFirst(top).prefix(inside.rows).enumerated() {
      draw(line, into: &buffer, in: inside.row(row))
    }
    if top > 0 {
      buffer.put("▴", at: inside.position(row: 0, column: inside.columns), ink: .muted)
    }
    if top + inside.rows < lines.count {
      buffer.put(
        "▾", at: inside.position(row: inside.rows - 1, column: inside.columns), ink: .muted)
    }
  }

  private func draw(_ line: PageLine, into buffer: inout ScreenBuffer, in rect: Rect) {
    switch line {
    case .blank: break
    case .heading(let text):
      buffer.text(text, at: rect.origin, width: rect.columns, ink: .title, emphasis: .bold)
    case .text(let text): buffer.text(text, at: rect.origin, width: rect.columns)
    case .entry(let keys, let text):
      buffer.text(keys, at: rect.origin, width: PageLine.keyColumns - 1, ink: .key)
      buffer.text(
        text, at: rect.position(row: 0, column: PageLine.keyColumns),
        width: rect.columns - PageLine.keyColumns)
    }
  }
}
