/// What a cell means; a theme at the edge turns it into a colour.
///
/// As a cell's `background`, `plain` stands for the terminal's own background.
public enum Ink: Hashable, Sendable {
  case plain, muted, title, border, focused, selected
  case good, warning, bad, pending
  case train, dev, twin
  case axis, key
  /// One of eight unordered series; larger numbers start over.
  case series(UInt8)
  /// One of sixteen steps from nothing (0) to most (15).
  case heat(UInt8)
  /// One of sixteen steps from one pole (0) over neutral to the other (15).
  case diverging(UInt8)

  /// The number of distinct series.
  public static let seriesCount = 8
  /// The number of steps of `heat` and of `diverging`.
  public static let levelCount = 16

  /// The series ink with a number, starting over after the last.
  public static func series(number: Int) -> Ink {
    let remainder = number % seriesCount
    return .series(UInt8(remainder < 0 ? remainder + seriesCount : remainder))
  }

  /// The heat ink of a share between 0 and 1; values outside are clamped and NaN is 0.
  public static func heat(share: Double) -> Ink { .heat(level(of: share)) }

  /// The diverging ink of a share between 0 and 1; values outside are clamped and NaN is neutral.
  public static func diverging(share: Double) -> Ink {
    .diverging(level(of: share.isNaN ? 0.5 : share))
  }

  private static func level(of share: Double) -> UInt8 {
    guard share > 0 else { return 0 }
    return UInt8(min(share * Double(levelCount), Double(levelCount - 1)))
  }

  /// Every ink, each once, in a fixed order.
  public static let all: [Ink] =
    [
      .plain, .muted, .title, .border, .focused, .selected, .good, .warning, .bad, .pending,
      .train, .dev, .twin, .axis, .key,
    ] + (0..<8).map { .series($0) } + (0..<16).map { .heat($0) } + (0..<16).map { .diverging($0) }
}

/// What is added to an ink where the meaning needs weight rather than another colour.
public struct Emphasis: OptionSet, Hashable, Sendable {
  /// The bits of the set.
  public let rawValue: UInt8

  /// A set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier than its surroundings.
  public static let bold = Emphasis(rawValue: 1)
  /// Lighter than its surroundings.
  public static let dim = Emphasis(rawValue: 2)
  /// Foreground and background exchanged.
  public static let reversed = Emphasis(rawValue: 4)
  /// A line below the characters.
  public static let underlined = Emphasis(rawValue: 8)
}
