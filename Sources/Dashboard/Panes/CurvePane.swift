import ExperimentModel
import TerminalUI

/// The curves of losses, and of the score, over the run.
struct CurvePane {
  let state: DashboardState

  func drawLoss(into buffer: inout ScreenBuffer, in rect: Rect) {
    let history = state.run.history
    let axis = state.view.axis
    let start = self.start
    var batch = LineSeries(
      "batch", ink: .muted, points: history.batchLoss.points(on: axis, from: start))
    batch.smoothing = Self.smoothing
    batch.isBackground = !history.trainLoss.isEmpty
    var chart = LineChart(
      series: [
        LineSeries(
          "train", ink: .train, points: history.trainLoss.points(on: axis, from: start),
          priority: 1),
        dev(history.devLoss.points(on: axis, from: start)),
        twin("twin", \.devLoss), twin("twin train", \.trainLoss).stroked(.dashed), batch,
      ].filter { !$0.points.isEmpty },
      xAxis: xAxis,
      yAxis: LineChart.Axis(state.isLogarithmic ? .logarithmic : .linear))
    chart.marks = marks
    if let best = history.bestDev, history.devLoss.buckets.count > 2 {
      chart.marks.append(
        LineChart.Mark(x: best.x(on: axis), label: "▴", ink: .good, hasGuide: false))
      chart.marks.sort { $0.x < $1.x }
    }
    chart.cursor = reading
    chart.emptyText = emptyText
    chart.draw(into: &buffer, in: rect)
  }

  func drawScore(into buffer: inout ScreenBuffer, in rect: Rect) {
    let history = state.run.history
    let axis = state.view.axis
    let start = self.start
    var chart = LineChart(
      series: [
        LineSeries(
          "train", ink: .train, points: history.trainScore.points(on: axis, from: start),
          priority: 1),
        dev(history.devScore.points(on: axis, from: start)),
        twin("twin", \.devScore), twin("twin train", \.trainScore).stroked(.dashed),
      ].filter { !$0.points.isEmpty },
      xAxis: xAxis,
      yAxis: LineChart.Axis(.linear, unit: state.isRegression ? .number : .percent))
    chart.marks = marks
    if let target = state.settings.inForce.targetError {
      chart.references = [LineChart.Reference(y: 1 - target, label: "target")]
    }
    chart.cursor = reading
    chart.emptyText =
      history.lastReport == nil || !history.trainScore.isEmpty
      ? emptyText : "R² needs two rows whose targets differ"
    chart.draw(into: &buffer, in: rect)
  }

  // The share of the past in the smoothed line: a memory of five buckets calms the noise of batches
  // and lags behind a change by less than a column.
  private static let smoothing = 0.8

  // Without colours, dashes tell the two lines apart.
  private func dev(_ points: [ChartPoint]) -> LineSeries {
    LineSeries("dev", ink: .dev, points: points, priority: 1)
      .stroked(state.glyphs.hasColors || state.glyphs.isASCII ? .solid : .dashed)
  }

  // Behind the run's own curves, and from the last place that both courses have.
  private func twin(_ name: String, _ history: KeyPath<RunHistory, History>) -> LineSeries {
    guard let twin = state.twin else { return LineSeries(name, ink: .twin, points: []) }
    let axis = state.view.axis
    let points = twin.run.history[keyPath: history].points(on: axis, from: start)
    let fork = twin.start.value(on: axis)
    let shared = points.prefix { $0.x <= fork }.count
    var series = LineSeries(name, ink: .twin, points: Array(points.dropFirst(max(shared - 1, 0))))
    series.isBackground = true
    return series
  }

  private var end: Double { state.run.history.end.value(on: state.view.axis) }

  private var start: Double {
    let window = state.view.window
    return window == .all ? -.infinity : end * (1 - 1 / Double(window.rawValue))
  }

  private var xAxis: LineChart.Axis {
    let axis = state.view.axis
    let range = end > 0 ? max(start, 0)...end : nil
    return LineChart.Axis(.linear, unit: axis.unit, title: axis.title, range: range)
  }

  private var reading: Double? {
    guard let share = state.view.reading, end > 0 else { return nil }
    let low = max(start, 0)
    return low + (end - low) * share
  }

  private var marks: [LineChart.Mark] {
    let axis = state.view.axis
    let start = max(start, 0)
    // More than these could not be told apart on any screen.
    return state.run.ledger.entries.suffix(64).compactMap { entry in
      let x = entry.place.value(on: axis)
      return x >= start ? LineChart.Mark(x: x, label: String(entry.number)) : nil
    }
  }

  private var emptyText: String {
    switch state.run.phase {
    case .preparing: "loading the data"
    case .paused: "paused before the first value"
    case .training, .ended: "no values yet"
    case .failed(let reason): reason
    }
  }
}
