/// Draws a chart's curves.
struct ChartPainter {
  let chart: LineChart
  let layout: ChartLayout

  /// What a series has in one column of dots.
  private struct Column {
    var low = Double.infinity
    var high = -Double.infinity
    var sum = 0.0
    var count = 0
    var isBroken = false
  }

  private enum Layer {
    static let band: UInt8 = 1
    static let reference: UInt8 = 2
    static let background: UInt8 = 3
    static let line: UInt8 = 4
  }

  func draw(into buffer: inout ScreenBuffer) {
    drawGuides(into: &buffer)
    var canvas = BrailleCanvas(size: layout.plot.size)
    for reference in chart.references { draw(reference, on: &canvas) }
    for (index, series) in chart.series.enumerated() { draw(series, index, on: &canvas) }
    canvas.draw(into: &buffer, at: layout.plot.origin)
    drawNonFinite(into: &buffer)
    drawReferenceLabels(into: &buffer)
  }

  private func draw(_ series: LineSeries, _ index: Int, on canvas: inout BrailleCanvas) {
    let raw = columns(of: series, width: canvas.width) { ($0.minimum, $0.maximum, $0.mean) }
    let smoothed = series.smoothed()
    let hasBand =
      series.smoothing > 0
      || series.points.contains { $0.minimum < $0.mean || $0.maximum > $0.mean }
    let mark = ChartLayout.marks[index % ChartLayout.marks.count]
    if hasBand {
      let pen = canvas.add(
        BrailleCanvas.Pen(
          series.ink, emphasis: .dim, layer: Layer.band, priority: series.priority, mark: "."))
      for (x, column) in raw.enumerated() where column.low <= column.high {
        drawBand(at: x, from: column.low, to: column.high, pen: pen, on: &canvas)
      }
    }
    let pen = canvas.add(
      BrailleCanvas.Pen(
        series.ink, layer: series.isBackground ? Layer.background : Layer.line,
        priority: series.priority, mark: mark))
    var next = 0
    let line = columns(of: series, width: canvas.width) { _ in
      defer { next += 1 }
      return (smoothed[next], smoothed[next], smoothed[next])
    }
    drawLine(through: line, isDashed: series.stroke == .dashed, pen: pen, on: &canvas)
  }

  private func drawBand(
    at x: Int, from low: Double, to high: Double, pen: Int, on canvas: inout BrailleCanvas
  ) {
    guard let bottom = dotRow(of: low, canvas), let top = dotRow(of: high, canvas) else { return }
    // Every second dot: a full band would outweigh the line in front of it.
    let first = bottom - top > 2 ? top + (x + top) % 2 : top
    for y in stride(from: max(first, 0), through: bottom, by: bottom - top > 2 ? 2 : 1) {
      canvas.set(x: x, y: y, pen: pen)
    }
  }

  private func drawLine(
    through columns: [Column], isDashed: Bool, pen: Int, on canvas: inout BrailleCanvas
  ) {
    var previous: (x: Int, y: Int)?
    for (x, column) in columns.enumerated() {
      if column.isBroken { previous = nil }
      guard column.count > 0, let y = dotRow(of: column.sum / Double(column.count), canvas) else {
        continue
      }
      // Dashes are three dots long, so that they are told from a solid line at any slope.
      if !isDashed || x / 3 % 2 == 0 {
        canvas.line(from: previous ?? (x, y), to: (x, y), pen: pen)
      }
      previous = (x, y)
    }
  }

  private func columns(
    of series: LineSeries, width: Int, values: (ChartPoint) -> (Double, Double, Double)
  ) -> [Column] {
    var columns = [Column](repeating: Column(), count: width)
    for point in series.points {
      let (low, high, mean) = values(point)
      guard let share = layout.x.share(of: point.x), share >= 0, share <= 1, width > 0 else {
        continue
      }
      let x = AxisScale.dot(of: share, count: width)
      guard mean.isFinite, layout.y.share(of: mean) != nil else {
        columns[x].isBroken = true
        continue
      }
      columns[x].low = min(columns[x].low, low.isFinite ? low : mean)
      columns[x].high = max(columns[x].high, high.isFinite ? high : mean)
      columns[x].sum += mean
      columns[x].count += 1
    }
    return columns
  }

  // Far outside the plot a row is only known to be above or below it.
  private func dotRow(of value: Double, _ canvas: BrailleCanvas) -> Int? {
    guard let share = layout.y.share(of: value) else {
      return value <= 0 ? canvas.height : nil
    }
    let bounded = min(max(share, -1), 2)
    return Int(((1 - bounded) * Double(canvas.height - 1)).rounded())
  }

  private func drawGuides(into buffer: inout ScreenBuffer) {
    // Guides are for few marks: many of them would be a fence in front of the curves. Without an
    // axis nothing says what they stand for.
    if !layout.axis.isEmpty, chart.marks.count * 8 <= layout.plot.columns {
      for mark in chart.marks where mark.hasGuide {
        drawGuide(at: mark.x, "┊", .muted, into: &buffer)
      }
    }
    if let cursor = chart.cursor { drawGuide(at: cursor, "│", .focused, into: &buffer) }
  }

  private func drawGuide(
    at x: Double, _ character: Character, _ ink: Ink, into buffer: inout ScreenBuffer
  ) {
    guard let column = layout.column(of: x) else { return }
    for row in layout.plot.top..<layout.plot.bottom {
      buffer.put(
        character, at: Position(row: row, column: column), ink: ink,
        emphasis: ink == .muted ? .dim : [])
    }
  }

  private func draw(_ reference: LineChart.Reference, on canvas: inout BrailleCanvas) {
    guard layout.row(of: reference.y) != nil, let y = dotRow(of: reference.y, canvas) else {
      return
    }
    let pen = canvas.add(
      BrailleCanvas.Pen(reference.ink, emphasis: .dim, layer: Layer.reference, mark: "-"))
    for x in stride(from: 0, to: canvas.width, by: 2) {
      canvas.set(x: x, y: y, pen: pen)
    }
  }

  private func drawReferenceLabels(into buffer: inout ScreenBuffer) {
    // In a narrow chart the words would cover what they are compared with.
    guard layout.plot.columns >= 30 else { return }
    for reference in chart.references {
      guard let row = layout.row(of: reference.y), !reference.label.isEmpty else { continue }
      buffer.textRight(
        " " + reference.label, row: row, right: layout.plot.right,
        width: layout.plot.columns / 2, ink: reference.ink)
    }
  }

  /// Crosses at the upper edge where values were not finite.
  func drawNonFinite(into buffer: inout ScreenBuffer) {
    for series in chart.series {
      for point in series.points where !point.mean.isFinite {
        guard let column = layout.column(of: point.x) else { continue }
        buffer.put(
          "✗", at: Position(row: layout.plot.top, column: column), ink: .bad, emphasis: .bold)
      }
    }
  }
}
