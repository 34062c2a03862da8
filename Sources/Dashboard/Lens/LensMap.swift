import ExperimentModel
import TerminalUI

/// The trials of two fields as a map: the first field's values from left to right, the second's one
/// above the other, each place with its score and the warmer the better.
struct LensMap {
  let state: DashboardState
  let lens: LensState
  let request: LensRequest

  private static let labelColumns = 9
  private static let leastCellColumns = 7
  private static let mostCellColumns = 11
  private static let mostCellRows = 5
  /// Rows for titles, labels and what follows.
  private static let otherRows = 5

  /// Values of each field that a place of a size has room for: 5, 7 or 9.
  static func valueCount(in size: Size) -> Int {
    let columns = (size.columns - labelColumns) / leastCellColumns
    // The pane's title stands above.
    let rows = size.rows - 1 - otherRows
    return min(columns, rows) >= 9 ? 9 : min(columns, rows) >= 7 ? 7 : 5
  }

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    let (upper, foot) = rect.cutBottom(2)
    drawChosen(into: &buffer, in: foot.row(0))
    conclusion.draw(into: &buffer, in: foot.row(1))
    let places = self.places(in: upper)
    drawLabels(places, into: &buffer, in: upper)
    let scale = lens.outcomeScale(isLogarithmic: state.isLogarithmic)
    for place in places { draw(place, scale, into: &buffer) }
  }

  private var conclusion: LensConclusion {
    LensConclusion(state: state, lens: lens, request: request)
  }

  private struct Place {
    var trial: Int
    var rect: Rect
  }

  /// The places of the trials that have room; the one that Enter takes always has.
  private func places(in rect: Rect) -> [Place] {
    let grid = rect.cutLeft(Self.labelColumns).rest.cutTop(1).rest
    let columns = max(min(grid.columns / request.columnCount, Self.mostCellColumns), 1)
    let cellColumns = max(columns, min(Self.leastCellColumns, grid.columns))
    let rowRoom = grid.rows - 2
    let cellRows = max(min(rowRoom / request.rowCount, Self.mostCellRows), 1)
    let across = Viewport(
      count: request.columnCount, selected: lens.selected % request.columnCount,
      height: grid.columns / max(cellColumns, 1))
    let row = lens.selected / request.columnCount
    let down = Viewport(
      count: request.rowCount, selected: line(ofRow: row), height: rowRoom / cellRows)
    return down.visible.flatMap { line in
      across.visible.map { column in
        Place(
          trial: self.row(ofLine: line) * request.columnCount + column,
          rect: Rect(
            row: grid.top + (line - down.first) * cellRows,
            column: grid.left + (column - across.first) * cellColumns, rows: cellRows,
            columns: cellColumns))
      }
    }
  }

  private func line(ofRow row: Int) -> Int {
    request.axes[1].risesUpwards ? request.rowCount - 1 - row : row
  }

  private func row(ofLine line: Int) -> Int { self.line(ofRow: line) }

  private func drawLabels(_ places: [Place], into buffer: inout ScreenBuffer, in rect: Rect) {
    guard let first = places.first, let last = places.last else { return }
    let (columnAxis, rowAxis) = (request.axes[0], request.axes[1])
    let fields = request.axes.map { state.settings.field($0.key) }
    buffer.text(
      (fields[1]?.title ?? "") + (rowAxis.risesUpwards ? " ↑" : " ↓"), at: rect.origin,
      width: rect.columns, ink: .muted)
    for place in places where place.rect.left == first.rect.left {
      let row = place.trial / request.columnCount
      buffer.textRight(
        LensState.text(of: rowAxis.values[row], fields[1]),
        row: place.rect.top + (place.rect.rows - 1) / 2, right: place.rect.left - 1,
        width: Self.labelColumns - 1, ink: row == rowAxis.current ? .title : .axis)
    }
    let below = last.rect.bottom
    for place in places where place.rect.top == last.rect.top {
      let column = place.trial % request.columnCount
      buffer.textRight(
        LensState.text(of: columnAxis.values[column], fields[0]), row: below,
        right: place.rect.right, width: place.rect.columns - 1,
        ink: column == columnAxis.current ? .title : .axis)
    }
    buffer.textRight(
      (fields[0]?.title ?? "") + " →", row: below + 1, right: last.rect.right,
      width: last.rect.right - rect.left, ink: .muted)
  }

  private func draw(_ place: Place, _ scale: AxisScale, into buffer: inout ScreenBuffer) {
    let isSelected = place.trial == lens.selected
    let trial = lens.report?.trials[safe: place.trial]
    let score = trial?.scores.last ?? .nan
    let warmth = score.isFinite ? 1 - min(max(scale.share(of: score) ?? 1, 0), 1) : 0
    let hasScore = score.isFinite && lens.report?.best != nil
    let hasColors = buffer.glyphs.hasColors
    let background: Ink =
      isSelected ? .selected : hasScore && hasColors ? .heat(share: warmth) : .plain
    buffer.fill(place.rect, background: background)
    let line = place.rect.row((place.rect.rows - 1) / 2)
    // On a warm ground the letters are of the cold end, and the other way around.
    let onHeat: Ink = warmth >= 0.5 ? .heat(0) : .heat(15)
    let ink: Ink = isSelected ? .focused : hasScore && hasColors ? onHeat : .plain
    buffer.textRight(
      text(of: trial), row: line.top, right: line.right, width: line.columns - 1, ink: ink)
    if let mark = mark(of: place.trial) {
      buffer.put(mark, at: line.origin, ink: ink, emphasis: .bold)
    } else if hasScore, !hasColors {
      let shades: [Character] = [" ", "░", "▒", "▓", "█"]
      buffer.put(shades[min(Int(warmth * 5), 4)], at: line.origin)
    }
    if place.trial == lens.report?.best { buffer.emphasize(line, .bold) }
  }

  private func mark(of trial: Int) -> Character? {
    if trial == lens.report?.best { return "★" }
    return trial == request.currentTrial ? "○" : nil
  }

  private func text(of trial: LensTrial?) -> String {
    guard let trial, let report = lens.report else { return "·" }
    if trial.refusal != nil { return "–" }
    guard let score = trial.scores.last else { return "·" }
    return score.isFinite ? report.measure.text(of: score) : "✗"
  }

  /// The values that Enter takes, and what became of them.
  private func drawChosen(into buffer: inout ScreenBuffer, in rect: Rect) {
    var place = rect.origin
    place.column += buffer.text(
      conclusion.name(of: lens.selected), at: place, width: rect.columns, ink: .focused)
    guard let report = lens.report, let trial = report.trials[safe: lens.selected] else { return }
    place.column += 2
    buffer.text(
      outcome(of: trial, report), at: place, width: max(rect.right - place.column, 0), ink: .muted)
  }

  private func outcome(of trial: LensTrial, _ report: LensReport) -> String {
    if let refusal = trial.refusal { return refusal }
    guard let score = trial.scores.last else { return "" }
    guard score.isFinite else { return "not finite" }
    let text = report.measure.text(of: score).trimmed
    guard lens.selected != request.currentTrial else { return "\(text), in force" }
    let error = trial.standardError.map { " ±\(report.measure.size(of: $0))" } ?? ""
    return "\(text), \(report.measure.text(ofDifference: trial.difference))\(error)"
  }
}
