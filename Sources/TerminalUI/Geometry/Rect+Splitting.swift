/// How much of a rectangle one part takes when it is split.
public enum Share: Hashable, Sendable {
  /// A number of rows or columns, as far as they go.
  case fixed(Int)
  /// A part of what the fixed ones leave, in proportion to the weight.
  case weighted(Int)
}

extension Rect {
  /// Parts from top to bottom that tile the rectangle, with `gap` empty rows between them.
  public func splitRows(_ shares: [Share], gap: Int = 0) -> [Rect] {
    var row = top
    return Self.lengths(of: shares, in: rows, gap: gap).map { length in
      defer { row += length + gap }
      return Rect(row: min(row, bottom), column: left, rows: length, columns: columns)
    }
  }

  /// Parts from left to right that tile the rectangle, with `gap` empty columns between them.
  public func splitColumns(_ shares: [Share], gap: Int = 0) -> [Rect] {
    var column = left
    return Self.lengths(of: shares, in: columns, gap: gap).map { length in
      defer { column += length + gap }
      return Rect(row: top, column: min(column, right), rows: rows, columns: length)
    }
  }

  /// The first rows, and the rest.
  public func cutTop(_ count: Int) -> (top: Rect, rest: Rect) {
    let parts = splitRows([.fixed(count), .weighted(1)])
    return (parts[0], parts[1])
  }

  /// The rest, and the last rows.
  public func cutBottom(_ count: Int) -> (rest: Rect, bottom: Rect) {
    let parts = splitRows([.weighted(1), .fixed(count)])
    return (parts[0], parts[1])
  }

  /// The first columns, and the rest.
  public func cutLeft(_ count: Int) -> (left: Rect, rest: Rect) {
    let parts = splitColumns([.fixed(count), .weighted(1)])
    return (parts[0], parts[1])
  }

  /// The rest, and the last columns.
  public func cutRight(_ count: Int) -> (rest: Rect, right: Rect) {
    let parts = splitColumns([.weighted(1), .fixed(count)])
    return (parts[0], parts[1])
  }

  private static func lengths(of shares: [Share], in total: Int, gap: Int) -> [Int] {
    var remaining = max(total - gap * max(shares.count - 1, 0), 0)
    var lengths = [Int](repeating: 0, count: shares.count)
    var weight = 0
    for (index, share) in shares.enumerated() {
      switch share {
      case .fixed(let count):
        lengths[index] = min(max(count, 0), remaining)
        remaining -= lengths[index]
      case .weighted(let part):
        weight += max(part, 0)
      }
    }
    for (index, share) in shares.enumerated() {
      guard case .weighted(let part) = share, weight > 0 else { continue }
      let length = remaining * max(part, 0) / weight
      lengths[index] = length
      remaining -= length
      weight -= max(part, 0)
    }
    return lengths
  }
}
