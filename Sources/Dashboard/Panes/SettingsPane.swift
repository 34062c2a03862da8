import ExperimentModel
import TerminalUI

/// The list of hyperparameters with their values.
struct SettingsPane {
  let state: DashboardState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let (list, foot) = rect.cutBottom(rect.rows >= 24 && hint != nil ? 2 : 0)
    let cursor = state.settings.cursor
    let rows = state.settings.list.rows(cursor: cursor, height: list.rows)
    let selected = rows.firstIndex { $0.key == cursor } ?? 0
    let viewport = Viewport(count: rows.count, selected: selected, height: list.rows)
    for (line, index) in viewport.visible.enumerated() {
      // The last column belongs to the marks that there is more.
      let place = list.row(line)
      draw(rows[index], into: &buffer, in: place.cutRight(1).rest)
    }
    viewport.drawMarks(into: &buffer, in: list)
    if let hint {
      TextBlock(hint, ink: .muted).draw(into: &buffer, in: foot)
    }
  }

  private func draw(_ row: SettingsRow, into buffer: inout ScreenBuffer, in rect: Rect) {
    switch row {
    case .blank: break
    case .heading(let title): buffer.text(title, at: rect.origin, width: rect.columns, ink: .muted)
    case .field(let field, let isInset):
      let title = isInset ? "  " + field.shortTitle : field.shortTitle
      draw(field, title: title, value: value(of: field), into: &buffer, in: rect)
    case .layer(let units, let layer, let index):
      let title = "Layer \(index + 1)"
      let value = layer.summary(columns: rect.columns - title.count - 3, buffer.glyphs.ellipsis)
      draw(units, title: title, value: value, into: &buffer, in: rect)
    }
  }

  private func draw(
    _ field: Hyperparameter, title: String, value: String, into buffer: inout ScreenBuffer,
    in rect: Rect
  ) {
    let isChosen = field.key == state.settings.cursor
    let unitColumns = rect.columns >= 40 ? Self.unitColumns : 0
    if isChosen, drawPrompt(field, title, into: &buffer, in: rect) { return }
    // A long text gives way to its title, a number never does.
    let units = unitColumns > 0 ? unitColumns + 1 : 0
    let room = rect.columns - CharacterWidth.columns(of: title) - 3 - units
    let shown = field.kind.isNamed ? value.cut(to: room, buffer.glyphs.ellipsis) : value
    var row = FieldRow(title, value: shown, valueInk: ink(of: field))
    row.mark = buffer.glyphs.mark(of: field.liveness)
    row.markInk = field.liveness.ink
    row.unit = field.key.layerIndex == nil ? field.unit(of: value, columns: unitColumns) : ""
    row.isSelected = isChosen
    row.draw(into: &buffer, in: rect, unitColumns: unitColumns)
    if isChosen { buffer.emphasize(rect, state.view.focus == .settings ? .bold : []) }
  }

  private static let unitColumns = 6

  private func drawPrompt(
    _ field: Hyperparameter, _ title: String, into buffer: inout ScreenBuffer, in rect: Rect
  ) -> Bool {
    guard case .prompt(let prompt) = state.overlay, prompt.purpose == .value(field.key) else {
      return false
    }
    let titleColumns = min(CharacterWidth.columns(of: title), rect.columns / 2)
    buffer.put(buffer.glyphs.mark(of: field.liveness), at: rect.origin, ink: field.liveness.ink)
    buffer.text(title, at: rect.position(row: 0, column: 2), width: titleColumns, ink: .focused)
    buffer.shade(rect, background: .selected)
    prompt.prompt.draw(into: &buffer, in: rect.cutLeft(titleColumns + 4).rest)
    return true
  }

  private func value(of field: Hyperparameter) -> String {
    if case .question(let question) = state.overlay,
      case .freshStart(field.key, let value) = question.subject
    {
      return field.text(of: value)
    }
    return field.text(of: field.value(in: state.settings.wished))
  }

  private func ink(of field: Hyperparameter) -> Ink {
    if state.settings.isPending(field.key) || isAsked(field.key) { return .pending }
    if field.value(in: state.settings.wished) == .absent { return .muted }
    return .plain
  }

  private func isAsked(_ key: HyperparameterKey) -> Bool {
    guard case .question(let question) = state.overlay,
      case .freshStart(let asked, _) = question.subject
    else { return false }
    return asked == key
  }

  /// Rules of thumb for the chosen field.
  private var hint: String? {
    guard let facts = state.run.facts, let index = state.settings.cursor.layerIndex,
      state.settings.cursor == .layer(index, "units")
    else { return nil }
    let inputs = facts.data.featureNames.count
    let outputs = facts.data.outputCount
    let range = "\(min(inputs, outputs)) to \(max(inputs, outputs))"
    return "Rules of thumb: \(range); about \(inputs * 2 / 3 + outputs); under \(inputs * 2)."
  }
}

extension Hyperparameter {
  /// The title without the layer it stands under anyway.
  var shortTitle: String {
    guard let index = key.layerIndex else { return title }
    let prefix = "Layer \(index + 1) "
    return title.hasPrefix(prefix) ? String(title.dropFirst(prefix.count)) : title
  }
}

extension Hyperparameter {
  /// What a value counts, one or many; empty where there is no room for it.
  fileprivate func unit(of value: String, columns: Int) -> String {
    let text = value == "1" && unit.hasSuffix("s") ? String(unit.dropLast()) : unit
    return text.count <= columns ? text : ""
  }
}

extension String {
  /// The text, or as much of it as fits before an ellipsis.
  func cut(to columns: Int, _ ellipsis: String) -> String {
    guard CharacterWidth.columns(of: self) > columns else { return self }
    var text = self
    let room = max(columns - CharacterWidth.columns(of: ellipsis), 0)
    while !text.isEmpty, CharacterWidth.columns(of: text) > room { text.removeLast() }
    return text + ellipsis
  }
}

extension HyperparameterKind {
  /// Whether its values are words and not numbers.
  fileprivate var isNamed: Bool {
    switch self {
    case .choice, .text: true
    case .integer, .real, .flag: false
    }
  }
}

extension HiddenLayer {
  /// The layer in a few words, as many as there is room for.
  func summary(columns: Int, _ ellipsis: String) -> String {
    let start = "\(units) \(activation.rawValue)"
    let forms = [" drop ", " −"].map { start + details(dropout: $0) }
    return forms.first { $0.count <= columns } ?? (start + ellipsis).cut(to: columns, ellipsis)
  }

  private func details(dropout name: String) -> String {
    var text = ""
    if dropout > 0 { text += name + NumberFormat.decimal(dropout * 100, places: 0) + "%" }
    if batchNorm { text += " norm" }
    return text
  }
}
