import TerminalUI
import Testing

@Suite struct AxisTests {
  /// Ranges of every kind: wide, narrow, far from zero, across it, and impossible ones.
  static let scales: [AxisScale] = {
    var random = RandomNumbers(seed: 5)
    let ordinary = (0..<80).map { _ in
      let center = Double.random(in: -1e6...1e6, using: &random)
      let range = powers.randomElement(using: &random) ?? 1
      return AxisScale(.linear, from: center - range, to: center + range)
    }
    let logarithmic = (0..<80).map { _ in
      let low = powers.randomElement(using: &random) ?? 1
      let high = low * Double.random(in: 1...1e9, using: &random)
      return AxisScale(.logarithmic, from: low, to: high)
    }
    let odd: [(Double, Double)] = [
      (0, 0), (1, 1), (-3, -3), (.nan, 1), (-.infinity, .infinity), (-1e308, 1e308), (5, 1),
      (0, .leastNonzeroMagnitude), (1e300, 1e300), (-2, 0), (-1, 1e9),
    ]
    return ordinary + logarithmic
      + odd.flatMap { low, high in
        [AxisScale(.linear, from: low, to: high), AxisScale(.logarithmic, from: low, to: high)]
      }
  }()

  private static let powers: [Double] = [1e-8, 3e-5, 1e-3, 0.02, 0.5, 1, 7, 42, 1e3, 5e6]

  @Test func `an axis always has a beginning before its end`() {
    for scale in Self.scales {
      #expect(scale.lower < scale.upper)
      #expect(scale.lower.isFinite && scale.upper.isFinite)
      #expect(scale.kind == .linear || scale.lower > 0)
    }
  }

  @Test func `a value lies where its share says`() {
    for scale in Self.scales {
      for share in [0, 0.25, 0.5, 1] {
        let found = scale.share(of: scale.value(at: share))
        #expect(abs((found ?? .nan) - share) < 1e-6, "\(scale) at \(share)")
      }
      #expect(scale.share(of: .nan) == nil)
      #expect(scale.share(of: .infinity) == nil)
    }
    #expect(AxisScale(.logarithmic, from: 1, to: 10).share(of: 0) == nil)
  }

  @Test func `ticks are one, two or five times a power of ten apart`() {
    for scale in Self.scales where scale.kind == .linear {
      for ticks in [Ticks(scale).vertical(rows: 15), Ticks(scale).horizontal(columns: 70)] {
        for (tick, next) in zip(ticks, ticks.dropFirst()) {
          let step = NumberFormat.compact(next.value - tick.value, digits: 1)
          #expect(["1", "2", "5"].contains { step.filter { "125".contains($0) }.hasPrefix($0) })
        }
      }
    }
  }

  @Test func `labels differ, lie inside and never touch`() {
    for scale in Self.scales {
      for columns in [1, 5, 12, 30, 71, 150] {
        var end = -2
        let ticks = Ticks(scale).horizontal(columns: columns)
        for tick in ticks {
          let start = Ticks.labelStart(of: tick, columns: columns)
          #expect(start >= end + 2 || tick == ticks.first)
          end = start + tick.label.count
          #expect(start >= 0 && end <= columns, "\(tick.label) in \(columns) columns")
        }
        #expect(Set(ticks.map(\.label)).count == ticks.count, "\(ticks.map(\.label))")
      }
      for rows in [1, 2, 5, 12, 40] {
        let ticks = Ticks(scale).vertical(rows: rows)
        #expect(ticks.allSatisfy { $0.share > -1e-5 && $0.share < 1 + 1e-5 })
        #expect(Set(ticks.map(\.label)).count == ticks.count, "\(ticks.map(\.label))")
      }
    }
  }

  @Test(arguments: [
    (0.0, 1.0, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0, 250, ["0", "50", "100", "150", "200", "250"]),
    (0, 12_000, ["0", "2k", "4k", "6k", "8k", "10k", "12k"]),
    (-0.02, 0.02, ["-0.02", "-0.01", "0.00", "0.01", "0.02"]),
    (1e-6, 6e-6, ["1e-6", "2e-6", "3e-6", "4e-6", "5e-6", "6e-6"]),
  ])
  func `numbers on an axis are as short as they can be`(
    lower: Double, upper: Double, labels: [String]
  ) {
    let scale = AxisScale(.linear, from: lower, to: upper)
    #expect(Ticks(scale).horizontal(columns: 72).map(\.label) == labels)
  }

  @Test func `a logarithmic axis counts in decades, and in between when there are few`() {
    func labels(_ low: Double, _ high: Double) -> [String] {
      Ticks(AxisScale(.logarithmic, from: low, to: high)).vertical(rows: 20).map(\.label)
    }
    #expect(labels(1e-4, 10) == ["1e-4", "0.001", "0.01", "0.1", "1", "10"])
    #expect(labels(0.05, 2) == ["0.05", "0.1", "0.2", "0.5", "1", "2"])
    #expect(labels(2.1, 3.9).count >= 2)
    #expect(labels(1e-300, 1e300).count >= 3)
  }

  @Test func `steps are never counted in halves`() {
    let scale = AxisScale(.linear, from: 1, to: 3)
    let labels = Ticks(scale, unit: .count).horizontal(columns: 80).map(\.label)
    #expect(labels == ["1", "2", "3"])
  }

  @Test func `seconds and shares carry their unit`() {
    let shares = Ticks(AxisScale(.linear, from: 0, to: 0.1), unit: .percent)
    #expect(shares.vertical(rows: 9).map(\.label) == ["0%", "5%", "10%"])
    let times = Ticks(AxisScale(.linear, from: 0, to: 30), unit: .seconds)
    #expect(times.horizontal(columns: 40).map(\.label) == ["0s", "10s", "20s", "30s"])
  }
}
