extension Hyperparameter {
  /// Why short trainings tell nothing of the field; `nil` where they do.
  public var lensRefusal: String? {
    if group == .about {
      return "\(title) has no bearing on training: there is nothing to look at."
    }
    if liveness == .cold {
      return "\(title) needs a fresh start: from the present weights it cannot be tried."
    }
    let name = key.description
    if name.hasPrefix("training.early_stopping") || name == "training.epochs" {
      return "\(title) ends a run: a short training cannot tell."
    }
    if name == "training.evaluate_every" {
      return "\(title) changes what is told of a run, and not the run."
    }
    return nil
  }

  /// Values around one of the field's, on the field's own scale: in ascending order, at most
  /// `count`, the value itself among them.
  ///
  /// Numbers on a ladder lie half a power of ten apart, those counted in doublings a factor of 2;
  /// shares of memory such as momentum are spread by what they lack to 1. Of names there are up to a
  /// third more, those around the value in their list.
  public func values(around value: HyperparameterValue, count: Int) -> [HyperparameterValue] {
    switch (kind, value) {
    case (.flag, _): return [.flag(false), .flag(true)]
    case (.choice(let names), .text(let name)):
      let room = min(count * 4 / 3, names.count)
      let place = names.firstIndex(of: name) ?? 0
      let start = min(max(place - room / 2, 0), names.count - room)
      return names[start..<start + room].map { .text($0) }
    case (.text, _): return [value]
    case (_, .absent):
      return [.absent] + numbers(around: initial, count: count - 1)
    default:
      return isOptional
        ? [.absent] + numbers(around: value, count: count - 1)
        : numbers(around: value, count: count)
    }
  }

  private func numbers(around value: HyperparameterValue, count: Int) -> [HyperparameterValue] {
    var seen: Set<HyperparameterValue> = [value]
    var values = [(offset: 0, value: value)]
    // From near to far, so that what a bound cuts off on one side is made up for on the other.
    for distance in 1...max(2 * count, 1) {
      for offset in [-distance, distance] where values.count < count {
        guard let next = number(steps: offset, from: value), kind.accepts(next),
          seen.insert(next).inserted
        else { continue }
        values.append((offset, next))
      }
    }
    var sorted = values.sorted { $0.offset < $1.offset }.map(\.value)
    if group == .regularization, !isOptional, sorted.first != value, !seen.contains(.real(0)),
      kind.accepts(.real(0))
    {
      // Whether a remedy helps at all is the first question about it.
      sorted[0] = .real(0)
    }
    return sorted
  }

  private func number(steps: Int, from value: HyperparameterValue) -> HyperparameterValue? {
    switch (kind, value) {
    case (.integer(_, let step), .integer(let number)):
      return step.number(steps: steps, from: number).map { .integer($0) }
    case (.real(let range, let step), .real(let number)):
      if case .by = step, group == .training, number >= 0.5, range.upper == 1 {
        guard number < 1 else { return .real(1 - Double(-steps) * 0.01) }
        return .real(readable(1 - rounded((1 - number) * factor(-steps))))
      }
      return step.number(steps: steps, from: number).map { .real($0) }
    default: return nil
    }
  }
}

extension IntegerStep {
  fileprivate func number(steps: Int, from number: Int) -> Int? {
    switch self {
    case .by(let amount): return number + steps * amount
    case .doubling:
      let scaled = Double(number) * power(2, steps)
      return scaled < 1e15 ? Int(scaled.rounded()) : nil
    case .ladder:
      if number == 0 { return steps > 0 ? Int(rounded(factor(steps - 1)).rounded()) : nil }
      let scaled = rounded(Double(number) * factor(steps))
      return scaled < 1e15 ? Int(scaled.rounded()) : nil
    }
  }
}

extension RealStep {
  fileprivate func number(steps: Int, from number: Double) -> Double? {
    switch self {
    // Twice as far as one press of a key goes: what is near was tried by hand.
    case .by(let amount): return readable(number + Double(2 * steps) * amount)
    case .ladder(let floor):
      if number == 0 { return steps > 0 ? rounded(floor * factor(steps - 1)) : nil }
      let scaled = rounded(number * factor(steps))
      return scaled >= floor * 0.999 ? scaled : nil
    }
  }
}

/// So many half powers of ten.
private func factor(_ halves: Int) -> Double { power(10.0.squareRoot(), halves) }

private func power(_ base: Double, _ exponent: Int) -> Double {
  let size = (0..<exponent.magnitude).reduce(1.0) { product, _ in product * base }
  return exponent < 0 ? 1 / size : size
}

/// The number with two digits, read from them as a person would type it; half-way between powers of
/// ten stands the 3 that people put there.
private func rounded(_ value: Double) -> Double {
  guard value.isNormal, value > 0 else { return value }
  var mantissa = value
  var exponent = 0
  while mantissa >= 99.5 {
    mantissa /= 10
    exponent += 1
  }
  while mantissa < 9.95 {
    mantissa *= 10
    exponent -= 1
  }
  let digits = Int(mantissa.rounded())
  return Double("\(digits == 32 ? 30 : digits)e\(exponent)") ?? value
}

/// The number without the rounding errors of a sum.
private func readable(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
