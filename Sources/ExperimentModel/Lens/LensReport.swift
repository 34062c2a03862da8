/// What the trials of a lens are compared by: smaller is better.
public enum LensMeasure: Sendable, Equatable {
  /// The mean loss.
  case loss
  /// The share of rows put into a wrong class: losses of different kinds cannot be compared.
  case errorRate
  /// The mean squared error in the target's own units, for the same reason.
  case squaredError
}

/// How far a lens is.
public enum LensPhase: Sendable, Equatable {
  /// The trials are being trained further.
  case growing
  /// They have been trained as far as they are to be.
  case finished
  /// There is nothing to see: one sentence says why.
  case refused(reason: String)
}

/// One short training of a lens.
public struct LensTrial: Sendable, Equatable {
  /// The measure at each of the report's points; NaN from where it was no longer finite.
  public var scores: [Double]
  /// How far the last score is above that of the trial that changes nothing.
  public var difference: Double
  /// The standard error that the rows judged by leave in ``difference``; `nil` where they are too
  /// few to say.
  public var standardError: Double?
  /// Why it was not trained, where it was not.
  public var refusal: String?

  /// A trial.
  public init(
    scores: [Double] = [], difference: Double = 0, standardError: Double? = nil,
    refusal: String? = nil
  ) {
    self.scores = scores
    self.difference = difference
    self.standardError = standardError
    self.refusal = refusal
  }
}

/// What a lens shows so far: a gauge, of which only the newest counts.
public struct LensReport: Sendable, Equatable {
  /// The request it answers.
  public var id: Int
  /// How far it is.
  public var phase: LensPhase
  /// What is compared.
  public var measure: LensMeasure
  /// Whether the dev part judges; else the training part, because there is no other.
  public var isOnDev: Bool
  /// The rows judged by.
  public var rowCount: Int
  /// Epochs trained from the weights as they were, at each point; the first is 0.
  public var epochs: [Double]
  /// The trials in the order of the request.
  public var trials: [LensTrial]

  /// A report.
  public init(
    id: Int, phase: LensPhase, measure: LensMeasure = .loss, isOnDev: Bool = true,
    rowCount: Int = 0, epochs: [Double] = [], trials: [LensTrial] = []
  ) {
    self.id = id
    self.phase = phase
    self.measure = measure
    self.isOnDev = isOnDev
    self.rowCount = rowCount
    self.epochs = epochs
    self.trials = trials
  }

  /// The trial with the smallest last score, the first of equals; `nil` before the second point,
  /// because before it nothing was trained.
  public var best: Int? {
    guard epochs.count > 1 else { return nil }
    return trials.indices.filter { trials[$0].scores.last?.isFinite ?? false }.min {
      trials[$0].scores.last ?? .infinity < trials[$1].scores.last ?? .infinity
    }
  }
}
