import TerminalUI
import TestKit
import Testing

@Suite struct LineChartTests {
  @Test func `train and dev lie over their raw bands`() {
    expectGolden(picture(of: Self.training, 80, 20), "chart-training-80x20")
    expectGolden(picture(of: Self.training, 40, 10), "chart-training-40x10")
    expectGolden(picture(of: Self.training, 80, 20, .ascii), "chart-training-ascii")
  }

  @Test func `a cursor reads values off, and a logarithmic axis spreads small ones`() {
    var chart = Self.training
    chart.cursor = 300
    chart.yAxis.kind = .logarithmic
    chart.xAxis.kind = .logarithmic
    expectGolden(picture(of: chart, 60, 14), "chart-cursor-logarithmic")
  }

  @Test func `without data the chart says so`() {
    expectGolden(picture(of: LineChart(series: []), 30, 8), "chart-empty")
    let names = LineChart(series: [
      LineSeries("train", ink: .train, points: []), LineSeries("dev", ink: .dev, points: []),
    ])
    expectGolden(picture(of: names, 30, 8), "chart-without-points")
  }

  @Test func `one point is a dot, and equal values are a line in the middle`() {
    let one = LineChart(series: [LineSeries("train", ink: .train, points: [.init(x: 1, y: 0.5)])])
    expectGolden(picture(of: one, 40, 9), "chart-one-point")
    let points = (0..<50).map { ChartPoint(x: Double($0), y: 0.25) }
    let equal = LineChart(series: [LineSeries("dev", ink: .dev, points: points)])
    expectGolden(picture(of: equal, 40, 9), "chart-all-equal")
  }

  @Test func `values that are not finite leave a gap and a cross`() {
    let points = (0..<60).map { index in
      let value = Double(index)
      return ChartPoint(
        x: value, y: (20..<25).contains(index) ? .nan : index == 40 ? .infinity : value * value)
    }
    let chart = LineChart(
      series: [LineSeries("train", ink: .train, points: points)], xAxis: .init(title: "epoch"))
    expectGolden(picture(of: chart, 50, 12), "chart-not-finite")
    let broken = LineChart(series: [
      LineSeries("train", ink: .train, points: [.init(x: 0, y: .nan), .init(x: 1, y: .infinity)])
    ])
    expectGolden(picture(of: broken, 50, 8), "chart-never-finite")
  }

  @Test func `many changes keep the newest numbers and fence nothing in`() {
    var chart = Self.training
    chart.marks = (1...30).map { .init(x: Double($0 * 20), label: "\($0)") }
    expectGolden(picture(of: chart, 60, 10), "chart-many-marks")
  }

  @Test func `three names with their values fit beside the fields of a small screen`() {
    let values = [("train", 0.0935), ("dev", 0.1668), ("twin", 0.4447)]
    let chart = LineChart(
      series: values.map { name, value in
        LineSeries(name, ink: .train, points: [.init(x: 0, y: 1), .init(x: 1, y: value)])
      }, yAxis: .init(.logarithmic, range: 0.01...1))
    #expect(PictureText(picture(of: chart, 48, 9)).text.contains("dev 0.1668 ━ twin 0.4447"))
  }

  @Test func `where lines meet the higher priority is seen`() {
    let points = (0..<40).map { ChartPoint(x: Double($0), y: Double($0)) }
    let chart = LineChart(series: [
      LineSeries("twin", ink: .twin, points: points).stroked(.dashed),
      LineSeries("train", ink: .train, points: points, priority: 1),
    ])
    let picture = picture(of: chart, 40, 10)
    let curve = picture.cells.filter { cell in
      cell.text.unicodeScalars.allSatisfy { (0x2801...0x28FF).contains($0.value) }
    }
    #expect(curve.count > 20)
    #expect(curve.allSatisfy { $0.ink == .train })
  }

  @Test func `a spike of one step among a million is seen`() {
    let points = (0..<2_000).map { index in
      ChartPoint(
        x: Double(index * 500), minimum: 0.1, maximum: index == 1_234 ? 9 : 0.2, mean: 0.15)
    }
    let chart = LineChart(series: [LineSeries("train", ink: .train, points: points)])
    expectGolden(picture(of: chart, 40, 10), "chart-spike")
  }

