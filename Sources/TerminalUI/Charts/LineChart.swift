/// Curves over steps, epochs or time, as large as the place they are given.
///
/// Costs a pass over the points and one over the cells; histories come in already bounded.
public struct LineChart: Sendable {
  /// One of the two axes.
  public struct Axis: Hashable, Sendable {
    /// What equal distances mean.
    public var kind: AxisScale.Kind
    /// What the numbers count.
    public var unit: AxisUnit
    /// What is measured, such as "step"; left out where there is no room.
    public var title: String
    /// The range to show; `nil` shows everything there is.
    public var range: ClosedRange<Double>?

    /// An axis.
    public init(
      _ kind: AxisScale.Kind = .linear, unit: AxisUnit = .number, title: String = "",
      range: ClosedRange<Double>? = nil
    ) {
      self.kind = kind
      self.unit = unit
      self.title = title
      self.range = range
    }
  }

  /// Something that happened at a place on the x axis, such as a change of a setting.
  public struct Mark: Hashable, Sendable {
    /// The place.
    public var x: Double
    /// What stands there: a number or a letter.
    public var label: String
    /// What it means.
    public var ink: Ink
    /// Whether a line leads up through the curves.
    public var hasGuide: Bool

    /// A mark.
    public init(x: Double, label: String, ink: Ink = .warning, hasGuide: Bool = true) {
      self.x = x
      self.label = label
      self.ink = ink
      self.hasGuide = hasGuide
    }
  }

  /// A value to compare the curves with, such as a target.
  public struct Reference: Hashable, Sendable {
    /// The value.
    public var y: Double
    /// What it is called.
    public var label: String
    /// What it means.
    public var ink: Ink

    /// A reference line.
    public init(y: Double, label: String, ink: Ink = .good) {
      self.y = y
      self.label = label
      self.ink = ink
    }
  }

  /// The lines; the first is named first.
  public var series: [LineSeries]
  /// The axis from left to right.
  public var xAxis: Axis
  /// The axis from bottom to top.
  public var yAxis: Axis
  /// What happened along the x axis, in order of x.
  public var marks: [Mark] = []
  /// Values to compare with.
  public var references: [Reference] = []
  /// Where on the x axis values are read off; `nil` shows the newest ones.
  public var cursor: Double?
  /// Whether the names of the lines and their values stand above them.
  public var hasLegend = true
  /// What stands in the middle while there is nothing to draw.
  public var emptyText = "no data yet"

  /// A chart.
  public init(series: [LineSeries], xAxis: Axis = Axis(), yAxis: Axis = Axis()) {
    self.series = series
    self.xAxis = xAxis
    self.yAxis = yAxis
  }

  /// Draws the chart; what does not fit is left out, labels first.
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let layout = ChartLayout(self, in: rect)
    layout.drawAxes(into: &buffer)
    guard series.contains(where: { $0.points.contains { $0.mean.isFinite } }) else {
      let middle = layout.plot.row(layout.plot.rows / 2)
      let hasPoints = series.contains { !$0.points.isEmpty }
      buffer.textCentered(
        hasPoints ? "no finite value" : emptyText, in: middle, ink: hasPoints ? .bad : .muted)
      ChartPainter(chart: self, layout: layout).drawNonFinite(into: &buffer)
      layout.drawLegend(into: &buffer)
      return
    }
    ChartPainter(chart: self, layout: layout).draw(into: &buffer)
    layout.drawLegend(into: &buffer)
  }

  /// The place on the x axis of a column of the screen, for a cursor that moves by columns.
  ///
  /// `nil` outside the curves' part of `rect`.
  public func x(atColumn column: Int, in rect: Rect) -> Double? {
    let layout = ChartLayout(self, in: rect)
    guard column >= layout.plot.left, column < layout.plot.right else { return nil }
    return layout.x.value(
      at: Double(column - layout.plot.left) / Double(max(layout.plot.columns - 1, 1)))
  }

  /// The column of the screen at a place on the x axis; `nil` outside the curves' part of `rect`.
  public func column(atX value: Double, in rect: Rect) -> Int? {
    ChartLayout(self, in: rect).column(of: value)
  }
}
