public import TerminalUI

/// How meaning looks: a colour for every ink, and a weight where there are no colours.
///
/// Blue stands against orange and never red against green alone, so that eyes that do not tell
/// those apart lose nothing.
public struct Theme: Hashable, Sendable {
  /// The colours of one kind of background.
  struct Palette: Hashable, Sendable {
    var highlight: ThemeColor
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

  /// For light characters on a dark background.
  public static let dark = Theme(palette: .dark)
  /// For dark characters on a light background.
  public static let light = Theme(palette: .light)

  /// The colour of an ink's characters; `nil` is the terminal's own.
  public func foreground(_ ink: Ink) -> ThemeColor? {
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
    case .heat(let level): Self.level(level, of: palette.heat)
    case .diverging(let level): Self.level(level, of: palette.diverging)
    }
  }

  /// The colour behind characters; `nil` is the terminal's own.
  public func background(_ ink: Ink) -> ThemeColor? {
    ink == .selected ? palette.highlight : foreground(ink)
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
