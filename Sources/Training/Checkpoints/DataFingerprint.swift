public import Datasets
import ExperimentModel
import Files
import Numerics

/// What the data of a checkpoint is recognised by.
enum DataFingerprint: Sendable, Equatable {
  /// The bytes of its source, and how they were prepared.
  case source(SourceRecord)
  /// A hash over counts and prepared values: of rows without a source, and of sessions of older
  /// versions, with what is known of their columns.
  case values(hash: UInt64, DataOutline?)

  init(_ data: PreparedData) {
    if let record = data.record() {
      self = .source(record)
    } else {
      self = .values(hash: Self.hash(ofValues: data), nil)
    }
  }

  /// What differs from data that was found, in words; `nil` where it is the same data.
  func difference(
    from data: PreparedData, _ found: DataFingerprint
  ) -> (expected: String, found: String)? {
    switch (self, found) {
    case (.source(let record), .source(let other)):
      if record == other { return nil }
      let difference = DataOutline(record).difference(from: DataOutline(data))
      if let difference { return difference }
      return record.hash == other.hash
        ? ("the preparation of the session", "another one of the same file")
        : ("the file of the session", "other values in the same rows and columns")
    case (.values(let hash, let outline), _):
      if hash == Self.hash(ofValues: data) { return nil }
      return outline?.difference(from: DataOutline(data))
        ?? (outline == nil
          ? ("the data of the session", "other rows or values")
          : (
            "the values of the session in the same rows and columns",
            "others: the file has changed or is prepared another way"
          ))
    case (.source(let record), .values):
      return DataOutline(record).difference(from: DataOutline(data))
        ?? ("the data of the session", "rows of another source")
    }
  }

  /// Whether two networks of one run have the same.
  func isSame(as other: DataFingerprint) -> Bool {
    if case .values(let hash, _) = self, case .values(let otherHash, _) = other {
      return hash == otherHash
    }
    return self == other
  }

  private static func hash(ofValues data: PreparedData) -> UInt64 {
    var hash = WordHash()
    let columns = data.facts.featureNames.count
    hash.add(UInt64(columns))
    hash.add(UInt64(data.facts.outputCount))
    let block = FloatBlock(count: columns)
    let row = block.matrix(at: 0, rows: 1, columns: columns)
    for part in [data.train, data.dev, data.test] {
      hash.add(UInt64(part.rowCount))
      // Scaling lets a value that changed move its whole column, so of large data some rows do.
      let step = max(part.rowCount * columns / valuesLookedAt, 1)
      for index in stride(from: 0, to: part.rowCount, by: step) {
        part.inputs.copy(from: index, into: row)
        for column in 0..<columns { hash.add(UInt64(row[0, column].bitPattern)) }
      }
      switch part.targets {
      case .values(let values): for value in values { hash.add(UInt64(value.bitPattern)) }
      case .classes(let labels): for label in labels { hash.add(UInt64(UInt32(bitPattern: label))) }
      }
    }
    // The row lies in the block and does not keep it.
    withExtendedLifetime(block) {}
    return hash.value
  }

  // Some milliseconds, once for each data set.
  private static let valuesLookedAt = 1_000_000
}

extension SessionCheckpoint {
  /// What its data was and how it was prepared, to be prepared so again; `nil` for a session of an older
  /// version.
  public var sourceRecord: SourceRecord? {
    if case .source(let record) = data { record } else { nil }
  }
}
