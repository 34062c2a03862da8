import ExperimentModel
import TerminalUI

extension LensState {
  /// A scale from the best score there was to somewhat above where the trials began: one that flies
  /// off must not press the others flat.
  func courseScale(isLogarithmic: Bool) -> AxisScale {
    let scores = (report?.trials ?? []).flatMap(\.scores).filter(\.isFinite)
    let current = request.flatMap { report?.trials[safe: $0.currentTrial] }?.scores ?? []
    let low = scores.min() ?? 0
    let start = current.filter(\.isFinite).max() ?? 1
    let high = min(scores.max() ?? 1, start + (start - low) * 0.5 + start.magnitude * 0.05)
    return scale(from: low, to: high, margin: 0.03, isLogarithmic: isLogarithmic)
  }

  /// A scale of the last scores with the one in force in its middle or nearer to its start.
  func outcomeScale(isLogarithmic: Bool) -> AxisScale {
    let trials = report?.trials ?? []
    let scores = trials.compactMap(\.scores.last).filter(\.isFinite)
    let low = scores.min() ?? 0
    let current = request.flatMap { trials[safe: $0.currentTrial]?.scores.last } ?? .nan
    let middle = current.isFinite ? current : low
    let high = min(scores.max() ?? 1, middle + max(middle - low, middle.magnitude / 4))
    return scale(from: low, to: high, margin: 0, isLogarithmic: isLogarithmic)
  }

  private func scale(
    from low: Double, to high: Double, margin: Double, isLogarithmic: Bool
  ) -> AxisScale {
    let hasLogarithms = isLogarithmic && low > 0 && report?.measure != .errorRate
    return AxisScale(
      hasLogarithms ? .logarithmic : .linear, covering: [low, max(high, low)], margin: margin)
  }
}

extension LensAxis {
  /// Whether its values are numbers, of which the larger ones stand higher up.
  var risesUpwards: Bool {
    switch values[current] {
    case .integer, .real: true
    case .flag, .text, .absent: false
    }
  }
}
