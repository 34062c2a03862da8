extension ChartLayout {
  /// The series' names with a value each: at the cursor, or the newest.
  func drawLegend(into buffer: inout ScreenBuffer) {
    guard !legend.isEmpty else { return }
    var place = legend.origin
    if let cursor = chart.cursor {
      let number = Self.write(cursor, unit: chart.xAxis.unit)
      let text = chart.xAxis.title.isEmpty ? "at \(number)" : "\(chart.xAxis.title) \(number)"
      place.column += buffer.text(
        text, at: place, width: legend.right - place.column, ink: .focused, emphasis: .bold)
      place.column += 3
    }
    let values = chart.series.map { series in
      value(of: series).map { " " + Self.write($0, unit: chart.yAxis.unit) } ?? ""
    }
    // Three names with their values have to fit beside the fields of a small screen.
    let columns = zip(chart.series, values).prefix(3).reduce(0) {
      $0 + 2 + CharacterWidth.columns(of: $1.0.name) + $1.1.count
    }
    let room = legend.right - place.column - columns
    let gap = room >= 2 ? min(room / 2, 3) : 3
    for (index, (series, value)) in zip(chart.series, values).enumerated() {
      let needed = 2 + CharacterWidth.columns(of: series.name) + value.count
      guard place.column + needed <= legend.right else {
        if series.isBackground { return }
        buffer.text(
          buffer.glyphs.ellipsis, at: place, width: legend.right - place.column, ink: .muted)
        return
      }
      let sample = buffer.glyphs.isASCII ? Self.marks[index % Self.marks.count] : series.sample
      buffer.put(sample, at: place, ink: series.ink, emphasis: .bold)
      place.column += 2
      place.column += buffer.text(series.name, at: place, ink: series.ink)
      place.column += buffer.text(value, at: place)
      place.column += gap
    }
  }

  /// The characters that tell series apart without dots, by their number.
  static let marks: [Character] = ["*", "o", "+", "x", "#", "%", "@", "&"]

  private func value(of series: LineSeries) -> Double? {
    guard let cursor = chart.cursor else { return series.points.last?.mean }
    return series.point(nearest: cursor)?.mean
  }

  private static func write(_ value: Double, unit: AxisUnit) -> String {
    switch unit {
    case .number: NumberFormat.fixed(value, columns: 6)
    case .count where value.magnitude < 1e15: NumberFormat.grouped(Int(value.rounded()))
    case .count: NumberFormat.compact(value)
    case .seconds: NumberFormat.duration(seconds: value)
    case .percent: NumberFormat.padded(NumberFormat.percent(value, places: 2), columns: 7)
    }
  }
}

extension LineSeries {
  var sample: Character { stroke == .dashed ? "╌" : "━" }

  /// The point whose x is nearest, found by halving.
  func point(nearest x: Double) -> ChartPoint? {
    guard x.isFinite, !points.isEmpty else { return nil }
    var low = 0
    var high = points.count - 1
    while low < high {
      let middle = (low + high) / 2
      if points[middle].x < x { low = middle + 1 } else { high = middle }
    }
    if low > 0, abs(points[low - 1].x - x) <= abs(points[low].x - x) { return points[low - 1] }
    return points[low]
  }
}
