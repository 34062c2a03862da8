/// One place on the screen: a character, what it means, and what lies behind it.
public struct Cell: Hashable, Sendable {
  /// How much of a character a cell holds.
  public enum Extent: UInt8, Sendable {
    case single
    /// The left half of a character two columns wide; holds the character.
    case wide
    /// The right half of the character to the left; draws nothing of its own.
    case continuation
  }

  /// The base character: printable, never a control character.
  public private(set) var scalar: Unicode.Scalar
  /// A combining mark on the base character; U+0000 when there is none.
  public private(set) var mark: Unicode.Scalar
  /// How much of the character this cell holds.
  public private(set) var extent: Extent
  /// What the character means.
  public var ink: Ink
  /// What lies behind the character; `plain` is the terminal's own background.
  public var background: Ink
  /// Weight added to the ink.
  public var emphasis: Emphasis

  /// A blank in plain ink.
  public static let blank = Cell(" ")

  /// A cell with the first character cell's worth of `character`, made safe for a terminal.
  ///
  /// Control characters become a visible substitute; of a wide character this is the left half.
  public init(
    _ character: Character, ink: Ink = .plain, background: Ink = .plain, emphasis: Emphasis = []
  ) {
    self.init(
      SafeCharacter(character), ink: ink, background: background, emphasis: emphasis)
  }

  init(
    _ character: SafeCharacter, ink: Ink, background: Ink = .plain, emphasis: Emphasis = []
  ) {
    scalar = character.scalar
    mark = character.mark
    extent = character.width == 2 ? .wide : .single
    self.ink = ink
    self.background = background
    self.emphasis = emphasis
  }

  /// The right half that belongs to a wide left half.
  var continuation: Cell {
    var half = self
    half.scalar = " "
    half.mark = "\0"
    half.extent = .continuation
    return half
  }

  /// The character for a reader; empty for the right half of a wide one.
  public var text: String {
    guard extent != .continuation else { return "" }
    var text = String(scalar)
    if mark != "\0" { text.unicodeScalars.append(mark) }
    return text
  }

  /// The same place with another character of one column.
  mutating func blankOut() {
    scalar = " "
    mark = "\0"
    extent = .single
  }
}
