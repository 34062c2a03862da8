/// Writes JSON, a text a line, its keys in the order they are given.
///
/// Numbers have the fewest digits that read back as the same number; those that JSON has no word
/// for, infinities and not-a-number, are null.
public struct JSONWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []

  // Whether a comma is due before the next key or element.
  private var needsComma = false

  /// An empty text.
  public init() {}

  /// Forgets what has been written, but keeps the memory it took.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// A line that holds one object.
  public mutating func line(_ fields: (inout JSONWriter) -> Void) {
    object(fields)
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// An object that stands for itself or in a list.
  public mutating func object(_ fields: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    fields(&self)
    close(UInt8(ascii: "}"))
  }

  /// A field that is an object.
  public mutating func object(_ key: String, _ fields: (inout JSONWriter) -> Void) {
    name(key)
    object(fields)
  }

  /// A field that is a list, `element` writing each of its elements.
  public mutating func list<Elements: Sequence>(
    _ key: String, _ elements: Elements,
    _ element: (inout JSONWriter, Elements.Element) -> Void
  ) {
    name(key)
    open(UInt8(ascii: "["))
    for value in elements { element(&self, value) }
    close(UInt8(ascii: "]"))
  }

  /// A field that is text.
  public mutating func field(_ key: String, _ value: String) {
    name(key)
    append(value)
  }

  /// A field that is a whole number.
  public mutating func field(_ key: String, _ value: Int) {
    name(key)
    append(value)
  }

  /// A field that is a number; null if it is not finite.
  public mutating func field(_ key: String, _ value: Double) {
    name(key)
    append(value)
  }

  /// A field that is true or false.
  public mutating func field(_ key: String, _ value: Bool) {
    name(key)
    append(verbatim: value ? "true" : "false")
  }

  /// A field that is null.
  public mutating func null(_ key: String) {
    name(key)
    append(verbatim: "null")
  }

  /// A whole number in a list.
  public mutating func element(_ value: Int) {
    append(value)
  }
}

extension JSONWriter {
  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func name(_ key: String) {
    separate()
    appendQuoted(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  private mutating func append(_ value: String) {
    separate()
    appendQuoted(value)
  }

  private mutating func append(_ value: Int) {
    append(verbatim: String(value))
  }

  private mutating func append(_ value: Double) {
    append(verbatim: value.isFinite ? value.description : "null")
  }

  private mutating func append(verbatim text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func appendQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy(Self.isPlain) {
      bytes.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { append(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "\\": bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(scalar.value)])
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    // Control characters beyond those that JSON forbids would steer a terminal that shows the text.
    case "\0"..<" ", "\u{7F}"..."\u{9F}":
      let digits = String(scalar.value, radix: 16)
      bytes.append(contentsOf: "\\u00".utf8)
      if digits.utf8.count == 1 { bytes.append(UInt8(ascii: "0")) }
      bytes.append(contentsOf: digits.utf8)
    default: bytes.append(contentsOf: String(scalar).utf8)
    }
  }
}
