public import TerminalUI

/// How meaning looks: a colour for every ink, and a weight where there are no colours.
///
/// Blue stands against orange and never red against green alone, so that eyes that do not tell
/// those apart lose nothing.
public struct Theme: Hashable, Sendable {
  /// The colours of one kind of background.
  struct Palette: Hashable, Sendable {
    var background: ThemeColor
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

  /// A colour that steps back, as far as it can still be read.
  func dimmed(_ color: ThemeColor) -> ThemeColor {
    color.mixed(with: palette.background, share: 0.45)
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

  // A ramp is given by a few colours at equal distances.
  private static func level(_ level: UInt8, of anchors: [ThemeColor]) -> ThemeColor {
    let place =
      Double(min(Int(level), Ink.levelCount - 1)) / Double(Ink.levelCount - 1)
      * Double(anchors.count - 1)
    let lower = min(Int(place), anchors.count - 2)
    return anchors[lower].mixed(with: anchors[lower + 1], share: place - Double(lower))
  }
}

extension Theme.Palette {
  static let dark = Theme.Palette(
    background: ThemeColor(0x101418, named: 0), highlight: ThemeColor(0x303030, named: 8),
    muted: ThemeColor(0x8A8A8A, named: 8), border: ThemeColor(0x4E4E4E, named: 8),
    axis: ThemeColor(0x6C6C6C, named: 8), focused: ThemeColor(0x87D7FF, named: 14),
    key: ThemeColor(0x87AFD7, named: 6), good: ThemeColor(0x5FD7AF, named: 2),
    warning: ThemeColor(0xFFD75F, named: 11), bad: ThemeColor(0xFF5F5F, named: 9),
    pending: ThemeColor(0xD7AFFF, named: 13), train: ThemeColor(0x5FAFFF, named: 12),
    dev: ThemeColor(0xFFAF5F, named: 3), twin: ThemeColor(0x8787AF, named: 8),
    series: [
      ThemeColor(0x5FAFFF, named: 12), ThemeColor(0xFFAF5F, named: 3),
      ThemeColor(0x5FD7AF, named: 2), ThemeColor(0xFF87AF, named: 5),
      ThemeColor(0xFFFF87, named: 11), ThemeColor(0xAF87FF, named: 13),
      ThemeColor(0x87D7FF, named: 6), ThemeColor(0xD7AF87, named: 7),
    ],
    heat: [
      ThemeColor(0x1A1A24, named: 0), ThemeColor(0x402060, named: 4),
      ThemeColor(0x8A2D72, named: 5), ThemeColor(0xD14E5E, named: 1),
      ThemeColor(0xF7934F, named: 3), ThemeColor(0xFDD27A, named: 11),
      ThemeColor(0xFCFCD0, named: 15),
    ],
    diverging: [
      ThemeColor(0x5FB7FF, named: 12), ThemeColor(0x2F6FB5, named: 4),
      ThemeColor(0x262B33, named: 0), ThemeColor(0xB56A1F, named: 3),
      ThemeColor(0xFFB45F, named: 11),
    ])

  static let light = Theme.Palette(
    background: ThemeColor(0xFFFFFF, named: 15), highlight: ThemeColor(0xDADADA, named: 7),
    muted: ThemeColor(0x6C6C6C, named: 8), border: ThemeColor(0xB2B2B2, named: 7),
    axis: ThemeColor(0x8A8A8A, named: 8), focused: ThemeColor(0x005FAF, named: 4),
    key: ThemeColor(0x005F87, named: 4), good: ThemeColor(0x00875F, named: 2),
    warning: ThemeColor(0x875F00, named: 3), bad: ThemeColor(0xAF0000, named: 1),
    pending: ThemeColor(0x8700AF, named: 5), train: ThemeColor(0x005FD7, named: 4),
    dev: ThemeColor(0xC75B00, named: 3), twin: ThemeColor(0x8787AF, named: 8),
    series: [
      ThemeColor(0x005FD7, named: 4), ThemeColor(0xC75B00, named: 3),
      ThemeColor(0x00875F, named: 2), ThemeColor(0xC7407F, named: 5),
      ThemeColor(0x8A7400, named: 3), ThemeColor(0x6F3FC7, named: 13),
      ThemeColor(0x008FAF, named: 6), ThemeColor(0x875F3F, named: 8),
    ],
    heat: [
      ThemeColor(0xF4F4FA, named: 15), ThemeColor(0xFBD9A5, named: 11),
      ThemeColor(0xF59A5B, named: 3), ThemeColor(0xD14E5E, named: 1),
      ThemeColor(0x8A2D72, named: 5), ThemeColor(0x402060, named: 4),
      ThemeColor(0x1A1A24, named: 0),
    ],
    diverging: [
      ThemeColor(0x0F5FBF, named: 4), ThemeColor(0x7FB2EB, named: 12),
      ThemeColor(0xF2F2F2, named: 15), ThemeColor(0xF2B27A, named: 11),
      ThemeColor(0xB85400, named: 3),
    ])
}
