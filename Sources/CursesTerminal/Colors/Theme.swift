public import TerminalUI

/// How meaning looks: a colour for every ink, and a weight where there are no colours.
///
/// Blue stands against orange and never red against green alone, so that eyes that do not tell
/// those apart lose nothing.
public struct Theme: Hashable, Sendable {
  /// The colours of one kind of background.
  struct Palette: Hashable, Sendable {
    /// Behind the chosen row.
    var highlight: ThemeColor
    /// Plain characters on the highlight.
    var plainOnHighlight: ThemeColor
    var muted: ThemeColor
    var border: ThemeColor
    var axis: ThemeColor
    var focused: ThemeColor
    var key: ThemeColor
    var good: ThemeColor
    var warning: ThemeColor
    var bad: ThemeColor
    var pending: ThemeColor
    var train: ThemeColor
    var dev: ThemeColor
    var twin: ThemeColor
    var series: [ThemeColor]
    var heat: [ThemeColor]
    var diverging: [ThemeColor]
  }

  let palette: Palette
  /// The colours on the highlight.
  let onHighlight: Palette

  /// For light characters on a dark background.
  public static let dark = Theme(palette: .dark, onHighlight: .dark)
  /// For dark characters on a light background.
  public static let light = Theme(palette: .light, onHighlight: .light)
  /// For a background that is not known: its colours can be read on black and on white.
  public static let either = Theme(palette: .either, onHighlight: .dark)

  /// The colour of an ink's characters; `nil` is the terminal's own.
  public func foreground(_ ink: Ink) -> ThemeColor? { Self.foreground(ink, in: palette) }

  /// The colour behind characters; `nil` is the terminal's own.
  public func background(_ ink: Ink) -> ThemeColor? {
    ink == .selected ? palette.highlight : foreground(ink)
  }

  /// The colours of a cell.
  ///
  /// Where one of two colours is the terminal's own and the other ours, nothing is known of how they
  /// go together: so only inks that can be read on every background of the theme stand alone.
  func colors(of ink: Ink, on background: Ink, isDim: Bool) -> CellColors {
    func shade(_ color: ThemeColor) -> ThemeColor { isDim ? color.dimmed : color }
    switch (ink, background) {
    case (.heat(let level), .plain):
      return CellColors(Self.level(level, of: palette.heat), on: palette.heat[0])
    case (_, .plain):
      return CellColors(foreground(ink).map(shade))
    case (_, .selected):
      // What steps back steps back less far here: the highlight is nearer to it.
      let isFaint = [.border, .axis, .twin].contains(ink)
      let color = Self.foreground(isFaint ? .muted : ink, in: onHighlight).map(shade)
      return CellColors(color ?? palette.plainOnHighlight, on: palette.highlight)
    case (.heat, _), (.diverging, _), (.series, _):
      return CellColors(foreground(ink), on: self.background(background))
    default:
      let behind = self.background(background)
      return CellColors(behind?.readable, on: behind)
    }
  }

  private static func foreground(_ ink: Ink, in palette: Palette) -> ThemeColor? {
    switch ink {
    case .plain, .title, .selected: nil
    case .muted: palette.muted
    case .border: palette.border
    case .axis: palette.axis
    case .focused: palette.focused
    case .key: palette.key
    case .good: palette.good
    case .warning: palette.warning
    case .bad: palette.bad
    case .pending: palette.pending
    case .train: palette.train
    case .dev: palette.dev
    case .twin: palette.twin
    case .series(let number): palette.series[Int(number) % palette.series.count]
    case .heat(let level): self.level(level, of: palette.heat)
    case .diverging(let level): self.level(level, of: palette.diverging)
    }
  }

  /// The weight that belongs to an ink in colour.
  func weight(of ink: Ink) -> Emphasis {
    switch ink {
    case .title, .bad, .selected: .bold
    default: []
    }
  }

  /// The weight that stands for an ink where there are no colours.
  func weightWithoutColor(of ink: Ink) -> Emphasis {
    switch ink {
    case .plain, .series, .heat, .diverging, .train, .good: []
    case .muted, .border, .axis, .twin: .dim
    case .title, .focused, .key, .warning, .dev: .bold
    case .bad, .pending: [.bold, .underlined]
    case .selected: .reversed
    }
  }

  private static func level(_ level: UInt8, of ramp: [ThemeColor]) -> ThemeColor {
    ramp[min(Int(level), ramp.count - 1)]
  }
}

/// The colours of a cell: both the terminal's own, both ours, or characters of ours that can be read
/// on every background the theme is for.
struct CellColors: Hashable, Sendable {
  /// The characters' colour; `nil` is the terminal's own.
  var foreground: ThemeColor?
  /// The colour behind them; `nil` is the terminal's own.
  var background: ThemeColor?

  init(_ foreground: ThemeColor?, on background: ThemeColor? = nil) {
    self.foreground = foreground
    self.background = background
  }
}
