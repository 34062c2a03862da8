/// What keeps a network from its target, as far as the data can tell.
public enum BiasVarianceVerdict: Sendable, Equatable, CaseIterable {
  /// Neither bias nor variance is worth a remedy.
  case good
  /// It does not fit its training part well enough.
  case highBias
  /// It fits its training part, but not rows it has not seen.
  case highVariance
  /// It fails at both.
  case both
  /// There are differences, but so few rows that they may be chance.
  case cannotTell
}

/// Target, training and dev error, and what lies between them.
///
/// Source: Andrew Ng, Machine Learning Yearning, chapters 20 to 27.
public struct BiasVariance: Sendable, Equatable {
  /// The error that is the best to be hoped for.
  public var target: Double
  /// The training part's error.
  public var train: ErrorEstimate
  /// The dev part's error.
  public var dev: ErrorEstimate

  /// The errors of one evaluation.
  public init(target: Double, train: ErrorEstimate, dev: ErrorEstimate) {
    self.target = target
    self.train = train
    self.dev = dev
  }

  /// What a better fit of the training part could still gain.
  public var avoidableBias: Double { train.value - target }

  /// What is lost between the training part and rows not seen.
  public var variance: Double { dev.value - train.value }

  /// The standard error of the variance: the dev part's and the training part's together.
  public var standardErrorOfVariance: Double {
    (train.standardError * train.standardError + dev.standardError * dev.standardError)
      .squareRoot()
  }

  /// Whether both errors are numbers.
  public var isFinite: Bool { train.value.isFinite && dev.value.isFinite }

  /// What the errors mean, once; a verdict to be told needs ``BiasVarianceJudge``.
  public func verdict(limits: DiagnosisLimits = DiagnosisLimits()) -> BiasVarianceVerdict {
    guard isFinite else { return .cannotTell }
    let bias = Difference(avoidableBias, standardError: train.standardError, limits: limits)
    let variance = Difference(self.variance, standardError: standardErrorOfVariance, limits: limits)
    switch (bias.standsOut, variance.standsOut) {
    case (true, true): return .both
    case (true, false) where avoidableBias > self.variance: return .highBias
    case (false, true) where self.variance > avoidableBias: return .highVariance
    case (false, false) where !bias.matters && !variance.matters: return .good
    default: return .cannotTell
    }
  }
}

private struct Difference {
  /// Whether it is large enough to care about.
  let matters: Bool
  /// Whether it is also beyond chance.
  let standsOut: Bool

  init(_ value: Double, standardError: Double, limits: DiagnosisLimits) {
    // Differences of decimal fractions such as 0.16 − 0.15 carry rounding errors.
    matters = value > limits.smallestDifference + 1e-9
    standsOut = matters && value > limits.standardErrors * standardError
  }
}
