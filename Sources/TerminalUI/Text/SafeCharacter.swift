/// A character reduced to what one place of a terminal can show, and that cannot command it.
struct SafeCharacter: Hashable, Sendable {
  let scalar: Unicode.Scalar
  /// A combining mark; U+0000 when there is none.
  let mark: Unicode.Scalar
  /// 1 or 2 columns.
  let width: Int

  init(_ character: Character) {
    let scalars = character.unicodeScalars
    var iterator = scalars.makeIterator()
    let first = iterator.next() ?? " "
    guard let substitute = Self.substitute(for: first) else {
      let width = CharacterWidth.columns(of: first)
      if width == 0 {
        // A mark without a base would join the cell to its left.
        self.init(scalar: "\u{FFFD}", mark: "\0", width: 1)
      } else {
        self.init(scalar: first, mark: Self.mark(among: iterator), width: width)
      }
      return
    }
    self.init(scalar: substitute, mark: "\0", width: 1)
  }

  private init(scalar: Unicode.Scalar, mark: Unicode.Scalar, width: Int) {
    self.scalar = scalar
    self.mark = mark
    self.width = width
  }

  /// The characters of a text in the order they are drawn.
  static func all(of text: String) -> [SafeCharacter] {
    var characters: [SafeCharacter] = []
    characters.reserveCapacity(text.utf8.count)
    for character in text { characters.append(SafeCharacter(character)) }
    return characters
  }

  // One mark is enough to read; variation selectors and joiners change a width that no two terminals
  // agree on, so they are left out.
  private static func mark(
    among rest: some IteratorProtocol<Unicode.Scalar>
  ) -> Unicode.Scalar {
    var rest = rest
    guard let next = rest.next(), next.properties.generalCategory == .nonspacingMark,
      !next.properties.isDefaultIgnorableCodePoint
    else { return "\0" }
    return next
  }

  // Control characters carry out commands, bidirectional controls turn the row around, unassigned
  // ones have no agreed width: none of them may reach the terminal. Letters that nothing is seen of,
  // such as fillers, would make a name look like another.
  private static func substitute(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x20...0x7E: return nil
    case 0...0x1F: return Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: return "\u{2421}"
    case 0xAD: return "-"
    case 0xA0...0x2FF: return nil
    case 0x2800, 0x1D159: return "\u{FFFD}"
    case let value where CharacterWidth.isPlainSymbol(value): return nil
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator, .format:
      return "\u{FFFD}"
    default: return scalar.properties.isDefaultIgnorableCodePoint ? "\u{FFFD}" : nil
    }
  }
}
