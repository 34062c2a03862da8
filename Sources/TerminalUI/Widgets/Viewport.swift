/// Which rows of a long list are seen.
public struct Viewport: Hashable, Sendable {
  /// The first row that is seen.
  public let first: Int
  /// The rows that are seen.
  public let visible: Range<Int>
  /// Whether there are rows above.
  public var hasMoreAbove: Bool { visible.lowerBound > 0 }
  /// Whether there are rows below.
  public let hasMoreBelow: Bool

  /// The part of `count` rows that `height` rows of screen show around the selected one.
  ///
  /// Follows from the selection alone, so nothing about scrolling has to be remembered: the
  /// selected row is kept in the middle except near the ends of the list.
  public init(count: Int, selected: Int, height: Int) {
    let height = max(height, 0)
    let count = max(count, 0)
    first = min(max(selected - height / 2, 0), max(count - height, 0))
    visible = first..<min(first + height, count)
    hasMoreBelow = first + height < count
  }

  /// Marks in the last column of a list's rectangle that there is more above or below.
  public func drawMarks(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    if hasMoreAbove {
      buffer.put("▴", at: rect.position(row: 0, column: rect.columns - 1), ink: .muted)
    }
    if hasMoreBelow {
      buffer.put(
        "▾", at: rect.position(row: rect.rows - 1, column: rect.columns - 1), ink: .muted)
    }
  }
}
