import Datasets
import ExperimentModel
import Files
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
