/// What the trainer is asked to do about the twin, the untouched network that trains beside the
/// changed one.
public enum TwinCommand: Sendable, Equatable {
  /// Let the network as it was before the newest change go on beside the run, until the run has
  /// trained so many epochs more.
  case start(epochs: Int)
  /// End it; the run stays as it is.
  case dismiss
  /// Go on with it in place of the run, as if the change had never been made.
  case take
}

/// What happened to the twin, in the past tense.
public enum TwinEvent: Sendable, Equatable {
  /// It goes on from the state before a change.
  indirect case started(TwinFacts)
  /// Its losses were recorded.
  case sampled(LossSample)
  /// It was evaluated.
  case evaluated(EpochReport)
  /// A change of the schedule took effect in it.
  indirect case changeApplied(AppliedChange)
  /// It and the run were judged on the same rows after the same epoch.
  case compared(TwinComparison)
  /// It trains no further, and can still be taken.
  case finished(atStep: Int)
  /// It is gone.
  case dismissed
  /// The run goes on where the twin was; the change, and those after it, are no longer made.
  indirect case taken(RestoredRun)
  /// It could not be started or taken.
  case rejected(reason: String)
}

/// What is known of a twin when it begins.
public struct TwinFacts: Sendable, Equatable {
  /// The change that it is without.
  public var change: ConfigurationChange
  /// The steps trained in the state that it goes on from.
  public var atStep: Int
  /// The epochs it trains to, counted from the beginning of the run.
  public var lastEpoch: Int

  /// The facts of a twin.
  public init(change: ConfigurationChange, atStep: Int, lastEpoch: Int) {
    self.change = change
    self.atStep = atStep
    self.lastEpoch = lastEpoch
  }
}

/// A run and its twin, judged on the rows of the dev part after the same epoch.
public struct TwinComparison: Sendable, Equatable {
  /// Epochs that both have done.
  public var epoch: Int
  /// The run's dev loss less the twin's.
  public var loss: PairedDifference
  /// The run's dev error less the twin's: 1 − accuracy, or 1 − R²; `nil` where R² is undefined.
  public var error: PairedDifference?

  /// A comparison.
  public init(epoch: Int, loss: PairedDifference, error: PairedDifference?) {
    self.epoch = epoch
    self.loss = loss
    self.error = error
  }
}

/// The mean difference of two measurements of the same rows.
public struct PairedDifference: Sendable, Equatable {
  /// The mean of the rows' differences.
  public var mean: Double
  /// The standard error of the mean: how far chance may have moved it by which rows there are.
  public var standardError: Double
  /// Rows measured.
  public var rows: Int

  /// A difference.
  public init(mean: Double, standardError: Double, rows: Int) {
    self.mean = mean
    self.standardError = standardError
    self.rows = rows
  }
}
