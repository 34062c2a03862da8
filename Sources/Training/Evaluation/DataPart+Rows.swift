import Datasets
import Numerics

extension DataPart {
  /// The rows of these numbers in memory, in the order of the numbers.
  ///
  /// Cost: a copy of those rows.
  func rows(_ numbers: [Int32], columns: Int) -> DataPart {
    let indices = IndexBlock(count: numbers.count)
    indices.all.copy(from: numbers.span)
    let block = FloatBlock(count: numbers.count * columns)
    inputs.gather(indices.all, into: block.matrix(at: 0, rows: numbers.count, columns: columns))
    return DataPart(
      inputs: block.all.toArray(), rowCount: numbers.count, targets: targets.rows(numbers))
  }

  /// The numbers of evenly spaced rows, of which there are no more than `rowLimit`, nor more than make
  /// up four million values; always the same ones.
  func evenlySpacedRows(limit rowLimit: Int, columns: Int) -> [Int32] {
    let count = min(rowCount, rowLimit, max(1, 4_000_000 / max(columns, 1)))
    return (0..<count).map { Int32($0 * rowCount / count) }
  }

  /// Evenly spaced rows in memory; always the same ones.
  ///
  /// Cost: a copy of those rows.
  func sample(rowLimit: Int, columns: Int) -> DataPart {
    rows(evenlySpacedRows(limit: rowLimit, columns: columns), columns: columns)
  }
}

extension Targets {
  fileprivate func rows(_ numbers: [Int32]) -> Targets {
    switch self {
    case .values(let values): .values(numbers.map { values[Int($0)] })
    case .classes(let labels): .classes(numbers.map { labels[Int($0)] })
    }
  }
}
