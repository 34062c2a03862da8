/// How the rows of a text file are told apart.
struct Dialect: Equatable, Sendable {
  var separator = Byte.comma
  /// The mark before the digits of a fraction.
  var decimalMark = Byte.point
  /// Whether the first row names the columns.
  var hasHeader = true

  var separatorName: String {
    switch separator {
    case Byte.comma: "comma"
    case Byte.semicolon: "semicolon"
    case Byte.tab: "tab"
    case Byte.bar: "bar"
    default: "space"
    }
  }
}

/// The bytes that mean something in a text file of rows.
enum Byte {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")
  static let semicolon = UInt8(ascii: ";")
  static let bar = UInt8(ascii: "|")
  static let point = UInt8(ascii: ".")
  static let minus = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
  static let zero = UInt8(ascii: "0")
  static let exponent = UInt8(ascii: "e")
  /// Turns a capital letter into its small one.
  static let smallLetter: UInt8 = 0x20
}
