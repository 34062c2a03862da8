import Datasets
import Numerics

extension DataPart {
  /// Evenly spaced rows in memory, of which there are no more than `rowLimit`, nor more than four
  /// million numbers; always the same ones.
  ///
  /// Cost: a copy of those rows.
  func sample(rowLimit: Int, columns: Int) -> DataPart {
    let count = min(rowCount, rowLimit, max(1, 4_000_000 / max(columns, 1)))
    let rows = (0..<count).map { Int32($0 * rowCount / count) }
    let indices = IndexBlock(count: count)
    indices.all.copy(from: rows.span)
    let block = FloatBlock(count: count * columns)
    inputs.gather(indices.all, into: block.matrix(at: 0, rows: count, columns: columns))
    return DataPart(inputs: block.all.toArray(), rowCount: count, targets: targets.picked(rows))
  }
}

extension Targets {
  fileprivate func picked(_ rows: [Int32]) -> Targets {
    switch self {
    case .values(let values): .values(rows.map { values[Int($0)] })
    case .classes(let labels): .classes(rows.map { labels[Int($0)] })
    }
  }
}
