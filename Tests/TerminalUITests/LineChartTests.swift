import TerminalUI
import TestKit
import Testing

@Suite struct LineChartTests {
  @Test func `train and dev lie over their raw bands`() {
    expectGolden(picture(of: Self.training, 80, 20), "chart-training-80x20")
    expectGolden(picture(of: Self.training, 40, 10), "chart-training-40x10")
    expectGolden(picture(of: Self.training, 80, 20, .ascii), "chart-training-ascii")
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
