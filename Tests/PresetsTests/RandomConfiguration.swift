import ExperimentModel

/// Repeatable random numbers (Steele, Lea and Flood, SplitMix, 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension ExperimentConfiguration {
  /// A valid configuration some random steps away from the default one.
  static func random(using random: inout SeededGenerator) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      HiddenLayer(units: Int.random(in: 1...512, using: &random))
    }
    for _ in 0..<60 {
      guard let field = Hyperparameter.all(in: configuration).randomElement(using: &random) else {
        continue
      }
      let value = field.randomValue(in: configuration, using: &random)
      if let changed = try? configuration.applying(.set(field.key, value)) {
        configuration = changed
      }
    }
    return configuration
  }
}

extension Hyperparameter {
  fileprivate func randomValue(
    in configuration: ExperimentConfiguration, using random: inout SeededGenerator
  ) -> HyperparameterValue {
    switch kind {
    case .text:
      return .text(Self.randomText(using: &random))
    case .real(let range, _) where Bool.random(using: &random):
      let width = range.upper.isFinite ? range.upper - range.lower : 1
      return .real(range.lower + width * Double.random(in: 0..<1, using: &random))
    case .choice(let names):
      return names.randomElement(using: &random).map { .text($0) } ?? .absent
    default:
      let direction: StepDirection = Bool.random(using: &random) ? .up : .down
      return value(after: value(in: configuration), direction) ?? value(in: configuration)
    }
  }

  private static func randomText(using random: inout SeededGenerator) -> String {
    let alphabet = Array("abc XYZ019-_.,:#'\"{}[]&*!|>%@\n\t\\é山\u{1B}\u{2028}".unicodeScalars)
    var text = String.UnicodeScalarView("t".unicodeScalars)
    for _ in 0..<Int.random(in: 0..<24, using: &random) {
      if let scalar = alphabet.randomElement(using: &random) { text.append(scalar) }
    }
    return String(String(text).dropFirst(Int.random(in: 0...1, using: &random)))
  }
}
