/// Tells a verdict when enough evaluations in a row agree, and keeps it until others do.
public struct BiasVarianceJudge: Sendable, Equatable {
  /// The limits it goes by.
  public let limits: DiagnosisLimits
  /// The newest errors.
  public private(set) var latest: BiasVariance?
  /// The verdict told at present; `nil` until the first agreement.
  public private(set) var verdict: BiasVarianceVerdict?
  private var candidate: BiasVarianceVerdict?
  private var agreeing = 0

  /// A judge that has seen nothing.
  public init(limits: DiagnosisLimits = DiagnosisLimits()) { self.limits = limits }

  /// Takes note of an evaluation.
  public mutating func hear(_ evidence: BiasVariance) {
    latest = evidence
    let heard = evidence.verdict(limits: limits)
    agreeing = heard == candidate ? agreeing + 1 : 1
    candidate = heard
    if agreeing >= limits.evaluationsInARow { verdict = heard }
  }

  /// Measures bias against another target, and judges the newest evaluation by it at once.
  public mutating func retarget(_ target: Double) {
    guard var evidence = latest, evidence.target != target else { return }
    evidence.target = target
    latest = evidence
    // The same evaluations are read against another line: no new ones are needed to agree.
    if verdict != nil { verdict = evidence.verdict(limits: limits) }
    candidate = evidence.verdict(limits: limits)
  }
}
