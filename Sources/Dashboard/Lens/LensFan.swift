import ExperimentModel
import TerminalUI

/// The trials of one field: all curves as a fan, below it each with its value.
struct LensFan {
  let state: DashboardState
  let lens: LensState
  let request: LensRequest

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    let (upper, foot) = rect.cutBottom(rect.rows >= 16 ? 2 : 1)
    LensConclusion(state: state, lens: lens, request: request)
      .draw(into: &buffer, in: foot.row(foot.rows - 1))
    let count = request.trialCount
    // The curves of the list are worth a second row where the fan keeps the larger part.
    let rowsEach = upper.rows >= count * 2 + 20 ? 2 : 1
    let wanted = count * rowsEach + (upper.rows >= count + 10 ? 1 : 0)
    let chartRows = upper.rows - wanted
    guard chartRows >= 5 else { return drawList(into: &buffer, in: upper, rowsEach: 1) }
    let (top, list) = upper.cutTop(chartRows)
    chart.draw(into: &buffer, in: top)
    drawList(into: &buffer, in: list.cutTop(wanted - count * rowsEach).rest, rowsEach: rowsEach)
  }

  private var epochs: [Double] { lens.report?.epochs ?? [] }

  /// The end of the way; a fan of one point has none yet.
  private var end: Double { epochs.last.map { $0 > 0 ? $0 : 1 } ?? 1 }

  private func points(of trial: Int) -> [ChartPoint] {
    let scores = lens.report?.trials[safe: trial]?.scores ?? []
    // Where a trial was no longer finite it ends: one cross says so.
    let end = scores.firstIndex { !$0.isFinite }.map { $0 + 1 } ?? scores.count
    return zip(epochs, scores.prefix(end)).map { ChartPoint(x: $0, y: $1) }
  }

  private var chart: LineChart {
    var chart = LineChart(
      series: request.axes[0].values.indices.map(series).filter { !$0.points.isEmpty },
      xAxis: LineChart.Axis(.linear, title: "epochs", range: 0...end),
      yAxis: LineChart.Axis(
        yScale.kind, unit: lens.report?.measure == .errorRate ? .percent : .number,
        range: yScale.lower...yScale.upper))
    chart.hasLegend = false
    chart.emptyText = "training the first steps"
    return chart
  }

  private func series(_ trial: Int) -> LineSeries {
    let isBest = trial == lens.report?.best
    let isCurrent = trial == request.currentTrial
    let isSelected = trial == lens.selected
    let series = LineSeries(
      "", ink: ink(of: trial), points: points(of: trial),
      priority: isSelected ? 3 : isBest ? 2 : isCurrent ? 1 : 0)
    // Without colours a line is told by being whole.
    let isPlain = state.glyphs.hasColors || state.glyphs.isASCII
    return series.stroked(isPlain || isBest || isCurrent ? .solid : .dashed)
  }

  private func ink(of trial: Int) -> Ink {
    if trial == lens.report?.best { return .good }
    if trial == request.currentTrial { return .title }
    let last = max(request.trialCount - 1, 1)
    return .diverging(share: Double(trial) / Double(last))
  }

  private var yScale: AxisScale { lens.courseScale(isLogarithmic: state.isLogarithmic) }

  private func drawList(into buffer: inout ScreenBuffer, in rect: Rect, rowsEach: Int) {
    let axis = request.axes[0]
    let field = state.settings.field(axis.key)
    let texts = axis.values.map { LensState.text(of: $0, field) }
    let widest = texts.map { CharacterWidth.columns(of: $0) }.max() ?? 0
    let viewport = Viewport(
      count: texts.count, selected: lens.selected, height: rect.rows / rowsEach)
    for (line, trial) in viewport.visible.enumerated() {
      let place = Rect(
        row: rect.top + line * rowsEach, column: rect.left, rows: rowsEach,
        columns: rect.columns - 1)
      draw(trial, texts[trial], min(widest, rect.columns / 3), into: &buffer, in: place)
      if trial == lens.selected { buffer.shade(place, background: .selected) }
    }
    viewport.drawMarks(into: &buffer, in: rect)
  }

  private static let scoreColumns = 6
  private static let differenceColumns = 8
  private static let errorColumns = 8

  private func draw(
    _ trial: Int, _ text: String, _ valueColumns: Int, into buffer: inout ScreenBuffer,
    in rect: Rect
  ) {
    let isBest = trial == lens.report?.best
    let isCurrent = trial == request.currentTrial
    let ink = ink(of: trial)
    if isBest {
      buffer.put("★", at: rect.origin, ink: .good, emphasis: .bold)
    } else if isCurrent {
      buffer.put("○", at: rect.origin, ink: .title)
    }
    buffer.textRight(
      text, row: rect.top, right: rect.left + 2 + valueColumns, width: valueColumns,
      ink: trial == lens.selected ? .focused : isBest ? .good : .plain)
    if isBest { buffer.emphasize(rect.row(0), .bold) }
    let rest = rect.cutLeft(valueColumns + 4).rest
    guard let report = lens.report, let found = report.trials[safe: trial] else { return }
    if let refusal = found.refusal {
      buffer.text(refusal, at: rest.origin, width: rest.columns, ink: .muted)
      return
    }
    let hasError = rest.columns >= 40
    let figures =
      1 + Self.scoreColumns + Self.differenceColumns + (hasError ? Self.errorColumns : 0)
    let (curve, numbers) = rest.cutRight(figures)
    SmallCurve(
      points(of: trial), ink: ink,
      x: AxisScale(.linear, from: 0, to: end), y: yScale
    ).draw(into: &buffer, in: curve)
    draw(found, report.measure, isCurrent, hasError, into: &buffer, in: numbers)
  }

  private func draw(
    _ trial: LensTrial, _ measure: LensMeasure, _ isCurrent: Bool, _ hasError: Bool,
    into buffer: inout ScreenBuffer, in rect: Rect
  ) {
    guard let score = trial.scores.last else { return }
    let scoreEnd = rect.left + 1 + Self.scoreColumns
    guard score.isFinite else {
      buffer.text("not finite", at: rect.position(row: 0, column: 1), ink: .bad)
      return
    }
    buffer.textRight(measure.text(of: score), row: rect.top, right: scoreEnd)
    let end = scoreEnd + Self.differenceColumns
    guard !isCurrent else {
      buffer.textRight("now", row: rect.top, right: end, ink: .muted)
      return
    }
    let isApart = trial.isApart
    let ink: Ink = !isApart ? .muted : trial.difference < 0 ? .good : .warning
    buffer.textRight(
      measure.text(ofDifference: trial.difference), row: rect.top, right: end,
      width: Self.differenceColumns, ink: ink)
    guard hasError, let error = trial.standardError else { return }
    buffer.textRight(
      "±" + measure.size(of: error), row: rect.top, right: rect.right,
      width: Self.errorColumns - 1, ink: .muted)
  }
}
