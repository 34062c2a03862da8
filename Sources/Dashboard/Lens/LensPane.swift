import ExperimentModel
import TerminalUI

/// What a lens shows, in the place of the curves: the fan, the values, and what follows from them.
struct LensPane {
  let state: DashboardState
  let lens: LensState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let body = drawTitle(into: &buffer, in: rect)
    guard let request = lens.request, lens.refusal == nil else {
      TextBlock(lens.refusal ?? "", ink: .warning).draw(into: &buffer, in: body)
      return
    }
    if request.axes.count > 1 {
      LensMap(state: state, lens: lens, request: request).draw(into: &buffer, in: body)
    } else {
      LensFan(state: state, lens: lens, request: request).draw(into: &buffer, in: body)
    }
  }

  private func drawTitle(into buffer: inout ScreenBuffer, in rect: Rect) -> Rect {
    let (line, rest) = rect.cutTop(1)
    let second = lens.isPairing ? [state.settings.cursor] : []
    let titles = (lens.keys + second).map { state.settings.field($0)?.title ?? $0.description }
    let used = buffer.text(
      "Lens: \(titles.joined(separator: " × "))\(lens.isPairing ? "?" : "")", at: line.origin,
      width: line.columns,
      ink: .focused, emphasis: .bold)
    let room = line.columns - used - 2
    guard let shown = remarks.first(where: { CharacterWidth.columns(of: $0) <= room }) else {
      return rest
    }
    buffer.textRight(shown, row: line.top, right: line.right, ink: .muted)
    return rest
  }

  /// What is compared and how far the trials are, in fewer and fewer words.
  private var remarks: [String] {
    guard lens.refusal == nil else { return [] }
    guard let report = lens.report, let end = report.epochs.last else { return ["starting"] }
    let epochs = "\(NumberFormat.compact(end, digits: 3)) epochs on"
    let part = report.isOnDev ? "dev" : "train"
    let rows = "\(NumberFormat.grouped(report.rowCount)) \(part) rows"
    let measure = "\(part) \(report.measure.title)"
    let shown = report.phase == .finished ? "\(epochs), done" : epochs
    return [
      "\(measure), \(rows), \(shown)", "\(measure), \(shown)", "\(measure), \(epochs)", epochs,
    ]
  }
}

extension LensMeasure {
  /// What is compared, in a word or two.
  var title: String {
    switch self {
    case .loss: "loss"
    case .errorRate: "error"
    case .squaredError: "squared error"
    }
  }

  /// A score in the columns that scores have.
  func text(of score: Double) -> String {
    switch self {
    case .loss, .squaredError: NumberFormat.fixed(score, columns: 6)
    case .errorRate: NumberFormat.padded(NumberText.percent(score), columns: 6)
    }
  }

  /// How far a score is above another one; a difference of shares in points of a percent.
  func text(ofDifference difference: Double) -> String {
    let digits = size(of: difference)
    return (difference < 0 ? "−" : "+") + digits
  }

  /// A difference without its sign.
  func size(of difference: Double) -> String {
    switch self {
    case .loss, .squaredError:
      NumberFormat.fixed(difference.magnitude, columns: 6).trimmed
    case .errorRate: NumberText.percent(difference.magnitude)
    }
  }
}

extension LensState {
  /// A value as the settings show it.
  static func text(of value: HyperparameterValue, _ field: Hyperparameter?) -> String {
    field?.text(of: value) ?? value.description
  }
}
