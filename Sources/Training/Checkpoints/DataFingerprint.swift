import Datasets
import ExperimentModel
import Numerics

/// What the rows of a data set are recognised by: a hash over their counts and values.
struct DataFingerprint: Sendable, Equatable {
  let hash: UInt64

  init(hash: UInt64) { self.hash = hash }

  init(_ data: PreparedData) {
    var hash = WordHash()
    let columns = data.facts.featureNames.count
    hash.add(UInt64(columns))
    hash.add(UInt64(data.facts.outputCount))
    let block = FloatBlock(count: columns)
    let row = block.matrix(at: 0, rows: 1, columns: columns)
    for part in [data.train, data.dev, data.test] {
      hash.add(UInt64(part.rowCount))
      // Scaling lets a value that changed move its whole column, so of large data some rows do.
      let step = max(part.rowCount * columns / Self.valuesLookedAt, 1)
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
    self.hash = hash.value
  }

  // Some milliseconds, once for each data set.
  private static let valuesLookedAt = 1_000_000
}

/// A 64-bit hash that is the same on every machine, against accidents and not against intent.
///
/// FNV-1a, by Fowler, Noll and Vo, with its published constants, over whole words.
struct WordHash {
  private(set) var value: UInt64

  /// A hash of nothing, or one to go on with.
  init(value: UInt64 = 0xcbf2_9ce4_8422_2325) { self.value = value }

  mutating func add(_ word: UInt64) { value = (value ^ word) &* 0x100_0000_01b3 }
}
