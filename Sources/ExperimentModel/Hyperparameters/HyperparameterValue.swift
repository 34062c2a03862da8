/// The value of one field of the configuration.
public enum HyperparameterValue: Sendable, Hashable {
  /// A count.
  case integer(Int)
  /// A number.
  case real(Double)
  /// Yes or no.
  case flag(Bool)
  /// A name out of a list, or free text.
  case text(String)
  /// Absent: the feature is off, or the source decides.
  case absent
}

extension HyperparameterValue: CustomStringConvertible {
  /// The value as a preset spells it; an absent one is `off`.
  public var description: String {
    switch self {
    case .integer(let value): String(value)
    case .real(let value): Self.digits(of: value)
    case .flag(let value): value ? "true" : "false"
    case .text(let value): value
    case .absent: "off"
    }
  }

  /// The shortest digits that read back as `value`; `0.00001` is `1e-5`.
  static func digits(of value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    let text = String(value)
    guard let exponent = text.firstIndex(of: "e") else { return text }
    let power = Int(text[text.index(after: exponent)...]) ?? 0
    return "\(text[..<exponent])e\(power)"
  }
}
