/// What a history says about one stretch of the x axis.
public struct ChartPoint: Hashable, Sendable {
  /// The place on the x axis.
  public var x: Double
  /// The smallest value of the stretch.
  public var minimum: Double
  /// The largest value of the stretch.
  public var maximum: Double
  /// The mean of the stretch; where it is not finite the line has a gap.
  public var mean: Double

  /// A point for a stretch of values.
  public init(x: Double, minimum: Double, maximum: Double, mean: Double) {
    self.x = x
    self.minimum = minimum
    self.maximum = maximum
    self.mean = mean
  }

  /// A point for a single value.
  public init(x: Double, y: Double) { self.init(x: x, minimum: y, maximum: y, mean: y) }
}

/// One line of a chart.
public struct LineSeries: Hashable, Sendable {
  /// How a line is drawn.
  public enum Stroke: Hashable, Sendable {
    case solid, dashed
  }

  /// What the legend calls it.
  public var name: String
  /// What it means.
  public var ink: Ink
  /// Its points, in order of x.
  public var points: [ChartPoint]
  /// The share of the past in the smoothed line, from 0 (the means themselves) to below 1.
  ///
  /// With smoothing, or where points have a spread, the raw values lie behind it as a dim band.
  public var smoothing: Double
  /// Whether its line is unbroken.
  public var stroke: Stroke
  /// A cell that several lines run through shows the one of highest priority, and those of equal
  /// priority in turn.
  public var priority: UInt8
  /// Whether it lies behind all others, which it helps to read; its name gives way first.
  public var isBackground = false

  /// A series.
  public init(
    _ name: String, ink: Ink, points: [ChartPoint], smoothing: Double = 0, priority: UInt8 = 0
  ) {
    self.name = name
    self.ink = ink
    self.points = points
    self.smoothing = smoothing
    self.priority = priority
    stroke = .solid
  }

  /// The same series drawn with another stroke.
  public func stroked(_ stroke: Stroke) -> LineSeries {
    var series = self
    series.stroke = stroke
    return series
  }

  /// The smoothed means, one a point: an exponential moving average, corrected for its start, that
  /// passes over values that are not finite.
  func smoothed() -> [Double] {
    let share = min(max(smoothing, 0), 0.9999)
    guard share > 0 else { return points.map(\.mean) }
    var average = 0.0
    var weight = 0.0
    return points.map { point in
      guard point.mean.isFinite else { return point.mean }
      average = share * average + (1 - share) * point.mean
      weight = share * weight + (1 - share)
      return average / weight
    }
  }
}
