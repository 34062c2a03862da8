public import ExperimentModel

/// What a change did to the dev error, as far as the rows can tell.
public enum ChangeVerdict: Sendable, Equatable, CaseIterable {
  /// The error is smaller than without the change, by more than chance.
  case helped
  /// No difference that the rows can tell.
  case noEffect
  /// The error is larger than without the change, by more than chance.
  case worse
}

extension PairedDifference {
  /// Whether it is further from 0 than chance would take it.
  public func standsOut(limits: DiagnosisLimits = DiagnosisLimits()) -> Bool {
    mean.isFinite && mean.magnitude > limits.standardErrors * standardError
  }
}

/// Judges a change by its comparisons with the twin: when enough of them in a row agree.
///
/// Every evaluation is another look at the same rows, and of many looks some exceed any limit by
/// chance; agreement in a row makes that rarer.
public struct ChangeJudge: Sendable, Equatable {
  /// The limits it goes by.
  public let limits: DiagnosisLimits
  /// The newest comparison.
  public private(set) var latest: TwinComparison?
  /// The verdict told at present; `nil` until the first agreement.
  public private(set) var verdict: ChangeVerdict?
  private var candidate: ChangeVerdict?
  private var agreeing = 0

  /// A judge that has seen nothing.
  public init(limits: DiagnosisLimits = DiagnosisLimits()) { self.limits = limits }

  /// Takes note of a comparison.
  public mutating func hear(_ comparison: TwinComparison) {
    latest = comparison
    let heard = verdict(on: comparison)
    agreeing = heard == candidate ? agreeing + 1 : 1
    candidate = heard
    if agreeing >= limits.evaluationsInARow { verdict = heard }
  }

  // Of an error that is not finite there is no difference to measure.
  private func verdict(on comparison: TwinComparison) -> ChangeVerdict {
    guard comparison.error.standsOut(limits: limits) else { return .noEffect }
    return comparison.error.mean < 0 ? .helped : .worse
  }
}
