import ExperimentModel
import TerminalUI

/// The first line: what is being tried, on what, and whether it is saved.
struct HeaderLine {
  let state: DashboardState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let room = rect.columns - 9
    // The name may be cut; what is told of the data gives way to it as a whole.
    let shown =
      rect.columns >= 100
      ? facts[0] : facts.first { CharacterWidth.columns(of: $0) <= room / 2 } ?? ""
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

  /// What is known of the data, in fewer and fewer words.
  private var facts: [String] {
    guard let facts = state.run.facts else { return [state.settings.wished.data.source] }
    let rows =
      [facts.rows.train, facts.rows.dev, facts.rows.test].map(NumberFormat.grouped)
      .joined(separator: "/") + " rows"
    let task =
      switch facts.data.task {
      case .regression: "regression"
      case .binary: "2 classes"
      case .multiclass: "\(facts.data.classNames.count) classes"
      }
    let source = facts.configuration.data.source
    return ["\(source) · \(rows) · \(task)", "\(source) · \(rows)", rows]
  }
}
