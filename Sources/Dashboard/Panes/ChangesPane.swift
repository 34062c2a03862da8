import ExperimentModel
import TerminalUI

/// The changes made to the run, by the numbers they have on the curves; the newest first.
struct ChangesPane {
  let state: DashboardState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    guard !lines.isEmpty else {
      TextBlock("Nothing was changed in this run yet.", ink: .muted).draw(into: &buffer, in: rect)
      return
    }
    let (head, rest) = rect.cutTop(rect.rows >= 5 ? 1 : 0)
    let scroll = state.view.focus == .changes ? state.view.scroll : 0
    let viewport = Viewport(count: lines.count, selected: scroll, height: rest.rows)
    let visible = lines[viewport.visible]
    let entries = visible.map(\.entry)
    if !head.isEmpty { drawHead(Columns(head.cutRight(1).rest, entries), into: &buffer) }
    for (row, line) in visible.enumerated() {
      let columns = Columns(rest.row(row).cutRight(1).rest, entries)
      switch line {
      case .change(let entry): draw(entry, columns, into: &buffer)
      case .consequence(_, let report):
        let place = Rect.union([columns.change.rect, columns.loss.rect])
        buffer.text(report.figuresFirst, at: place.origin, width: place.columns, ink: .muted)
      }
    }
    viewport.drawMarks(into: &buffer, in: rest)
  }

  /// A row of the list.
  private enum Line {
    case change(LedgerEntry)
    /// What the change above did to the network.
    case consequence(LedgerEntry, SurgeryReport)

    var entry: LedgerEntry {
      switch self {
      case .change(let entry), .consequence(let entry, _): entry
      }
    }
  }

  private let lines: [Line]

  init(state: DashboardState) {
    self.state = state
    lines = state.run.ledger.entries.reversed().flatMap { entry -> [Line] in
      guard case .operated(let report) = entry.consequence else { return [.change(entry)] }
      return [.change(entry), .consequence(entry, report)]
    }
  }

  /// Rows of the whole list.
  var rowCount: Int { lines.count }

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
    var text = state.changeText(of: entry.edit, from: entry.before, to: entry.after)
    if CharacterWidth.columns(of: text) > columns.change.rect.columns {
      text = entry.edit.structureText ?? text
    }
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

  init(_ rect: Rect, _ entries: [LedgerEntry]) {
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
