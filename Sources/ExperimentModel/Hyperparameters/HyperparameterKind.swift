/// Which values a field takes, and what one step up or down is.
public enum HyperparameterKind: Sendable, Equatable {
  /// Whole numbers.
  case integer(ClosedRange<Int>, step: IntegerStep)
  /// Numbers.
  case real(RealRange, step: RealStep)
  /// Yes or no.
  case flag
  /// One name of a list.
  case choice([String])
  /// Free text.
  case text
}

/// How far a whole number moves in one step.
public enum IntegerStep: Sendable, Equatable {
  /// Up or down by this many.
  case by(Int)
  /// To the next power of two.
  case doubling
  /// Along 1, 2, 5, 10, 20, …
  case ladder
}

/// How far a number moves in one step.
public enum RealStep: Sendable, Equatable {
  /// Up or down by this much.
  case by(Double)
  /// Along 1, 2, 5, 10, … times powers of ten, no lower than `floor`; below that comes the lower
  /// bound of the range where it is 0.
  case ladder(floor: Double)
}

/// The numbers between two bounds, either of which may be left out.
public struct RealRange: Sendable, Equatable {
  /// The lower bound.
  public var lower: Double
  /// The upper bound; infinite for none.
  public var upper: Double
  /// Whether the lower bound itself is a value.
  public var includesLower: Bool
  /// Whether the upper bound itself is a value.
  public var includesUpper: Bool

  /// The numbers from `lower` up.
  public static func from(_ lower: Double) -> RealRange {
    RealRange(lower: lower, upper: .infinity, includesLower: true, includesUpper: false)
  }

  /// The numbers above `lower`.
  public static func above(_ lower: Double) -> RealRange {
    RealRange(lower: lower, upper: .infinity, includesLower: false, includesUpper: false)
  }

  /// The numbers from `lower` to `upper`, both included.
  public static func between(_ lower: Double, _ upper: Double) -> RealRange {
    RealRange(lower: lower, upper: upper, includesLower: true, includesUpper: true)
  }

  /// The numbers from `lower` up to but not including `upper`.
  public static func between(_ lower: Double, below upper: Double) -> RealRange {
    RealRange(lower: lower, upper: upper, includesLower: true, includesUpper: false)
  }

  /// Whether a number is a value of the range.
  ///
  /// NaN and infinities never are.
  public func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    let aboveLower = includesLower ? value >= lower : value > lower
    let belowUpper = includesUpper ? value <= upper : value < upper
    return aboveLower && belowUpper
  }
}

extension HyperparameterKind {
  /// What a value has to be, for messages: "a whole number from 1 to 10".
  public var expectation: String {
    switch self {
    case .integer(let range, _):
      range.upperBound == .max
        ? "a whole number, \(range.lowerBound) or more"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .real(let range, _): "a number \(range.expectation)"
    case .flag: "true or false"
    case .choice(let names): "one of \(names.joined(separator: ", "))"
    case .text: "text"
    }
  }

  /// Whether a value is one of this kind and in range.
  public func accepts(_ value: HyperparameterValue) -> Bool {
    switch (self, value) {
    case (.integer(let range, _), .integer(let number)): range.contains(number)
    case (.real(let range, _), .real(let number)): range.contains(number)
    case (.flag, .flag), (.text, .text): true
    case (.choice(let names), .text(let name)): names.contains(name)
    default: false
    }
  }

  /// The value that a person's text stands for, in range or not; `nil` if it is none of this kind.
  public func value(parsing text: String) -> HyperparameterValue? {
    switch self {
    case .integer:
      Int(text).map { .integer($0) }
        ?? Double(text).flatMap(Int.init(exactly:)).map { .integer($0) }
    case .real: Double(text).map { .real($0) }
    case .flag: Self.flags[text].map { .flag($0) }
    case .choice, .text: .text(text)
    }
  }

  private static let flags = [
    "true": true, "false": false, "yes": true, "no": false, "on": true, "off": false,
  ]
}

extension RealRange {
  fileprivate var expectation: String {
    let low = HyperparameterValue.digits(of: lower)
    let start = includesLower ? "from \(low)" : "above \(low)"
    guard upper.isFinite else { return includesLower ? "of \(low) or more" : start }
    let high = HyperparameterValue.digits(of: upper)
    return includesUpper ? "\(start) to \(high)" : "\(start) up to but not including \(high)"
  }
}
