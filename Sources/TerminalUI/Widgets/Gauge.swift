/// A thin bar that shows a share.
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
    let halves = Int((clamped * Double(rect.columns * 2)).rounded())
    for column in 0..<rect.columns {
      let place = rect.position(row: 0, column: column)
      switch halves - column * 2 {
      case 2...: buffer.put("━", at: place, ink: ink)
      case 1: buffer.put("╸", at: place, ink: ink)
      default: buffer.put(buffer.glyphs.isASCII ? "." : "─", at: place, ink: .border)
      }
    }
  }
}
