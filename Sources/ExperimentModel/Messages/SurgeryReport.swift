/// What surgery did to a network in training.
///
/// The losses are those of the same rows in inference mode, without penalty and label smoothing.
public struct SurgeryReport: Sendable, Equatable {
  /// What became of the function the network computes.
  public var outcome: SurgeryOutcome
  /// The loss just before; `nil` where the data has no rows, or the change had no bearing on it.
  public var lossBefore: Double?
  /// The loss just after, of the same rows.
  public var lossAfter: Double?

  /// A report.
  public init(_ outcome: SurgeryOutcome, lossBefore: Double? = nil, lossAfter: Double? = nil) {
    self.outcome = outcome
    self.lossBefore = lossBefore
    self.lossAfter = lossAfter
  }
}

/// What became of the function a network computes when its structure was changed.
public enum SurgeryOutcome: Sendable, Equatable {
  /// It is the same but for rounding.
  case outputsKept
  /// So many units went, those with the least weight.
  case unitsRemoved(Int)
  /// The weights are the same and mean another function.
  case activationSwitched
  /// The new layer passes on what comes in over the range that the rows looked at have; beyond it
  /// it does not.
  case identityWithinRange
  /// The new layer passes on what comes in as nearly as its activation can.
  case identityApproximated
  /// The new layer has fewer units than inputs, and passes on only so many of them.
  case inputsSelected(Int, of: Int)
  /// The layer went, and only the straight part of its activation lives on in the next one.
  case curvatureLost(Activation)
  /// Another optimizer goes on with these parts of the memory of the one before.
  case optimizerSwitched(kept: [OptimizerMemory])
}

/// What an optimizer remembers for each parameter.
public enum OptimizerMemory: Sendable, Equatable, CaseIterable {
  /// Momentum's decaying sum of gradients.
  case velocity
  /// The decaying mean of gradients.
  case meanGradient
  /// The sum of squared gradients.
  case squareSum
  /// The decaying mean of squared gradients.
  case meanSquare
  /// The largest gradient, decaying.
  case largestGradient
  /// The decaying mean of squared steps.
  case meanSquaredStep
}
