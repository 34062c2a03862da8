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
    guard let heard = verdict(on: comparison) else { return }
    agreeing = heard == candidate ? agreeing + 1 : 1
    candidate = heard
    if agreeing >= limits.evaluationsInARow { verdict = heard }
  }

  // An error that is not finite has no difference to measure, and an undefined one has no verdict.
  private func verdict(on comparison: TwinComparison) -> ChangeVerdict? {
    guard let error = comparison.error else { return nil }
    guard error.standsOut(limits: limits) else { return .noEffect }
    return error.mean < 0 ? .helped : .worse
  }
}
