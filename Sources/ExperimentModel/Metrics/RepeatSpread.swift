/// How far apart the networks of a run with repeats are, which differ by their seeds alone.
public struct RepeatSpread: Sendable, Equatable {
  /// Networks that were judged: those whose losses are finite.
  public var count: Int
  /// The spread of their losses.
  public var loss: ValueSpread
  /// The spread of their errors: 1 − accuracy, or 1 − R²; `nil` where R² is undefined.
  public var error: ValueSpread?

  /// A spread of several networks.
  public init(count: Int, loss: ValueSpread, error: ValueSpread?) {
    self.count = count
    self.loss = loss
    self.error = error
  }
}

/// The spread of a value over networks.
public struct ValueSpread: Sendable, Equatable {
  /// The smallest.
  public var minimum: Double
  /// The largest.
  public var maximum: Double
  /// The sample's standard deviation; 0 of a single value.
  public var deviation: Double

  /// A spread.
  public init(minimum: Double, maximum: Double, deviation: Double) {
    self.minimum = minimum
    self.maximum = maximum
    self.deviation = deviation
  }
}
