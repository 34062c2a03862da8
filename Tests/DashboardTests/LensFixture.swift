import ExperimentModel
import TerminalUI
import TestKit
import Testing

@testable import Dashboard

extension Fixture {
  /// What a lens shows whose trials fall the faster the nearer they are to `best`.
  static func report(
    _ request: LensRequest, points: Int, best: Int, error: Double = 0.004
  ) -> LensReport {
    let columns = request.columnCount
    let scores = (0..<request.trialCount).map { trial in
      let distance =
        (trial % columns - best % columns).magnitude + (trial / columns - best / columns).magnitude
      let pace = 1 / (1 + Double(distance))
      return (0..<points).map { 0.1 + 0.5 / (1 + pace * Double($0) / 8) }
    }
    let current = scores[request.currentTrial].last ?? 0
    return LensReport(
      id: request.id, phase: points < 129 ? .growing : .finished, rowCount: 114,
      epochs: (0..<points).map { Double($0) * 0.12 },
      trials: scores.enumerated().map { index, scores in
        LensTrial(
          scores: scores, difference: (scores.last ?? 0) - current,
          standardError: index == request.currentTrial ? 0 : error)
      })
  }
}

extension DashboardEffect {
  /// The lens it asks for.
  var lens: LensRequest? {
    guard case .openLens(let request) = self else { return nil }
    return request
  }
}

/// Checks the picture of a state at a size against the recorded one.
func expectScreen(
  _ state: DashboardState, at size: Size = Size(columns: 80, rows: 24), _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var state = state
  _ = state.apply(.terminal(.resized(size)))
  expectGolden(state.screen(size: size), name, sourceLocation: sourceLocation)
}
