/// A line being typed, with a cursor and the lines typed before.
public struct Prompt: Hashable, Sendable {
  /// What a key did.
  public enum Outcome: Hashable, Sendable {
    /// The line or the cursor changed, or could not.
    case edited
    /// The line is finished.
    case submitted(String)
    /// The line is given up.
    case cancelled
    /// The key means nothing here.
    case ignored
  }

  /// A line takes no more characters, as many as the longest path has: each key copies them all, and
  /// something large that is pasted would hold everything up.
  static let longest = 4_096

  /// What stands in front, such as ":".
  public var label: String
  /// The characters typed.
  public private(set) var characters: [Character]
  /// The number of characters left of the cursor.
  public private(set) var cursor: Int
  /// Earlier lines, oldest first.
  public private(set) var history: [String]
  private var historyIndex: Int
  private var draft: [Character] = []
  /// Whether all of the line is marked, so that what is typed takes its place.
  private var isSelected: Bool

  /// A prompt with the cursor behind a text to start from.
  ///
  /// A selected text is a proposal: the first character typed replaces it, a key that moves or
  /// removes at the cursor begins to edit it.
  public init(
    label: String = "", text: String = "", isSelected: Bool = false, history: [String] = []
  ) {
    self.label = label
    characters = Array(text)
    cursor = characters.count
    self.isSelected = isSelected && !text.isEmpty
    self.history = history
    historyIndex = history.count
  }

  /// The line as typed so far.
  public var text: String { String(characters) }

  /// Replaces the line, such as by a completion, and puts the cursor behind it.
  public mutating func replace(with text: String) {
    characters = Array(text)
    cursor = characters.count
    isSelected = false
  }

  /// What a key does to the line.
  public mutating func handle(_ key: Key) -> Outcome {
    let wasSelected = isSelected
    isSelected = false
    if wasSelected, key.removesSelection { replace(with: "") }
    switch key {
    case .enter: return submit()
    case .escape, .control("c"), .control("g"): return .cancelled
    case .character(let character): insert(character)
    case .backspace, .control("h"): remove(from: cursor - 1, to: cursor)
    case .delete: remove(from: cursor, to: cursor + 1)
    case .control("u"): remove(from: 0, to: cursor)
    case .control("k"): remove(from: cursor, to: characters.count)
    case .control("w"): remove(from: startOfWord(), to: cursor)
    default: return move(key)
    }
    return .edited
  }

  private mutating func move(_ key: Key) -> Outcome {
    switch key {
    case .left, .control("b"): cursor = max(cursor - 1, 0)
    case .right, .control("f"): cursor = min(cursor + 1, characters.count)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .up, .control("p"): recall(historyIndex - 1)
    case .down, .control("n"): recall(historyIndex + 1)
    default: return .ignored
    }
    return .edited
  }

  private mutating func submit() -> Outcome {
    let line = text
    if !line.isEmpty, history.last != line { history.append(line) }
    historyIndex = history.count
    characters = []
    cursor = 0
    return .submitted(line)
  }

  private mutating func insert(_ character: Character) {
    guard characters.count < Self.longest else { return }
    characters.insert(character, at: cursor)
    cursor += 1
  }

  /// Inserts a text of any characters at the cursor, as one line: line ends and tabs become blanks,
  /// other control characters are left out.
  public mutating func insert(_ text: String) {
    if isSelected { replace(with: "") }
    var line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    line.unicodeScalars.removeAll { $0 != "\t" && $0.properties.generalCategory == .control }
    let room = max(Self.longest - characters.count, 0)
    let inserted = line.prefix(room).map { $0 == "\t" ? Character(" ") : $0 }
    characters.insert(contentsOf: inserted, at: cursor)
    cursor += inserted.count
  }

  private mutating func remove(from start: Int, to end: Int) {
    guard start >= 0, end <= characters.count, start < end else { return }
    characters.removeSubrange(start..<end)
    cursor = start
  }

  private func startOfWord() -> Int {
    var start = cursor
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    return start
  }

  // The line being typed is the newest of the history, and comes back unharmed.
  private mutating func recall(_ index: Int) {
    guard index >= 0, index <= history.count, index != historyIndex else { return }
    if historyIndex == history.count { draft = characters }
    historyIndex = index
    characters = index == history.count ? draft : Array(history[index])
    cursor = characters.count
  }

  /// Draws label and line in a rectangle's first row, scrolled so that the cursor is seen.
  public func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let start = buffer.text(
      label, at: rect.origin, width: rect.columns, ink: .key, emphasis: .bold)
    let room = rect.columns - start
    guard room > 0 else { return }
    let hidden = hiddenCharacters(room: room)
    var place = rect.position(row: 0, column: start)
    for (index, character) in characters.enumerated() where index >= hidden {
      let shown = index == hidden && hidden > 0 ? Character("…") : character
      let columns = shown == character ? CharacterWidth.columns(of: String(character)) : 1
      guard place.column + columns <= rect.right else {
        buffer.put("…", at: Position(row: place.row, column: rect.right - 1), ink: .muted)
        break
      }
      buffer.put(shown, at: place, emphasis: index == cursor || isSelected ? .reversed : [])
      place.column += columns
    }
    if cursor == characters.count, place.column < rect.right {
      buffer.put(" ", at: place, emphasis: .reversed)
    }
  }

  // As few characters as needed leave on the left for the cursor to have its cell.
  private func hiddenCharacters(room: Int) -> Int {
    var columns = 1
    var index = cursor
    if cursor < characters.count { columns = max(Self.columns(of: characters[cursor]), 1) }
    while index > 0 {
      columns += Self.columns(of: characters[index - 1])
      if columns > room { return index }
      index -= 1
    }
    return 0
  }

  private static func columns(of character: Character) -> Int {
    SafeCharacter(character).width
  }
}

extension Key {
  /// Whether it takes away a text that is selected.
  fileprivate var removesSelection: Bool {
    switch self {
    case .character, .backspace, .delete, .control("h"): true
    default: false
    }
  }
}
