import TerminalUI
import Testing

/// A cell has one colour: the dots in it belong to one line.
@Suite struct CurveInkTests {
  private static let inks: [Ink] = [.train, .dev, .twin]

  // Curves that start apart, cross and run into each other.
  private func curves(_ random: inout RandomNumbers) -> [LineSeries] {
    let count = Int.random(in: 2...3, using: &random)
    let base = Double.random(in: 0.1...1, using: &random)
    return (0..<count).map { number in
      let distance = Double.random(in: -0.3...0.3, using: &random)
      let fade = Double.random(in: 1...30, using: &random)
      let jitter: Double = [0, 0.001, 0.1].randomElement(using: &random) ?? 0
      let points = (0..<120).map { step in
        let x = Double(step)
        let noise = Double.random(in: 0...max(jitter, 1e-9), using: &random)
        let y = base + 2 / (1 + x / 9) + distance / (1 + x / fade) + noise
        return ChartPoint(x: x, minimum: y - noise, maximum: y + noise, mean: y)
      }
      return LineSeries(
        "\(number)", ink: Self.inks[number], points: points,
        priority: UInt8.random(in: 0...1, using: &random)
      ).stroked(Bool.random(using: &random) ? .solid : .dashed)
    }
  }

  private func picture(of series: [LineSeries], _ size: Size) -> ScreenBuffer {
    var chart = LineChart(
      series: series, xAxis: .init(range: 0...119), yAxis: .init(range: 0...3))
    chart.hasLegend = false
    var buffer = ScreenBuffer(size: size)
    chart.draw(into: &buffer, in: Rect(size))
    return buffer
  }

  private func pattern(of cell: Cell) -> UInt32? {
    (0x2801...0x28FF).contains(cell.scalar.value) ? cell.scalar.value - 0x2800 : nil
  }

  @Test func `no cell holds dots of one line in the ink of another`() {
    var random = RandomNumbers(seed: 21)
    for _ in 0..<200 {
      let size = Size(
        columns: .random(in: 20...90, using: &random), rows: .random(in: 6...30, using: &random))
      let series = curves(&random)
      let together = picture(of: series, size)
      let alone = series.map { picture(of: [$0], size) }
      for (index, cell) in together.cells.enumerated() {
        let owners = zip(series, alone).filter { pattern(of: $1.cells[index]) != nil }
        guard let shown = pattern(of: cell) else {
          #expect(owners.isEmpty, "a cell without the dots of a line")
          continue
        }
        let owner = owners.first { $0.0.ink == cell.ink }
        #expect(owner.flatMap { pattern(of: $0.1.cells[index]) } == shown)
      }
    }
  }

  @Test(arguments: [-1.0, -0.25, 0, 0.25, 1, 4])
  func `lines of equal rank that run together change hands`(slope: Double) {
    let points = (0..<120).map { ChartPoint(x: Double($0), y: 1.5 + slope * Double($0 - 60) / 60) }
    let size = Size(columns: 60, rows: 20)
    let together = picture(
      of: [
        LineSeries("a", ink: .train, points: points), LineSeries("b", ink: .dev, points: points),
      ],
      size)
    let inks = (0..<size.columns).flatMap { column in
      (0..<size.rows).map { together[Position(row: $0, column: column)] }
        .filter { pattern(of: $0) != nil }.map(\.ink)
    }
    #expect(inks.count >= 20)
    for ink in [Ink.train, .dev] {
      let share = Double(inks.filter { $0 == ink }.count) / Double(inks.count)
      #expect((0.35...0.65).contains(share), "\(ink) has \(share)")
    }
    let longest = inks.split(whereSeparator: { $0 == .train }).map(\.count).max() ?? 0
    #expect(longest <= 4)
  }
}
