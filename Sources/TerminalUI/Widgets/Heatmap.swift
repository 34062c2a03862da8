/// A grid of values as colours, two rows to a cell.
public struct Heatmap: Hashable, Sendable {
  /// How values become inks.
  public enum Palette: Hashable, Sendable {
    /// From nothing to most, between two values.
    case heat(ClosedRange<Double>)
    /// From one pole to the other, between two values.
    case diverging(ClosedRange<Double>)
    /// The number of a series, such as a class.
    case series
  }

  /// The values, row after row from the top; one that is not finite stays blank.
  public let values: [Double]
  /// The number of values in a row.
  public let columns: Int
  /// The number of rows of values.
  public let rows: Int
  /// How values become inks.
  public let palette: Palette

  /// A grid; values missing from the last rows stay blank.
  public init(values: [Double], columns: Int, palette: Palette) {
    self.values = values
    self.columns = max(columns, 0)
    rows = columns > 0 ? (values.count + columns - 1) / columns : 0
    self.palette = palette
  }

  /// The size in cells that shows each value once, two rows of values to a cell.
  public var naturalSize: Size { Size(columns: columns, rows: (rows + 1) / 2) }

  /// Draws the grid stretched over a rectangle, each place showing the value nearest to it.
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty, rows > 0 else { return }
    let halves = buffer.glyphs.hasColors && !buffer.glyphs.isASCII
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let place = rect.position(row: row, column: column)
        if halves {
          let upper = value(column, rect.columns, 2 * row, 2 * rect.rows)
          let lower = value(column, rect.columns, 2 * row + 1, 2 * rect.rows)
          buffer.put(halfBlocks(upper, lower), at: place)
        } else {
          buffer.put(
            shade(value(column, rect.columns, row, rect.rows), buffer.glyphs), at: place)
        }
      }
    }
  }

  private func value(_ column: Int, _ columnCount: Int, _ row: Int, _ rowCount: Int) -> Double {
    // The middle of the place decides, so that a grid shown smaller keeps its symmetry.
    let x = (2 * column + 1) * columns / (2 * columnCount)
    let y = (2 * row + 1) * rows / (2 * rowCount)
    let index = y * columns + x
    return index < values.count ? values[index] : .nan
  }

  private func halfBlocks(_ upper: Double, _ lower: Double) -> Cell {
    switch (ink(of: upper), ink(of: lower)) {
    case (nil, nil): .blank
    case (let upper?, nil): Cell("▀", ink: upper)
    case (nil, let lower?): Cell("▄", ink: lower)
    case (let upper?, let lower?): Cell("▀", ink: upper, background: lower)
    }
  }

  // Without half blocks a cell shows one value; without colours its weight tells how much.
  private func shade(_ value: Double, _ glyphs: GlyphSet) -> Cell {
    guard let ink = ink(of: value) else { return .blank }
    if glyphs.hasColors { return Cell(" ", ink: ink, background: ink) }
    if palette == .series { return Cell(Self.letters[Int(value) & 7], ink: ink) }
    let ramp = glyphs.isASCII ? Self.asciiRamp : Self.ramp
    let index = min(Int(share(of: value) * Double(ramp.count)), ramp.count - 1)
    return Cell(ramp[max(index, 0)], ink: ink)
  }

  private func ink(of value: Double) -> Ink? {
    guard value.isFinite else { return nil }
    switch palette {
    case .heat: return .heat(share: share(of: value))
    case .diverging: return .diverging(share: share(of: value))
    case .series: return value.magnitude < 1e9 ? .series(number: Int(value)) : nil
    }
  }

  private func share(of value: Double) -> Double {
    switch palette {
    case .heat(let range), .diverging(let range):
      guard range.upperBound > range.lowerBound else { return 0.5 }
      return min(max((value - range.lowerBound) / (range.upperBound - range.lowerBound), 0), 1)
    case .series: return 0
    }
  }

  private static let ramp: [Character] = [" ", "░", "▒", "▓", "█"]
  private static let asciiRamp: [Character] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
  private static let letters: [Character] = ["a", "b", "c", "d", "e", "f", "g", "h"]
}
