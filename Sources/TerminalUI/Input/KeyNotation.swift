extension Key: CustomStringConvertible, LosslessStringConvertible {
  /// The key as a person reads it: "q", "Space", "↑", "Shift-Tab", "Ctrl-C", "F1".
  public var description: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "Ctrl-" + character.uppercased()
    case .function(let number): "F\(number)"
    default: Self.names.first { $0.key == self }?.name ?? "?"
    }
  }

  /// The key that a notation names; `nil` for one that names none.
  public init?(_ description: String) {
    if let named = Self.names.first(where: { $0.name == description }) {
      self = named.key
    } else if description == "Space" {
      self = .character(" ")
    } else if description.count == 1, let character = description.first {
      self = .character(character)
    } else if description.hasPrefix("Ctrl-"), description.count == 6,
      let character = description.last?.lowercased().first
    {
      self = .control(character)
    } else if description.first == "F", let number = Int(description.dropFirst()),
      (1...63).contains(number)
    {
      self = .function(number)
    } else {
      return nil
    }
  }

  // Arrows are written as arrows; the word is understood too.
  private static let names: [(key: Key, name: String)] = [
    (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
    (.backspace, "Backspace"), (.delete, "Del"), (.insert, "Ins"), (.up, "↑"), (.down, "↓"),
    (.left, "←"), (.right, "→"), (.home, "Home"), (.end, "End"), (.pageUp, "PgUp"),
    (.pageDown, "PgDn"), (.shiftUp, "Shift-↑"), (.shiftDown, "Shift-↓"),
    (.shiftLeft, "Shift-←"), (.shiftRight, "Shift-→"), (.up, "Up"), (.down, "Down"),
    (.left, "Left"), (.right, "Right"),
  ]
}
