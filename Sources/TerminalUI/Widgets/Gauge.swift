/// A bar that shows a share.
public struct Gauge: Hashable, Sendable {
  /// The share, from 0 to 1; outside it is clamped, NaN draws an empty bar.
  public var share: Double
  /// What the filled part means.
  public var ink: Ink

  /// A gauge.
  public init(_ share: Double, ink: Ink = .good) {
    self.share = share
    self.ink = ink
  }

  /// Draws the bar in a rectangle's first row, over a muted track.
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let clamped = share.isNaN ? 0 : min(max(share, 0), 1)
    let eighths = Int((clamped * Double(rect.columns * 8)).rounded())
    let bars = buffer.glyphs.horizontalEighths
    for column in 0..<rect.columns {
      let filled = min(max(eighths - column * 8, 0), 8)
      let place = rect.position(row: 0, column: column)
      if filled == 0 || bars[filled] == " " {
        buffer.put(buffer.glyphs.isASCII ? "." : "─", at: place, ink: .border, emphasis: .dim)
      } else {
        buffer.put(bars[filled], at: place, ink: ink)
      }
    }
  }
}
