import CNcurses
import TerminalUI

/// Hands changed cells to curses.
@MainActor struct ScreenWriter {
  private let table: StyleTable
  private let maximumPairs: Int32
  private let weights: [(Emphasis, attr_t)]
  private var resolved: [CellMeaning: Pen] = [:]
  private var pairs: [ColorPair: Int32] = [:]
  private var adjustedColors: Set<Int32> = []

  private struct Pen {
    var pair: Int32
    var attributes: attr_t
  }

  private struct ColorPair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  init(theme: Theme, depth: ColorDepth) {
    maximumPairs = curses_pair_count()
    // Sixteen levels before and behind are 256 pairs, and the other inks come on top.
    table = StyleTable(theme: theme, depth: depth, hasFewPairs: maximumPairs < 1_024)
    weights = [
      (.bold, curses_bold()), (.dim, curses_dim()), (.reversed, curses_reversed()),
      (.underlined, curses_underlined()),
    ]
  }

  /// Draws runs of cells, cut at the border, into curses' picture of the screen.
  mutating func draw(_ runs: [ScreenDiff.Run]) {
    for run in runs {
      var first = 0
      while first < run.cells.count {
        let meaning = CellMeaning(run.cells[first])
        var end = first + 1
        while end < run.cells.count, CellMeaning(run.cells[end]) == meaning { end += 1 }
        draw(run.cells[first..<end], at: run.start.moved(columns: first), meaning)
        first = end
      }
    }
  }

  private mutating func draw(
    _ cells: ArraySlice<Cell>, at position: Position, _ meaning: CellMeaning
  ) {
    let pen = pen(for: meaning)
    _ = curses_set_style(pen.attributes, pen.pair)
    var characters: [UInt32] = []
    characters.reserveCapacity(cells.count)
    for cell in cells { Self.append(cell, to: &characters) }
    // The last cell of the screen reports an error although it is drawn: the cursor has no place
    // to go.
    _ = unsafe curses_draw(
      Int32(position.row), Int32(position.column), characters, Int32(characters.count))
  }

  // A character that the C library measures otherwise would move everything after it.
  private static func append(_ cell: Cell, to characters: inout [UInt32]) {
    switch cell.extent {
    case .continuation: break
    case .single:
      let fits = cell.scalar.isASCII || curses_width(cell.scalar.value) == 1
      characters.append(fits ? cell.scalar.value : substitute)
      if fits, cell.mark != "\0", curses_width(cell.mark.value) == 0 {
        characters.append(cell.mark.value)
      }
    case .wide:
      let fits = curses_width(cell.scalar.value) == 2
      characters += fits ? [cell.scalar.value] : [substitute, blank]
    }
  }

  private static let substitute = Unicode.Scalar("?").value
  private static let blank = Unicode.Scalar(" ").value

  private mutating func pen(for meaning: CellMeaning) -> Pen {
    if let known = resolved[meaning] { return known }
    let style = table.style(of: meaning)
    var attributes: attr_t = 0
    for (weight, attribute) in weights where style.emphasis.contains(weight) {
      attributes |= attribute
    }
    let pen = Pen(
      pair: pair(ColorPair(foreground: style.foreground, background: style.background)),
      attributes: attributes)
    adjust(meaning, style)
    resolved[meaning] = pen
    return pen
  }

  // There are as many pairs as inks before and behind, never more; where the terminal has fewer,
  // the terminal's own colours go together at least.
  private mutating func pair(_ colors: ColorPair) -> Int32 {
    if colors.foreground < 0, colors.background < 0 { return 0 }
    if let known = pairs[colors] { return known }
    let next = Int32(pairs.count + 1)
    guard next < maximumPairs, curses_define_pair(next, colors.foreground, colors.background) == OK
    else { return 0 }
    pairs[colors] = next
    return next
  }

  // The palette's own colour is near enough where a terminal ignores the change, so the nearest
  // entry is the one that is set.
  private mutating func adjust(_ meaning: CellMeaning, _ style: CellStyle) {
    guard table.depth == .adjustable else { return }
    for (color, number) in table.exactColors(of: meaning, style)
    where adjustedColors.insert(number).inserted {
      func perMille(_ value: UInt8) -> Int32 { Int32(value) * 1_000 / 255 }
      _ = curses_define_color(
        number, perMille(color.red), perMille(color.green), perMille(color.blue))
    }
  }
}