  @Test(arguments: [(0, 0), (1, 1), (3, 2), (16, 4), (20, 5), (17, 6), (80, 24), (300, 100)])
  func `a chart of any size stays inside its place`(columns: Int, rows: Int) {
    var chart = Self.training
    chart.cursor = 250
    for glyphs in [GlyphSet.unicode, .ascii] {
      var buffer = ScreenBuffer(size: Size(columns: columns + 6, rows: rows + 4), glyphs: glyphs)
      buffer.fill(buffer.bounds, with: "x")
      let place = Rect(row: 2, column: 3, rows: rows, columns: columns)
      buffer.fill(place)
      chart.draw(into: &buffer, in: place)
      #expect(isUntouched(buffer, outside: place))
    }
    if columns <= 20 { expectGolden(picture(of: chart, columns, rows), "chart-\(columns)x\(rows)") }
  }

  @Test func `the cursor's column and its place on the axis belong together`() {
    let rect = Rect(row: 0, column: 0, rows: 12, columns: 60)
    var columns = 0
    for column in 0..<60 {
      guard let x = Self.training.x(atColumn: column, in: rect) else { continue }
      columns += 1
      let found = Self.training.column(atX: x, in: rect)
      #expect(abs((found ?? -9) - column) <= 1)
    }
    #expect(columns > 50)
    #expect(Self.training.x(atColumn: 60, in: rect) == nil)
  }

  @Test func `numbers without end neither trap nor leave the chart's place`() {
    var random = RandomNumbers(seed: 9)
    for _ in 0..<60 {
      let points = (0..<30).map { _ in
        ChartPoint(
          x: Double(bitPattern: random.next()), minimum: Double(bitPattern: random.next()),
          maximum: Double(bitPattern: random.next()), mean: Double(bitPattern: random.next()))
      }
      var chart = LineChart(series: [LineSeries("a", ink: .train, points: points, smoothing: 0.5)])
      chart.xAxis.kind = Bool.random(using: &random) ? .linear : .logarithmic
      chart.yAxis.kind = Bool.random(using: &random) ? .linear : .logarithmic
      chart.cursor = Double(bitPattern: random.next())
      chart.references = [.init(y: Double(bitPattern: random.next()), label: "r")]
      chart.marks = [.init(x: Double(bitPattern: random.next()), label: "1")]
      var buffer = ScreenBuffer(size: Size(columns: 46, rows: 16))
      buffer.fill(buffer.bounds, with: "x")
      let place = Rect(row: 2, column: 3, rows: 12, columns: 40)
      chart.draw(into: &buffer, in: place)
      #expect(isUntouched(buffer, outside: place))
    }
  }

  // A buffer that was filled with "x" before.
  private func isUntouched(_ buffer: ScreenBuffer, outside place: Rect) -> Bool {
    (0..<buffer.size.rows).allSatisfy { row in
      (0..<buffer.size.columns).map { Position(row: row, column: $0) }
        .allSatisfy { place.contains($0) || buffer[$0].text == "x" }
    }
  }

  private func picture(
    of chart: LineChart, _ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .unicode
  ) -> ScreenBuffer {
    let size = Size(columns: columns, rows: rows)
    var buffer = ScreenBuffer(size: size, glyphs: glyphs)
    chart.draw(into: &buffer, in: Rect(size))
    return buffer
  }

  // A loss that falls like 1/step with a deterministic jitter, and a dev loss that rises again.
  static let training: LineChart = {
    let train = (1...600).map { step in
      let base = 0.05 + 0.9 / (1 + Double(step) / 40)
      let jitter = Double(step * 37 % 17) / 17 * 0.12
      return ChartPoint(
        x: Double(step), minimum: base, maximum: base + 2 * jitter, mean: base + jitter)
    }
    let dev = stride(from: 25, through: 600, by: 25).map { step in
      ChartPoint(x: Double(step), y: 0.12 + 0.9 / (1 + Double(step) / 35) + Double(step) / 4_000)
    }
    var chart = LineChart(
      series: [
        LineSeries("train", ink: .train, points: train, smoothing: 0.9),
        LineSeries("dev", ink: .dev, points: dev, priority: 1),
      ], xAxis: LineChart.Axis(.linear, unit: .count, title: "step"))
    chart.marks = [LineChart.Mark(x: 150, label: "1"), LineChart.Mark(x: 420, label: "2")]
    chart.references = [LineChart.Reference(y: 0.1, label: "target")]
    return chart
  }()
}
