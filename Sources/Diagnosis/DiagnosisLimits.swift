/// The limits of all rules, in one table.
public struct DiagnosisLimits: Sendable, Equatable {
  /// How many standard errors a difference must exceed to stand out.
  public var standardErrors = 2.0
  /// The difference of errors below which no remedy is worth its effort.
  ///
  /// Our choice: Ng's example of 0.5 % against 1 % counts as good.
  public var smallestDifference = 0.01
  /// How many evaluations in a row must agree before a finding is told.
  public var evaluationsInARow = 2

  /// The limits as shipped.
  public init() {}
}
