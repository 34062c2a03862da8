/// The course of a value in a single row.
public struct Sparkline: Hashable, Sendable {
  /// The values, oldest first; more than fit are gathered, the largest of each group shown.
  public var values: [Double]
  /// What they mean.
  public var ink: Ink
  /// The values at the bottom and at the top; `nil` takes the smallest and the largest.
  public var range: ClosedRange<Double>?

  /// A sparkline.
  public init(_ values: [Double], ink: Ink = .plain, range: ClosedRange<Double>? = nil) {
    self.values = values
    self.ink = ink
    self.range = range
  }

  /// Draws the line in a rectangle's first row: a cross where a value is not finite.
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty, !values.isEmpty else { return }
    let finite = values.lazy.filter(\.isFinite)
    guard let low = range?.lowerBound ?? finite.min(), let high = range?.upperBound ?? finite.max()
    else { return drawAllBroken(into: &buffer, in: rect) }
    let columns = min(rect.columns, values.count)
    let bars = buffer.glyphs.verticalEighths
    for column in 0..<columns {
      let start = column * values.count / columns
      let group = values[start..<max((column + 1) * values.count / columns, start + 1)]
      let place = rect.position(row: 0, column: column)
      guard let peak = group.max(), group.allSatisfy(\.isFinite) else {
        buffer.put("✗", at: place, ink: .bad)
        continue
      }
      // All equal: a line along the middle says so better than an empty or a full one.
      let share = high > low ? (peak - low) / (high - low) : 0.4
      let level = Int((min(max(share, 0), 1) * 7).rounded())
      buffer.put(bars[level + 1], at: place, ink: ink)
    }
  }

  private func drawAllBroken(into buffer: inout ScreenBuffer, in rect: Rect) {
    for column in 0..<min(rect.columns, values.count) {
      buffer.put("✗", at: rect.position(row: 0, column: column), ink: .bad)
    }
  }
}
