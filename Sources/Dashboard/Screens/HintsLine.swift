import ExperimentModel
import TerminalUI

/// The last line: which keys do what at the moment, out of the table of actions.
struct HintsLine {
  let state: DashboardState
  let panes: [Pane]

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    if case .prompt(let prompt) = state.overlay, prompt.purpose == .command {
      prompt.prompt.draw(into: &buffer, in: rect)
      return
    }
    KeyHints(hints).draw(into: &buffer, in: rect)
  }

  var hints: [KeyHints.Hint] {
    switch state.overlay {
    case .prompt(let prompt):
      let isCompleted = prompt.purpose == .value("data.source")
      let choices = isCompleted ? [KeyHints.Hint("Tab", "complete")] : []
      return [KeyHints.Hint("Enter", "accept")] + choices + [KeyHints.Hint("Esc", "back")]
    case .choices:
      return [Self.arrows("choose"), KeyHints.Hint("Enter", "take"), KeyHints.Hint("Esc", "back")]
    case .presets:
      return [
        Self.arrows("choose"), KeyHints.Hint("a-z", "narrow down"), KeyHints.Hint("Enter", "open"),
        KeyHints.Hint("Esc", "back"),
      ]
    case .question(let question):
      return [KeyHints.Hint("Enter", question.yes), KeyHints.Hint("Esc", "back")]
    case .page:
      return [Self.arrows("scroll"), KeyHints.Hint("Esc", "back")]
    case nil: return actionHints
    }
  }

  private static func arrows(_ action: String) -> KeyHints.Hint { KeyHints.Hint("↑↓", action) }

  private var actionHints: [KeyHints.Hint] {
    if let lens = state.lens { return Self.hints(in: lens) }
    switch state.view.focus {
    case .settings:
      let layer: [ActionName] =
        state.settings.cursor.layerIndex == nil ? [] : [.addLayer, .deleteLayer]
      return [Self.arrows("choose"), KeyHints.Hint("←→", "change")]
        + hints([.edit, .pause, .lens] + layer + Self.common)
    case .loss, .score:
      return [KeyHints.Hint("←→", "read")] + hints([.yAxis, .xAxis, .window] + Self.common)
    case .diagnosis:
      return [Self.arrows("choose"), KeyHints.Hint("Enter", "go to field")]
        + hints([.pause] + Self.common)
    case .twin: return hints([.keepChange, .takeTwin, .twin, .pause] + Self.common)
    case .network, .changes:
      return [Self.arrows("scroll")] + hints([.pause] + Self.common)
    }
  }

  private static func hints(in lens: LensState) -> [KeyHints.Hint] {
    if lens.isPairing {
      return [
        arrows("second field"), KeyHints.Hint("Enter", "look at both"),
        KeyHints.Hint("Esc", "back"),
      ]
    }
    let rest = [KeyHints.Hint("p", "again"), KeyHints.Hint("Esc", "back")]
    guard lens.isOpen else { return [arrows("another field")] + rest }
    if lens.keys.count > 1 {
      return [KeyHints.Hint("←→↑↓", "values"), KeyHints.Hint("Enter", "take both")] + rest
    }
    return [
      KeyHints.Hint("←→", "value"), KeyHints.Hint("Enter", "take"), arrows("another field"),
      KeyHints.Hint("P", "with a second field"),
    ] + rest
  }

  private static let common: [ActionName] = [
    .help, .quit, .nextPane, .zoom, .restart, .undo, .twin, .save, .open, .yAxis, .xAxis, .window,
    .command,
  ]

  private func hints(_ names: [ActionName]) -> [KeyHints.Hint] {
    var seen: Set<ActionName> = []
    return names.compactMap { name in
      guard seen.insert(name).inserted, let action = Action.named(name), let key = action.keys.first
      else { return nil }
      let isPaused = name == .pause && state.run.phase == .paused
      return KeyHints.Hint(
        key.description, isPaused ? "go on" : action.title,
        isEnabled: state.availability(of: name).isAvailable)
    }
  }
}
