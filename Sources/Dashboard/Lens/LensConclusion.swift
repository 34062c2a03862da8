import ExperimentModel
import TerminalUI

/// What follows from the trials, in a line: which way to go, or that they cannot tell.
struct LensConclusion {
  let state: DashboardState
  let lens: LensState
  let request: LensRequest

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard let report = lens.report else { return }
    let (text, ink) = sentence(LensVerdict(request, report), report)
    let used = buffer.text(text, at: rect.origin, width: rect.columns, ink: ink, emphasis: .bold)
    let chance = chance(report)
    guard rect.columns - used >= CharacterWidth.columns(of: chance) + 2 else { return }
    buffer.text(chance, at: rect.position(row: 0, column: used + 2), ink: .muted)
  }

  /// The values of a trial, in the order of the fields.
  func name(of trial: Int) -> String {
    let places = [trial % request.columnCount, trial / request.columnCount]
    return zip(request.axes, places).map { axis, place in
      LensState.text(of: axis.values[place], state.settings.field(axis.key))
    }.joined(separator: " × ")
  }

  private func sentence(_ verdict: LensVerdict, _ report: LensReport) -> (String, Ink) {
    switch verdict {
    case .unknown: return ("training", .muted)
    case .here: return ("○ \(name(of: request.currentTrial)) is best here", .good)
    case .cannotTell(request.currentTrial):
      return ("cannot tell: the differences are within chance", .muted)
    case .cannotTell: return ("cannot tell: the best is within chance", .muted)
    case .better(let best):
      let gain = report.measure.size(of: report.trials[best].difference)
      return ("\(way(to: best)) \(name(of: best)) is better by \(gain)", .good)
    }
  }

  private func chance(_ report: LensReport) -> String {
    guard let best = report.best, best != request.currentTrial,
      let error = report.trials[best].standardError
    else { return "" }
    return "chance is ±\(report.measure.size(of: error))"
  }

  /// The way to a trial from the value in force; of two fields the map shows it.
  private func way(to trial: Int) -> String {
    guard request.axes.count == 1 else { return "★" }
    let axis = request.axes[0]
    switch (axis.values[axis.current], axis.values[trial]) {
    case (.integer, .integer), (.real, .real):
      return trial < axis.current ? "← lower:" : "higher →"
    case (.text, _), (.flag, _), (.absent, _), (_, .text), (_, .flag), (_, .absent),
      (.integer, .real), (.real, .integer):
      return "★"
    }
  }
}
