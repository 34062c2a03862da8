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
    switch depth {
    case .monochrome: styleWithoutColor(of: meaning)
    case .eight, .sixteen: styleInFewColors(of: meaning)
    case .indexed, .adjustable, .direct: styleInShades(of: meaning)
    }
  }

  /// The colours that a meaning asks for, beside the numbers that its style gives them.
  func exactColors(of meaning: CellMeaning, _ style: CellStyle) -> [(ThemeColor, Int32)] {
    let colors = colors(of: meaning)
    return [(colors.foreground, style.foreground), (colors.background, style.background)]
      .compactMap { color, number in
        guard let color, number >= 16 else { return nil }
        return (color, number)
      }
  }

  private func colors(of meaning: CellMeaning) -> CellColors {
    let ink = reduced(meaning.ink)
    let emphasis = meaning.emphasis.union(theme.weight(of: ink))
    return theme.colors(
      of: ink, on: reduced(meaning.background), isDim: emphasis.contains(.dim))
  }

  private func styleInShades(of meaning: CellMeaning) -> CellStyle {
    let colors = colors(of: meaning)
    var style = CellStyle()
    style.emphasis = meaning.emphasis.union(theme.weight(of: meaning.ink))
    if let color = colors.foreground {
      style.foreground = number(of: color)
      // Where colours are plenty a dim one is mixed: not every terminal can dim.
      style.emphasis.remove(.dim)
    }
    if let color = colors.background { style.background = number(of: color) }
    return style
  }

  // The named colours are not the same on any two terminals, and none of them can be read on both
  // black and white. So the whole screen is painted, light on the black that all of them have.
  private func styleInFewColors(of meaning: CellMeaning) -> CellStyle {
    let ink = reduced(meaning.ink)
    var style = CellStyle(foreground: Self.white, background: Self.black)
    style.emphasis = meaning.emphasis.union(theme.weight(of: ink))
    // Grey behind grey cannot be read on few colours: the chosen row is reversed instead, and in
    // one colour, because reversed inks would make it a patchwork.
    if meaning.background == .selected {
      style.emphasis.insert(.reversed)
      return style
    }
    let colors = Theme.dark.colors(of: ink, on: reduced(meaning.background), isDim: false)
    if let color = colors.foreground { style.foreground = Int32(color.named) }
    if let color = colors.background { style.background = Int32(color.named) }
    replaceFaintColors(in: &style)
    return style
  }

  // Grey and blue are too dark on black on many terminals: grey is white, dimmed, and blue is cyan.
  // Eight colours have no bright forms: bright is bold.
  private func replaceFaintColors(in style: inout CellStyle) {
    if style.background == Self.black {
      switch style.foreground {
      case Self.grey:
        style.foreground = Self.white
        style.emphasis.insert(.dim)
      case 4: style.foreground = 6
      case 12 where depth == .eight: style.foreground = 14
      default: break
      }
    }
    guard depth == .eight else { return }
    if style.foreground >= 8 {
      style.foreground -= 8
      style.emphasis.insert(.bold)
    }
    if style.background >= 8 { style.background -= 8 }
  }

  private static let black: Int32 = 0
  private static let white: Int32 = 7
  private static let grey: Int32 = 8

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
