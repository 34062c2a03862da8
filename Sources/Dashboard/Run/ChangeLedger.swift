import ExperimentModel

/// A change as it took effect.
struct LedgerEntry: Sendable, Equatable {
  /// Its number on the curves, from 1.
  var number: Int
  var place: RunPlace
  var edit: ConfigurationEdit
  var before: HyperparameterValue
  var after: HyperparameterValue
  var consequence: ChangeConsequence
  var author = ChangeAuthor.person
  /// The loss of the last mini-batch before it.
  var lossBefore: Double?
}

/// The changes of a run, numbered; only the newest are kept.
struct ChangeLedger: Sendable, Equatable {
  static let capacity = 1_000

  /// Changes made in the run, kept or not.
  private(set) var count = 0
  /// The newest changes, oldest first.
  private(set) var entries: [LedgerEntry] = []

  /// About the memory it takes, in bytes.
  var byteCount: Int { entries.count * MemoryLayout<LedgerEntry>.stride }

  /// Forgets the changes that are no part of another course, and counts those that are.
  mutating func cut(after shared: SharedCourse) {
    entries = Array(entries.prefix { $0.number <= shared.changes })
    count = shared.changesOfOther
  }

  mutating func append(_ entry: LedgerEntry) {
    count += 1
    if entries.count >= Self.capacity { entries.removeFirst(Self.capacity / 2) }
    entries.append(entry)
  }
}
