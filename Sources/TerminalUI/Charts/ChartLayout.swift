/// Where a chart's parts lie in its rectangle, and the scales of its axes.
struct ChartLayout {
  let chart: LineChart
  let x: AxisScale
  let y: AxisScale
  /// The names and values above the curves; empty where there is no room.
  let legend: Rect
  /// The curves' cells.
  let plot: Rect
  /// The row below the curves; empty where there is no room.
  let axis: Rect
  /// The row of numbers below the axis; empty where there is no room.
  let labels: Rect
  let yTicks: [Tick]

  init(_ chart: LineChart, in rect: Rect) {
    self.chart = chart
    x = Self.xScale(of: chart)
    y = Self.yScale(of: chart)
    let hasLegend = chart.hasLegend && rect.rows >= 4 && rect.columns >= 16
    let hasAxis = rect.rows >= 6 && rect.columns >= 16
    let legendRows = hasLegend ? 1 : 0
    let axisRows = hasAxis ? 2 : 0
    let plotRows = rect.rows - legendRows - axisRows
    yTicks = hasAxis ? Ticks(y, unit: chart.yAxis.unit).vertical(rows: plotRows) : []
    let gutter = min((yTicks.map(\.label.count).max() ?? -2) + 2, rect.columns / 2)
    let left = rect.left + gutter
    legend = Rect(row: rect.top, column: left, rows: legendRows, columns: rect.right - left)
    plot = Rect(
      row: rect.top + legendRows, column: left, rows: plotRows, columns: rect.right - left)
    axis = Rect(
      row: plot.bottom, column: left, rows: axisRows / 2, columns: rect.right - left)
    labels = Rect(
      row: plot.bottom + 1, column: left, rows: axisRows / 2, columns: rect.right - left)
  }

  /// The screen's column at a place on the x axis; `nil` outside the curves.
  func column(of value: Double) -> Int? {
    guard let share = x.share(of: value), share >= 0, share <= 1, plot.columns > 0 else {
      return nil
    }
    return plot.left + AxisScale.dot(of: share, count: plot.columns * 2) / 2
  }

  /// The screen's row at a value; `nil` outside the curves.
  func row(of value: Double) -> Int? {
    guard let share = y.share(of: value), share >= 0, share <= 1, plot.rows > 0 else {
      return nil
    }
    return plot.top + AxisScale.dot(of: 1 - share, count: plot.rows * 4) / 4
  }

  private static func xScale(of chart: LineChart) -> AxisScale {
    if let range = chart.xAxis.range {
      return AxisScale(chart.xAxis.kind, from: range.lowerBound, to: range.upperBound)
    }
    return AxisScale(
      chart.xAxis.kind, covering: chart.series.lazy.flatMap { $0.points.lazy.map(\.x) })
  }

  private static func yScale(of chart: LineChart) -> AxisScale {
    let kind = chart.yAxis.kind
    if let range = chart.yAxis.range {
      return AxisScale(kind, from: range.lowerBound, to: range.upperBound)
    }
    var low = Double.infinity
    var high = -Double.infinity
    func cover(_ value: Double) {
      guard value.isFinite, kind == .linear || value > 0 else { return }
      low = min(low, value)
      high = max(high, value)
    }
    for series in chart.series {
      for point in series.points {
        cover(point.minimum)
        cover(point.maximum)
      }
    }
    // A reference far away would press the curves flat; it is drawn only where it is near.
    for reference in chart.references where low <= high {
      if kind == .logarithmic || abs(reference.y - (low + high) / 2) <= 2 * (high - low) {
        cover(reference.y)
      }
    }
    return AxisScale(kind, covering: [low, high], margin: 0.02)
  }
}

extension ChartLayout {
  /// The axes, their numbers, and the marks on the x axis.
  func drawAxes(into buffer: inout ScreenBuffer) {
    guard !axis.isEmpty else { return }
    buffer.verticalRule(at: plot.position(row: 0, column: -1), rows: plot.rows, ink: .axis)
    for tick in yTicks {
      guard let row = row(of: tick.value) else { continue }
      buffer.textRight(
        tick.label, row: row, right: plot.left - 1, width: plot.left - 1, ink: .axis)
      buffer.put("┤", at: Position(row: row, column: plot.left - 1), ink: .axis)
    }
    buffer.put("└", at: axis.position(row: 0, column: -1), ink: .axis)
    buffer.rule(at: axis.origin, columns: axis.columns, ink: .axis)
    drawXLabels(into: &buffer)
    drawMarks(into: &buffer)
  }

  private func drawXLabels(into buffer: inout ScreenBuffer) {
    // The axis' name stands at the end of the numbers' row when both have room.
    let title = chart.xAxis.title
    let titleRoom = labels.columns >= title.count * 3 + 12 && !title.isEmpty ? title.count + 2 : 0
    for tick in Ticks(x, unit: chart.xAxis.unit).horizontal(columns: labels.columns) {
      let start = Ticks.labelStart(of: tick, columns: labels.columns)
      guard let column = column(of: tick.value) else { continue }
      guard start + tick.label.count <= labels.columns - titleRoom else { continue }
      buffer.put("┬", at: Position(row: axis.top, column: column), ink: .axis)
      buffer.text(tick.label, at: labels.position(row: 0, column: start), ink: .axis)
    }
    if titleRoom > 0 {
      buffer.textRight(title, row: labels.top, right: labels.right, ink: .muted)
    }
  }

  // The newest mark is the one looked for, so older ones give way where labels would touch.
  private func drawMarks(into buffer: inout ScreenBuffer) {
    var free = plot.right
    for mark in chart.marks.reversed() {
      guard let column = column(of: mark.x) else { continue }
      let label = CharacterWidth.columns(of: mark.label)
      let start = min(column, plot.right - label)
      if label > 0, start >= plot.left, start + label <= free {
        buffer.text(
          mark.label, at: Position(row: axis.top, column: start), ink: mark.ink, emphasis: .bold)
        free = start - 1
      } else if column < free {
        buffer.put("┴", at: Position(row: axis.top, column: column), ink: mark.ink)
      }
    }
  }
}
