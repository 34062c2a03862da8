/// Who asked for a change.
public enum ChangeAuthor: String, Sendable, CaseIterable {
  /// Somebody at the keyboard.
  case person
  /// A list of changes written before the run.
  case schedule
  /// A remedy of the diagnosis.
  case advice
}

/// The course of a run: what it began with, and the changes that took effect since, in their order.
///
/// With the same count of threads it gives the same bits again. A change that was undone is no part
/// of it, and one that begins the run afresh begins another ledger.
public struct Ledger: Sendable, Equatable {
  /// A change that took effect; its number on the curves is its place in the ledger, from 1.
  public struct Entry: Sendable, Equatable {
    /// The steps that had been trained when it took effect; one more after a step whose loss was not
    /// finite, which does not count as trained.
    public var step: Int
    /// Who asked for it.
    public var author: ChangeAuthor
    /// What it did to the configuration.
    public var edit: ConfigurationEdit
    /// The value before.
    public var from: HyperparameterValue
    /// The value after.
    public var to: HyperparameterValue
    /// The loss of the last mini-batch before it; `nil` before the first step, and where that loss
    /// was not finite.
    public var lossBefore: Double?

    /// An entry.
    public init(
      step: Int, author: ChangeAuthor, edit: ConfigurationEdit,
      values: (from: HyperparameterValue, to: HyperparameterValue), lossBefore: Double?
    ) {
      self.step = step
      self.author = author
      self.edit = edit
      from = values.from
      to = values.to
      self.lossBefore = lossBefore
    }
  }

  /// The configuration at step 0.
  public var base: ExperimentConfiguration
  /// Where the first weights came from; `nil` for those that the initializer drew.
  public var initialWeights: WeightsReference?
  /// The changes in the order in which they took effect.
  public var entries: [Entry] = []

  /// The ledger of a run that begins.
  public init(base: ExperimentConfiguration, initialWeights: WeightsReference? = nil) {
    self.base = base
    self.initialWeights = initialWeights
  }

  /// About the memory of the entries, in bytes.
  public var byteCount: Int { entries.count * MemoryLayout<Entry>.stride }
}

/// The beginning that two courses of a run have in common.
public struct SharedCourse: Sendable, Equatable {
  /// Steps that are the same in both.
  public var steps: Int
  /// Changes within it, which are the first ones of both ledgers.
  public var changes: Int
  /// All changes of the second course, shared or not.
  public var changesOfOther: Int

  /// A beginning.
  public init(steps: Int, changes: Int, changesOfOther: Int) {
    self.steps = steps
    self.changes = changes
    self.changesOfOther = changesOfOther
  }
}

extension Ledger {
  /// What this course has in common with another one, where the shorter of them has so many steps.
  ///
  /// A course follows from what it began with and its changes.
  public func shared(with other: Ledger, ofSteps stepCount: Int) -> SharedCourse {
    var shared = SharedCourse(steps: 0, changes: 0, changesOfOther: other.entries.count)
    guard base == other.base, initialWeights == other.initialWeights else { return shared }
    shared.changes = zip(entries, other.entries).prefix { $0 == $1 }.count
    let next = [entries, other.entries].compactMap { $0.dropFirst(shared.changes).first?.step }
    shared.steps = next.reduce(stepCount, min)
    return shared
  }
}

/// A file of weights, and what its bytes are recognised by.
public struct WeightsReference: Sendable, Equatable {
  /// The path.
  public var path: String
  /// A hash over the bytes.
  public var hash: UInt64

  /// A reference.
  public init(path: String, hash: UInt64) {
    self.path = path
    self.hash = hash
  }
}

/// Everything that gives a run again: its ledger, its threads, and how far it came.
public struct SessionDescription: Sendable, Equatable {
  /// What the run began with, and its changes.
  public var ledger: Ledger
  /// Threads for matrix products; `nil` where the program took what suited the network.
  public var threads: Int?
  /// Steps trained.
  public var steps: Int
  /// How the run ended; `nil` for one that had more to do.
  public var status: RunStatus?

  /// A description.
  public init(ledger: Ledger, threads: Int?, steps: Int, status: RunStatus?) {
    self.ledger = ledger
    self.threads = threads
    self.steps = steps
    self.status = status
  }
}
