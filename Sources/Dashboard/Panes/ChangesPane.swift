import ExperimentModel
import TerminalUI

/// The changes made to the run, by the numbers they have on the curves; the newest first.
struct ChangesPane {
  let state: DashboardState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let entries = Array(state.run.ledger.entries.reversed())
    guard !entries.isEmpty else {
      TextBlock("Nothing was changed in this run yet.", ink: .muted).draw(into: &buffer, in: rect)
      return
    }
    let scroll = state.view.focus == .changes ? state.view.scroll : 0
    let viewport = Viewport(count: entries.count, selected: scroll, height: rect.rows)
    for (line, index) in viewport.visible.enumerated() {
      draw(entries[index], into: &buffer, in: rect.row(line).cutRight(1).rest)
    }
    viewport.drawMarks(into: &buffer, in: rect)
  }

  private func draw(_ entry: LedgerEntry, into buffer: inout ScreenBuffer, in rect: Rect) {
    buffer.textRight(
      String(entry.number), row: rect.top, right: rect.left + 3, width: 3, ink: .warning)
    let step = NumberFormat.grouped(entry.place.step)
    let stepColumns = 12
    buffer.textRight(
      "step \(step)", row: rect.top, right: rect.right,
      width: min(stepColumns + 5, rect.columns / 3),
      ink: .muted)
    let text = "\(state.ledgerTitle(of: entry.edit)) \(entry.before) → \(entry.after)"
    let room = rect.columns - 6 - CharacterWidth.columns(of: "step \(step)")
    buffer.text(text, at: rect.position(row: 0, column: 4), width: max(room, 0))
  }
}
