/// How the screen is looked at.
struct ViewState: Sendable, Equatable {
  /// The part of the run the curves show.
  enum Window: Int, Sendable, CaseIterable {
    case all = 1
    case quarter = 4
    case sixteenth = 16

    var next: Window {
      switch self {
      case .all: .quarter
      case .quarter: .sixteenth
      case .sixteenth: .all
      }
    }

    var title: String { self == .all ? "all" : "last 1/\(rawValue)" }
  }

  var focus = Pane.settings
  var isZoomed = false
  var isLogarithmic = true
  var axis = ProgressAxis.step
  var window = Window.all
  /// Where values are read off, as a share of the x axis; `nil` for the newest.
  var reading: Double?
  /// The remedy that Enter goes to.
  var remedy = 0
  /// Lines scrolled up from the end of the list of changes, and down in the network.
  var scroll = 0
}

/// A message to the person.
struct Notice: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case info, good, warning, bad
  }

  var text: String
  var kind = Kind.info
  /// When it appeared, by the last tick.
  var since = 0.0
}
