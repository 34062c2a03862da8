/// What a screen can show: which characters, and whether colours tell cells apart.
public struct GlyphSet: Hashable, Sendable {
  /// Whether nothing beyond the printable ASCII characters can be shown.
  public let isASCII: Bool
  /// Whether inks are told apart by colour; else a drawing has to differ in its characters.
  public let hasColors: Bool

  /// A set by what it can show.
  public init(isASCII: Bool, hasColors: Bool) {
    self.isASCII = isASCII
    self.hasColors = hasColors
  }

  /// Every character, in colours.
  public static let unicode = GlyphSet(isASCII: false, hasColors: true)
  /// Every character, without colours.
  public static let monochrome = GlyphSet(isASCII: false, hasColors: false)
  /// ASCII only, without colours.
  public static let ascii = GlyphSet(isASCII: true, hasColors: false)

  /// What stands at the end of a text that was cut.
  public var ellipsis: String { isASCII ? ".." : "…" }

  /// Eighths of a bar from the left, from empty to full.
  public var horizontalEighths: [Character] {
    isASCII
      ? [" ", " ", " ", "-", "-", "=", "=", "=", "#"]
      : [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
  }

  /// Eighths of a bar from below, from empty to full.
  public var verticalEighths: [Character] {
    isASCII
      ? [" ", "_", "_", ".", ".", ":", ":", "|", "#"]
      : [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  }

  /// The character itself, or the nearest one this set has.
  func adapted(_ character: SafeCharacter) -> SafeCharacter {
    guard isASCII, character.scalar.value > 0x7E || character.mark != "\0" else {
      return character
    }
    if character.scalar.value <= 0x7E { return SafeCharacter(Character(character.scalar)) }
    return SafeCharacter(Self.ascii(for: character.scalar))
  }

  private static func ascii(for scalar: Unicode.Scalar) -> Character {
    if let known = substitutes[scalar] { return known }
    switch scalar.value {
    case 0x2400...0x2421: return "?"
    case 0x2500...0x257F: return "+"
    case 0x2581...0x2588: return verticalSubstitutes[Int(scalar.value - 0x2580)]
    case 0x2589...0x258F: return "="
    case 0x2800...0x28FF: return braille(dots: UInt8(scalar.value - 0x2800))
    default: return "?"
    }
  }

  private static let verticalSubstitutes: [Character] = GlyphSet.ascii.verticalEighths

  // Where the dots lie decides: above, below, or both.
  private static func braille(dots: UInt8) -> Character {
    let upper = dots & 0b0001_1011 != 0
    let lower = dots & 0b1110_0100 != 0
    switch (upper, lower) {
    case (false, false): return " "
    case (true, false): return "'"
    case (false, true): return "."
    case (true, true): return ":"
    }
  }

  private static let substitutes: [Unicode.Scalar: Character] = [
    "─": "-", "━": "=", "═": "-", "╌": "-", "┄": "-", "┈": "-", "╴": "-", "╶": "-", "╸": "=",
    "│": "|", "┃": "|", "║": "|", "╎": "|", "┆": "|", "┊": "|", "╵": "|", "╷": "|",
    "▀": "\"", "▄": "_", "▌": "|", "▐": "|", "░": ".", "▒": ":", "▓": "%", "█": "#",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "↔": "-", "↕": "|", "↗": "/", "↘": "\\", "⇄": "-",
    "◀": "<", "▶": ">", "▲": "^", "▼": "v", "▴": "^", "▾": "v", "◂": "<", "▸": ">", "△": "^",
    "▽": "v", "‹": "<", "›": ">", "«": "<", "»": ">", "❯": ">", "⏵": ">", "⏸": "=", "⏎": "<",
    "●": "*", "•": "*", "○": "o", "◆": "*", "◇": "o", "■": "#", "□": "o", "◦": "o", "◐": "%",
    "◑": "%", "◌": "o", "⚡": "!", "★": "*",
    "·": ".", "…": "~", "–": "-", "—": "-", "−": "-", "×": "x", "÷": "/", "±": "~", "≈": "~",
    "≤": "<", "≥": ">", "≠": "#", "∞": "8", "√": "v", "°": "o", "✓": "+", "✔": "+", "✗": "x",
    "✘": "x", "⚠": "!", "‘": "'", "’": "'", "“": "\"", "”": "\"", "α": "a", "β": "b", "γ": "g",
    "δ": "d", "Δ": "D", "ε": "e", "η": "n", "λ": "l", "μ": "u", "µ": "u", "ρ": "r", "σ": "s",
    "∂": "d", "Σ": "S", "²": "2", "³": "3", "₁": "1", "₂": "2", "½": "5", "\u{A0}": " ",
    "\u{2009}": " ", "\u{202F}": " ",
  ]
}
