/// The cells in which two pictures of one size differ, as runs that lie in one row.
public struct ScreenDiff: Hashable, Sendable {
  /// Neighbouring cells that changed.
  public struct Run: Hashable, Sendable {
    /// The first of them.
    public var start: Position
    /// The cells as they are to be.
    public var cells: [Cell]
  }

  /// The runs, from top to bottom and left to right.
  public private(set) var runs: [Run] = []

  /// What has to be drawn to turn one picture into another.
  ///
  /// Pictures of different sizes have nothing in common: every cell is drawn. A run never starts
  /// or ends inside a wide character.
  public init(from old: ScreenBuffer, to new: ScreenBuffer) {
    let isSameSize = old.size == new.size
    for row in 0..<new.size.rows {
      let cells = new.row(row)
      if !isSameSize {
        runs.append(Run(start: Position(row: row, column: 0), cells: Array(cells)))
        continue
      }
      let present = old.row(row)
      if cells == present { continue }
      addRuns(from: present, to: cells, row: row)
    }
  }

  private mutating func addRuns(
    from old: ArraySlice<Cell>, to new: ArraySlice<Cell>, row: Int
  ) {
    var index = new.startIndex
    while index < new.endIndex {
      guard new[index] != old[index] else {
        index += 1
        continue
      }
      var start = index
      if new[start].extent == .continuation, start > new.startIndex { start -= 1 }
      var end = index + 1
      while end < new.endIndex, new[end] != old[end] || new[end].extent == .continuation {
        end += 1
      }
      runs.append(
        Run(
          start: Position(row: row, column: start - new.startIndex), cells: Array(new[start..<end]))
      )
      index = end
    }
  }
}
