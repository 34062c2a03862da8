import TerminalUI

/// The colours and weight of a cell, as numbers a terminal of one depth understands.
struct CellStyle: Hashable, Sendable {
  /// The characters' colour; -1 is the terminal's own.
  var foreground: Int32 = -1
  /// The colour behind them; -1 is the terminal's own.
  var background: Int32 = -1
  /// The weight.
  var emphasis: Emphasis = []
}

/// What a cell looks like, apart from its character.
struct CellMeaning: Hashable, Sendable {
  var ink: Ink
  var background: Ink
  var emphasis: Emphasis

  init(_ cell: Cell) {
    ink = cell.ink
    background = cell.background
    emphasis = cell.emphasis
  }
}

/// Turns meaning into style for one theme and depth.
struct StyleTable: Sendable {
  let theme: Theme
  let depth: ColorDepth
  /// Whether there are too few pairs for every two of sixteen levels; then there are eight.
  let hasFewPairs: Bool

  func style(of meaning: CellMeaning) -> CellStyle {
    guard depth != .monochrome else { return styleWithoutColor(of: meaning) }
    let ink = reduced(meaning.ink)
    let behind = reduced(meaning.background)
    var style = CellStyle()
    style.emphasis = meaning.emphasis.union(theme.weight(of: ink))
    if let color = characterColor(ink, style.emphasis) {
      style.foreground = number(of: color)
      if depth.hasShades { style.emphasis.remove(.dim) }
    }
    if behind != .plain { addBackground(behind, to: &style) }
    brightenByWeight(&style)
    return style
  }

  /// The colours that a meaning asks for, beside the numbers that its style gives them.
  func exactColors(of meaning: CellMeaning, _ style: CellStyle) -> [(ThemeColor, Int32)] {
    var colors: [(ThemeColor, Int32)] = []
    let emphasis = meaning.emphasis.union(theme.weight(of: meaning.ink))
    if let color = characterColor(meaning.ink, emphasis), style.foreground >= 16 {
      colors.append((color, style.foreground))
    }
    if let color = theme.background(meaning.background), style.background >= 16 {
      colors.append((color, style.background))
    }
    return colors
  }

  // Where colours are plenty a dim one is mixed: not every terminal can dim.
  private func characterColor(_ ink: Ink, _ emphasis: Emphasis) -> ThemeColor? {
    guard let color = theme.foreground(ink) else { return nil }
    return emphasis.contains(.dim) && depth.hasShades ? color.dimmed : color
  }

  private func addBackground(_ ink: Ink, to style: inout CellStyle) {
    guard let color = theme.background(ink) else { return }
    // Grey behind grey cannot be read on few colours: the chosen row is reversed instead, and in
    // one colour, because reversed inks would make it a patchwork.
    if ink == .selected, !depth.hasShades {
      style = CellStyle(emphasis: style.emphasis.union(.reversed))
    } else {
      style.background = number(of: color)
    }
  }

  private func styleWithoutColor(of meaning: CellMeaning) -> CellStyle {
    var style = CellStyle()
    style.emphasis = meaning.emphasis.union(theme.weightWithoutColor(of: meaning.ink))
    if meaning.background == .selected { style.emphasis.insert(.reversed) }
    return style
  }

  // Eight colours have no grey and no bright forms: grey is the plain colour, dimmed, and bright
  // is bold.
  private func brightenByWeight(_ style: inout CellStyle) {
    guard depth == .eight else { return }
    if style.foreground == 8 {
      style.foreground = -1
      style.emphasis.insert(.dim)
    } else if style.foreground > 8 {
      style.foreground -= 8
      style.emphasis.insert(.bold)
    }
    if style.background >= 8 { style.background -= 8 }
  }

  private func number(of color: ThemeColor) -> Int32 {
    switch depth {
    case .monochrome: -1
    case .eight, .sixteen: Int32(color.named)
    case .indexed, .adjustable: color.indexed
    // Below 8 even a terminal of any colour takes a number for a name.
    case .direct: max(color.rgb, 8)
    }
  }

  private func reduced(_ ink: Ink) -> Ink {
    guard hasFewPairs else { return ink }
    return switch ink {
    case .heat(let level): .heat(level | 1)
    case .diverging(let level): .diverging(level | 1)
    default: ink
    }
  }
}

extension ColorDepth {
  /// Whether there are enough colours to mix them.
  var hasShades: Bool {
    switch self {
    case .monochrome, .eight, .sixteen: false
    case .indexed, .adjustable, .direct: true
    }
  }
}
