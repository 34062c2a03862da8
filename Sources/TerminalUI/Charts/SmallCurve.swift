/// A curve of dots in a place as small as one row, on a scale that it shares with others.
public struct SmallCurve: Sendable {
  /// The values, one a place from left to right; a gap where one is not finite.
  public var points: [ChartPoint]
  /// What it means.
  public var ink: Ink
  /// The scale from left to right.
  public var x: AxisScale
  /// The scale from bottom to top; what lies outside runs along the edge.
  public var y: AxisScale

  /// A curve.
  public init(_ points: [ChartPoint], ink: Ink, x: AxisScale, y: AxisScale) {
    self.points = points
    self.ink = ink
    self.x = x
    self.y = y
  }

  /// Draws the curve over a rectangle.
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    var canvas = BrailleCanvas(size: rect.size)
    let pen = canvas.add(BrailleCanvas.Pen(ink))
    var previous: (x: Int, y: Int)?
    for point in points {
      guard point.mean.isFinite, let across = x.share(of: point.x), let up = y.share(of: point.mean)
      else {
        previous = nil
        continue
      }
      let place = (
        x: AxisScale.dot(of: min(max(across, 0), 1), count: canvas.width),
        y: AxisScale.dot(of: 1 - min(max(up, 0), 1), count: canvas.height)
      )
      canvas.line(from: previous ?? place, to: place, pen: pen)
      previous = place
    }
    canvas.draw(into: &buffer, at: rect.origin)
  }
}
