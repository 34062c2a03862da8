import Numerics

/// What the header of a NumPy array says.
struct NPYHeader {
  let element: StoredElement
  /// Whether the first dimension varies fastest.
  let isColumnMajor: Bool
  let shape: [Int]

  /// Reads a dictionary such as `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
  init(_ text: String) throws(RecordProblem) {
    var dictionary = PythonDictionary(text)
    var entries: [String: Substring] = [:]
    while let (key, value) = dictionary.next() { entries[key] = value }
    guard let type = entries["descr"], let order = entries["fortran_order"],
      let shape = entries["shape"]
    else {
      throw RecordProblem(
        expected: "a NumPy header with descr, fortran_order and shape",
        found: quoted(text), advice: "save it again")
    }
    element = try Self.element(type)
    isColumnMajor = order == "True"
    self.shape = try Self.shape(shape)
  }

  private static func element(_ text: Substring) throws(RecordProblem) -> StoredElement {
    let name = text.filter { $0 != "'" && $0 != "\"" }
    if name.hasPrefix(">"), !name.hasSuffix("1") {
      throw RecordProblem(
        expected: "numbers of little-endian byte order", found: quoted(name),
        advice: "save array.astype('<\(name.dropFirst())')")
    }
    let elements: [String: StoredElement] = [
      "b1": .uint8, "u1": .uint8, "i1": .int8, "u2": .uint16, "i2": .int16, "u4": .uint32,
      "i4": .int32, "u8": .uint64, "i8": .int64, "f4": .float32, "f8": .float64,
    ]
    guard let element = elements[String(name.drop { "<>|=".contains($0) })] else {
      throw RecordProblem(
        expected: "an array of integers, float32 or float64", found: kind(of: name),
        advice: "save array.astype('float32'), with classes as numbers")
    }
    return element
  }

  private static func kind(of name: String) -> String {
    let letters: [Character: String] = [
      "O": "Python objects", "U": "text", "S": "text", "M": "dates", "m": "durations",
      "c": "complex numbers", "f": "floats", "V": "records",
    ]
    if name.hasPrefix("[") { return "records" }
    let letter = name.first { $0.isLetter }
    let kind = letter.flatMap { letters[$0] } ?? "another type"
    return "\(kind), \(quoted(name))"
  }

  private static func shape(_ text: Substring) throws(RecordProblem) -> [Int] {
    let sizes = text.drop { $0 == "(" }.prefix { $0 != ")" }.split(separator: ",")
      .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    let numbers = sizes.compactMap { Int($0) }.filter { $0 >= 0 }
    guard text.hasPrefix("("), text.hasSuffix(")"), numbers.count == sizes.count,
      (1...32).contains(numbers.count)
    else {
      throw RecordProblem(
        expected: "a shape of one or more sizes, 0 or above", found: quoted(String(text)),
        advice: "save it again")
    }
    return numbers
  }
}

/// The keys and the text of the values of a Python dictionary without nested ones.
private struct PythonDictionary {
  private var rest: Substring

  init(_ text: String) { rest = text.drop { $0 != "{" }.dropFirst() }

  mutating func next() -> (key: String, value: Substring)? {
    rest = rest.drop { $0 == " " || $0 == "," || $0 == "\n" }
    guard let quote = rest.first, quote == "'" || quote == "\"" else { return nil }
    rest = rest.dropFirst()
    let key = rest.prefix { $0 != quote }
    rest = rest.dropFirst(key.count + 1).drop { $0 == ":" || $0 == " " }
    let value = rest.prefix(valueLength)
    rest = rest.dropFirst(value.count)
    return (String(key), value)
  }

  private var valueLength: Int {
    var depth = 0
    var quote: Character?
    for (place, character) in rest.enumerated() {
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      switch character {
      case "'", "\"": quote = character
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case ",", "}": if depth == 0 { return place }
      default: break
      }
    }
    return rest.count
  }
}
