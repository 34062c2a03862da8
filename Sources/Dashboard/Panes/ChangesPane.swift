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
    let (head, rest) = rect.cutTop(rect.rows >= 5 ? 1 : 0)
    let scroll = state.view.focus == .changes ? state.view.scroll : 0
    let viewport = Viewport(count: entries.count, selected: scroll, height: rest.rows)
    let visible = entries[viewport.visible]
    if !head.isEmpty { drawHead(Columns(head.cutRight(1).rest, visible), into: &buffer) }
    for (line, entry) in visible.enumerated() {
      draw(entry, Columns(rest.row(line).cutRight(1).rest, visible), into: &buffer)
    }
    viewport.drawMarks(into: &buffer, in: rest)
  }

  private func drawHead(_ columns: Columns, into buffer: inout ScreenBuffer) {
    columns.step.write("step", into: &buffer, ink: .muted)
    columns.author?.write("by", into: &buffer, ink: .muted)
    columns.change.write("change", into: &buffer, ink: .muted)
    columns.loss.write("loss", into: &buffer, ink: .muted)
  }

  private func draw(_ entry: LedgerEntry, _ columns: Columns, into buffer: inout ScreenBuffer) {
    columns.number.write(String(entry.number), into: &buffer, ink: .warning)
    columns.step.write(entry.stepText, into: &buffer, ink: .muted)
    columns.author?.write(entry.author.rawValue, into: &buffer, ink: .muted)
    var text = "\(state.ledgerTitle(of: entry.edit)) \(entry.before) → \(entry.after)"
    // Where there is no column for it, who is worth saying only where it was not the person.
    if columns.author == nil, entry.author != .person { text += ", \(entry.author.rawValue)" }
    columns.change.write(text, into: &buffer, ink: .plain)
    columns.loss.write(entry.lossText, into: &buffer, ink: .muted)
  }
}

extension LedgerEntry {
  fileprivate var stepText: String { NumberFormat.grouped(place.step) }
  fileprivate var lossText: String { lossBefore.map { NumberText.short($0) } ?? "–" }
}

/// The columns of the list, no wider than what stands in them.
private struct Columns {
  struct Column {
    var rect: Rect
    var isNumber = false

    func write(_ text: String, into buffer: inout ScreenBuffer, ink: Ink) {
      if isNumber {
        buffer.textRight(text, row: rect.top, right: rect.right, width: rect.columns, ink: ink)
      } else {
        buffer.text(text, at: rect.origin, width: rect.columns, ink: ink)
      }
    }
  }

  let number: Column
  let step: Column
  let author: Column?
  let change: Column
  let loss: Column

  init(_ rect: Rect, _ entries: ArraySlice<LedgerEntry>) {
    let hasAuthor = rect.columns >= 64
    func widest(_ least: Int, _ text: (LedgerEntry) -> String) -> Share {
      .fixed(entries.reduce(least) { max($0, text($1).count) })
    }
    let widths: [Share] =
      [widest(2) { String($0.number) }, widest(4, \.stepText)] + (hasAuthor ? [.fixed(9)] : [])
      + [.weighted(1), widest(4, \.lossText)]
    let rects = rect.splitColumns(widths, gap: 1)
    number = Column(rect: rects[0], isNumber: true)
    step = Column(rect: rects[1], isNumber: true)
    author = hasAuthor ? Column(rect: rects[2].cutLeft(1).rest) : nil
    change = Column(rect: rects[rects.count - 2].cutLeft(1).rest)
    loss = Column(rect: rects[rects.count - 1], isNumber: true)
  }
}
