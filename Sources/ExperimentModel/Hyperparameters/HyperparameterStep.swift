/// Which way a value is stepped.
public enum StepDirection: Sendable {
  /// To the next smaller value, or the name before.
  case down
  /// To the next larger value, or the name after.
  case up
}

extension Hyperparameter {
  /// The value one step away from `value`, or `nil` at the end of the range.
  ///
  /// Names go around. An optional field that is off comes on at its `initial` value, and goes off
  /// again below its smallest.
  public func value(
    after value: HyperparameterValue, _ direction: StepDirection
  ) -> HyperparameterValue? {
    if value == .absent { return direction == .up ? initial : nil }
    let next = kind.value(after: value, direction)
    if next == nil, isOptional, direction == .down { return .absent }
    return next
  }
}

extension HyperparameterKind {
  func value(
    after value: HyperparameterValue, _ direction: StepDirection
  ) -> HyperparameterValue? {
    switch (self, value) {
    case (.integer(let range, let step), .integer(let number)):
      let next = min(max(step.number(after: number, direction), range.lowerBound), range.upperBound)
      return next == number ? nil : .integer(next)
    case (.real(let range, let step), .real(let number)):
      return step.number(after: number, direction, in: range).map { .real($0) }
    case (.flag, .flag(let isOn)):
      return .flag(!isOn)
    case (.choice(let names), .text(let name)):
      guard let index = names.firstIndex(of: name) else { return names.first.map { .text($0) } }
      let offset = direction == .up ? 1 : names.count - 1
      return .text(names[(index + offset) % names.count])
    default:
      return nil
    }
  }
}

extension IntegerStep {
  func number(after number: Int, _ direction: StepDirection) -> Int {
    switch self {
    case .by(let amount):
      return direction == .up ? number + amount : number - amount
    case .doubling:
      if direction == .up {
        return number < 1 ? 1 : 1 << (Int.bitWidth - number.leadingZeroBitCount)
      }
      return number <= 1 ? 0 : 1 << (Int.bitWidth - 1 - (number - 1).leadingZeroBitCount)
    case .ladder:
      return Int(Ladder.number(after: Double(number), direction))
    }
  }
}

extension RealStep {
  func number(after number: Double, _ direction: StepDirection, in range: RealRange) -> Double? {
    switch self {
    case .by(let amount):
      // Onto the grid of the step, so that 0.1 + 0.2 reads 0.3. A value a rounding error away from
      // the grid stands on it: 0.15 / 0.05 is a little less than 3.
      let position = number / amount
      let nearest = position.rounded()
      let isOnGrid = abs(position - nearest) < 1e-6
      let steps = isOnGrid ? nearest : position.rounded(direction == .up ? .down : .up)
      let next = (steps + (direction == .up ? 1 : -1)) / (1 / amount).rounded()
      return range.contains(next) ? next : nil
    case .ladder(let floor):
      let next = Ladder.number(after: number, direction)
      if next < floor * 0.999 {
        if direction == .up { return floor }
        return number > 0 && range.contains(0) ? 0 : nil
      }
      return range.contains(next) ? next : nil
    }
  }
}

/// The numbers 1, 2 and 5 times the powers of ten.
private enum Ladder {
  // Read from decimal digits, so that a rung is the number a person would type.
  static let rungs: [Double] = (-12...9).flatMap { power in
    [1, 2, 5].compactMap { Double("\($0)e\(power)") }
  }

  /// The rung above or below a number: 0 below the lowest, the highest above the highest.
  static func number(after number: Double, _ direction: StepDirection) -> Double {
    switch direction {
    case .up: rungs.first { $0 > number * (1 + 1e-9) } ?? max(number, 5e9)
    case .down: rungs.last { $0 < number * (1 - 1e-9) } ?? 0
    }
  }
}
