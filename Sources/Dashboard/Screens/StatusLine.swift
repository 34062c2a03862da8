import ExperimentModel
import TerminalUI

/// The line for messages, questions and typing; else it explains the chosen field.
struct StatusLine {
  let state: DashboardState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    switch state.overlay {
    case .prompt(let prompt) where prompt.purpose != .command: drawPrompt(prompt, &buffer, rect)
    case .prompt(let prompt):
      // The command line itself stands in the last row; this one holds its completions.
      buffer.text(prompt.remark, at: rect.origin, width: rect.columns, ink: .muted)
    case .question(let question):
      buffer.text(
        question.text, at: rect.origin, width: rect.columns, ink: .warning, emphasis: .bold)
    default: drawNotice(&buffer, rect)
    }
  }

  private func drawPrompt(_ prompt: PromptState, _ buffer: inout ScreenBuffer, _ rect: Rect) {
    if case .value = prompt.purpose {
      let remark = prompt.remark.isEmpty ? expectation : prompt.remark
      buffer.text(
        remark, at: rect.origin, width: rect.columns,
        ink: prompt.remark.isEmpty ? .muted : .bad)
      return
    }
    prompt.prompt.draw(into: &buffer, in: rect)
  }

  private var expectation: String {
    guard let field = state.settings.chosen else { return "" }
    return "\(field.title): \(field.expectation)"
  }

  private func drawNotice(_ buffer: inout ScreenBuffer, _ rect: Rect) {
    guard let notice = state.notice else { return drawField(&buffer, rect) }
    let ink: Ink =
      switch notice.kind {
      case .info: .focused
      case .good: .good
      case .warning: .warning
      case .bad: .bad
      }
    buffer.text(notice.text, at: rect.origin, width: rect.columns, ink: ink)
  }

  // What a change costs goes before the name of the field, which the list shows as well.
  private func drawField(_ buffer: inout ScreenBuffer, _ rect: Rect) {
    guard let field = state.settings.chosen else { return }
    let value = field.text(of: field.value(in: state.settings.wished))
    let name = "\(field.title) \(value)"
    let parts = [(name, Ink.focused), (field.help, .muted)]
    let mark = buffer.glyphs.mark(of: field.liveness)
    let cost = field.cost.isEmpty ? [] : [("\(mark) \(field.cost)", field.liveness.ink)]
    let forms = cost.isEmpty ? [parts] : [parts + cost, [parts[1]] + cost]
    let fitting =
      forms.first { $0.columns <= rect.columns }
      ?? (cost.isEmpty ? parts : [cut(field.help, before: cost, rect, buffer.glyphs)] + cost)
    var place = rect.origin
    for (text, ink) in fitting where rect.right - place.column > 10 {
      place.column += buffer.text(text, at: place, width: rect.right - place.column, ink: ink)
      place.column += [(String, Ink)].gap
    }
  }

  private func cut(
    _ help: String, before cost: [(String, Ink)], _ rect: Rect, _ glyphs: GlyphSet
  ) -> (String, Ink) {
    let room = rect.columns - cost.columns - [(String, Ink)].gap
    return (help.cut(to: max(room, 0), glyphs.ellipsis), .muted)
  }
}

extension [(String, Ink)] {
  fileprivate static var gap: Int { 2 }

  /// The columns they take beside each other.
  fileprivate var columns: Int {
    reduce(Self.gap * (count - 1)) { $0 + CharacterWidth.columns(of: $1.0) }
  }
}
