import ExperimentModel
import TerminalUI

/// The first line: what is being tried, on what, and whether it is saved.
struct HeaderLine {
  let state: DashboardState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let facts = factsText
    let factsColumns = CharacterWidth.columns(of: facts)
    let room = rect.columns - 9
    // The name may be cut; what the data is must fit beside at least some of it.
    let shown = factsColumns <= room / 2 || rect.columns >= 100 ? facts : ""
    buffer.textRight(shown, row: rect.top, right: rect.right, width: room, ink: .muted)
    var place = rect.origin
    place.column += buffer.text("nn-tui", at: place, ink: .title, emphasis: .bold)
    place.column += 2
    let left =
      rect.right - place.column - (shown.isEmpty ? 0 : CharacterWidth.columns(of: shown) + 2)
    let suffix = state.settings.isChanged ? 2 : 0
    place.column += buffer.text(name, at: place, width: max(left - suffix, 1))
    if state.settings.isChanged, place.column + 2 <= rect.right {
      buffer.put("*", at: place.moved(columns: 1), ink: .pending, emphasis: .bold)
    }
  }

  private var name: String {
    let settings = state.settings
    if !settings.wished.name.isEmpty { return settings.wished.name }
    return settings.reference ?? settings.wished.data.source
  }

  private var factsText: String {
    guard let facts = state.run.facts else { return state.settings.wished.data.source }
    let rows = facts.rows
    let counts = [rows.train, rows.dev, rows.test].map(NumberFormat.grouped)
      .joined(separator: "/")
    let task =
      switch facts.data.task {
      case .regression: "regression"
      case .binary: "2 classes"
      case .multiclass: "\(facts.data.classNames.count) classes"
      }
    return "\(facts.configuration.data.source) · \(counts) rows · \(task)"
  }
}
