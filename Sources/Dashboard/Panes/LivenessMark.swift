import ExperimentModel
import TerminalUI

extension GlyphSet {
  /// The mark of what a change costs: fuller is freer.
  func mark(of liveness: Liveness) -> Character {
    switch liveness {
    case .hot: isASCII ? "*" : "●"
    case .warm: isASCII ? "+" : "◐"
    case .cold: isASCII ? "o" : "○"
    }
  }

  /// What the marks mean, as short as can be.
  var livenessLegend: String {
    "\(mark(of: .hot)) live \(mark(of: .warm)) kept \(mark(of: .cold)) fresh"
  }
}

extension Liveness {
  var ink: Ink {
    switch self {
    case .hot: .good
    case .warm: .warning
    case .cold: .muted
    }
  }
}
