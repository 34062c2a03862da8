import Platform

/// A labelled place on an axis.
public struct Tick: Hashable, Sendable {
  /// The value there.
  public let value: Double
  /// How far along the axis it lies, from 0 to 1.
  public let share: Double
  /// The value as text.
  public let label: String
}

/// What numbers on an axis count, which decides how they are written.
public enum AxisUnit: Hashable, Sendable {
  case number
  /// Whole numbers, such as steps: no tick lies between two of them.
  case count
  case seconds
  case percent
}

/// The places on an axis that get a label: 1, 2 or 5 times a power of ten, or 1 and 3.
public struct Ticks: Sendable {
  let scale: AxisScale
  let unit: AxisUnit

  /// The ticks of an axis.
  public init(_ scale: AxisScale, unit: AxisUnit = .number) {
    self.scale = scale
    self.unit = unit
  }

  /// Ticks for an axis of so many rows, from bottom to top, never on neighbouring rows.
  public func vertical(rows: Int) -> [Tick] {
    guard rows > 0 else { return [] }
    let limit = max(rows / 3, 2)
    return densest(limit) { ticks in
      let taken = ticks.map { AxisScale.dot(of: 1 - $0.share, count: rows * 4) / 4 }
      return zip(taken, taken.dropFirst()).allSatisfy { $0 - $1 >= 2 }
        && ticks.count <= limit
    }
  }

  /// Ticks for an axis of so many columns, from left to right, with at least two blanks between
  /// their labels.
  public func horizontal(columns: Int) -> [Tick] {
    guard columns > 0 else { return [] }
    let limit = max(columns / 10, 2)
    return densest(limit) { ticks in
      var end = -2
      for tick in ticks {
        let start = Self.labelStart(of: tick, columns: columns)
        guard start >= end + 2, tick.label.count <= columns else { return false }
        end = start + tick.label.count
      }
      return ticks.count <= limit
    }
  }

  /// The first column of a tick's label: centred below the tick, but inside the axis.
  public static func labelStart(of tick: Tick, columns: Int) -> Int {
    let center = AxisScale.dot(of: tick.share, count: columns * 2) / 2
    return min(max(center - (tick.label.count - 1) / 2, 0), max(columns - tick.label.count, 0))
  }

  private func densest(_ limit: Int, _ fits: ([Tick]) -> Bool) -> [Tick] {
    switch scale.kind {
    case .linear: return linear(limit, fits)
    case .logarithmic:
      let decades = logarithmic(fits)
      return decades.count >= 2 ? decades : linear(limit, fits)
    }
  }

  private func linear(_ limit: Int, _ fits: ([Tick]) -> Bool) -> [Tick] {
    let range = scale.upper - scale.lower
    var exponent = Int(log10(range).rounded(.down)) - 2
    var mantissas = [1, 2, 5].makeIterator()
    // 24 steps reach from a hundredth of the range far beyond it.
    for _ in 0..<24 {
      guard let mantissa = mantissas.next() else {
        mantissas = [1, 2, 5].makeIterator()
        exponent += 1
        continue
      }
      let step = Double(mantissa) * powerOfTen(exponent)
      // Ticks that are too many need no labels to tell.
      guard range / step <= Double(limit + 1), unit != .count || step >= 1 else { continue }
      let ticks = multiples(of: step, exponent: exponent, mantissa: mantissa)
      if fits(ticks) { return ticks }
    }
    return []
  }

  private func multiples(of step: Double, exponent: Int, mantissa: Int) -> [Tick] {
    let first = (scale.lower / step - 1e-6).rounded(.up)
    let last = (scale.upper / step + 1e-6).rounded(.down)
    guard first.magnitude < 1e15, last.magnitude < 1e15, first <= last else { return [] }
    return (Int(first)...Int(last)).compactMap { index in
      let value = Double(index) * step
      guard let share = scale.share(of: value) else { return nil }
      return Tick(value: value, share: share, label: label(value, stepExponent: exponent))
    }
  }

  private func logarithmic(_ fits: ([Tick]) -> Bool) -> [Tick] {
    let first = Int((log10(scale.lower) - 1e-9).rounded(.up)) - 1
    let last = Int((log10(scale.upper) + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    for mantissas in [[1, 2, 5], [1, 3], [1]] {
      let ticks = (first...last).flatMap { exponent in
        mantissas.compactMap { tick(Double($0) * powerOfTen(exponent)) }
      }
      if fits(ticks) { return ticks }
    }
    for stride in [2, 3, 5, 10, 20, 50, 100, 200] {
      let ticks = (first...last).filter { $0 % stride == 0 }.compactMap { tick(powerOfTen($0)) }
      if fits(ticks) { return ticks }
    }
    return []
  }

  private func tick(_ value: Double) -> Tick? {
    guard let share = scale.share(of: value), share > -1e-9, share < 1 + 1e-9 else { return nil }
    return Tick(value: value, share: share, label: label(value, stepExponent: nil))
  }

  // The label tells neighbours apart: it has a digit for the place the step counts in.
  private func label(_ value: Double, stepExponent: Int?) -> String {
    switch unit {
    case .percent:
      return NumberFormat.decimal(value * 100, places: max(-(stepExponent ?? -2) - 2, 0)) + "%"
    case .seconds: return Self.clock(value, stepExponent: stepExponent)
    case .number, .count: break
    }
    let largest = max(scale.lower.magnitude, scale.upper.magnitude)
    guard let stepExponent else { return NumberFormat.compact(value) }
    if largest >= 0.001, largest < 10_000, stepExponent >= -4 {
      return NumberFormat.decimal(value, places: max(-stepExponent, 0))
    }
    guard value != 0 else { return "0" }
    let exponent = Int((log10(value.magnitude) + 1e-9).rounded(.down))
    let digits = max(exponent - stepExponent + 1, 1)
    return largest >= 10_000
      ? NumberFormat.suffixed(value, digits: digits) : NumberFormat.compact(value, digits: digits)
  }

  private static func clock(_ seconds: Double, stepExponent: Int?) -> String {
    if seconds < 120 {
      return NumberFormat.decimal(seconds, places: max(-(stepExponent ?? 0), 0)) + "s"
    }
    let minutes = seconds / 60
    if minutes < 120 { return NumberFormat.compact(minutes, digits: 4) + "min" }
    return NumberFormat.compact(minutes / 60, digits: 4) + "h"
  }
}
