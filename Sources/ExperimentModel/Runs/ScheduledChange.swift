/// A change that is to take effect after a step, asked for before the run.
public struct ScheduledChange: Sendable, Equatable {
  /// The steps trained before it: it takes effect before the next one.
  public var step: Int
  /// Who asked for it.
  public var author: ChangeAuthor
  /// What it does to the configuration.
  public var edit: ConfigurationEdit
  /// The line of the file it was read from.
  public var line: Int?

  /// A change.
  public init(
    step: Int, author: ChangeAuthor = .schedule, edit: ConfigurationEdit, line: Int? = nil
  ) {
    self.step = step
    self.author = author
    self.edit = edit
    self.line = line
  }
}

extension Ledger {
  /// Its changes as a schedule, which makes them again at the same steps.
  public var schedule: [ScheduledChange] {
    entries.map { ScheduledChange(step: $0.step, author: $0.author, edit: $0.edit) }
  }
}

extension ExperimentConfiguration {
  /// Whether the rows of another configuration do not serve this one.
  public func needsOtherData(than other: ExperimentConfiguration) -> Bool {
    // Targets that are counts would be spoilt by a scale.
    data != other.data || (training.loss == .poisson) != (other.training.loss == .poisson)
  }

  /// Whether a run of another configuration has to begin afresh for this one: with other rows, or
  /// with other first weights.
  public func needsFreshStart(after other: ExperimentConfiguration) -> Bool {
    needsOtherData(than: other) || network.initializer != other.network.initializer
      || training.seed != other.training.seed || training.repeats != other.training.repeats
  }
}
