/// A row that says which keys do what at the moment.
public struct KeyHints: Hashable, Sendable {
  /// A key and what it does.
  public struct Hint: Hashable, Sendable {
    /// The key or keys as a person reads them, such as "↑↓" or "Tab".
    public var key: String
    /// What it does, in a word or two.
    public var action: String
    /// Whether it can be done now.
    public var isEnabled: Bool

    /// A hint.
    public init(_ key: String, _ action: String, isEnabled: Bool = true) {
      self.key = key
      self.action = action
      self.isEnabled = isEnabled
    }
  }

  /// The hints, the most useful first.
  public var hints: [Hint]

  /// A row of hints.
  public init(_ hints: [Hint]) { self.hints = hints }

  /// Draws the hints that fit whole, then an ellipsis where some are left out.
  ///
  /// Returns the columns used.
  @discardableResult
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect) -> Int {
    guard !rect.isEmpty else { return 0 }
    var place = rect.origin
    let ellipsis = buffer.glyphs.ellipsis
    for (index, hint) in hints.enumerated() {
      let columns =
        CharacterWidth.columns(of: hint.key) + 1 + CharacterWidth.columns(of: hint.action)
      // What follows the last hint that is drawn is an ellipsis, which needs its room too.
      let after = index == hints.count - 1 ? 0 : 2 + CharacterWidth.columns(of: ellipsis)
      guard place.column + columns + after <= rect.right else {
        place.column += buffer.text(
          ellipsis, at: place, width: rect.right - place.column, ink: .muted)
        break
      }
      place.column += buffer.text(
        hint.key, at: place, ink: hint.isEnabled ? .key : .muted,
        emphasis: hint.isEnabled ? .bold : .dim)
      place.column += 1
      place.column += buffer.text(
        hint.action, at: place, ink: .muted, emphasis: hint.isEnabled ? [] : .dim)
      if index < hints.count - 1 { place.column += 2 }
    }
    return place.column - rect.left
  }
}
