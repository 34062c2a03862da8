import ExperimentModel
import TerminalUI

/// The title above a pane, and what else is to know about it at a glance.
struct PaneTitle {
  let state: DashboardState
  let pane: Pane

  /// Draws the title and returns the room below it.
  func draw(into buffer: inout ScreenBuffer, in rect: Rect) -> Rect {
    let (line, rest) = rect.cutTop(1)
    guard !line.isEmpty else { return rest }
    let isFocused = state.view.focus == pane
    let used = buffer.text(
      title, at: line.origin, width: line.columns, ink: isFocused ? .focused : .title,
      emphasis: isFocused ? [.bold, .underlined] : .bold)
    let room = line.columns - used - 2
    let fitting = remarks.first { CharacterWidth.columns(of: $0) <= room }
    guard let fitting else { return rest }
    buffer.textRight(fitting, row: line.top, right: line.right, ink: .muted)
    return rest
  }

  private var title: String {
    switch pane {
    case .settings: "Hyperparameters"
    case .loss: "Loss"
    case .score: state.isRegression ? "R²" : "Accuracy"
    case .diagnosis: "Bias and variance"
    case .twin: "Twin"
    case .network: "Network"
    case .changes: "Changes"
    }
  }

  /// The remark, and what is left of it where there is less room.
  private var remarks: [String] {
    let seeds = state.run.facts?.configuration.training.repeats ?? 1
    // That all figures are means is not to be missed.
    return [remark] + (pane == .diagnosis && seeds > 1 ? ["\(seeds) seeds"] : [])
  }

  private var remark: String {
    switch pane {
    case .settings:
      return state.glyphs.livenessLegend
    case .loss:
      let scale = state.isLogarithmic ? "log" : "linear"
      let window = state.view.window == .all ? "" : ", \(state.view.window.title)"
      guard let best = state.run.history.bestDev else { return scale + window }
      return "best dev \(NumberFormat.fixed(best.mean, columns: 6))  \(scale)\(window)"
    case .score: return ""
    case .diagnosis:
      let error = state.isRegression ? "error: 1 − R²" : "error: 1 − accuracy"
      let repeats = state.run.facts?.configuration.training.repeats ?? 1
      return repeats > 1 ? "\(error), \(repeats) seeds" : error
    case .twin: return TwinPane(state: state).remark
    case .network:
      guard let facts = state.run.facts else { return "" }
      return "\(NumberFormat.grouped(facts.parameterCount)) parameters"
    case .changes:
      let count = state.run.ledger.count
      return count == 0 ? "" : "\(count)"
    }
  }
}

extension DashboardState {
  /// Whether losses are drawn on a logarithmic axis: as wished, where they have logarithms.
  var isLogarithmic: Bool { view.isLogarithmic && !run.history.hasNegativeLoss }

  var isRegression: Bool { run.facts?.data.task == .regression }
}
