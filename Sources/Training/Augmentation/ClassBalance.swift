import Datasets
import Numerics

/// What a row of each class weighs, so that all classes weigh the same together.
struct ClassBalance: ~Copyable {
  private let weights: FloatBlock

  /// Weighs by the rows of the training part: rows / (classes · rows of the class).
  init(_ targets: Targets, classCount: Int) {
    var counts = [Int](repeating: 0, count: classCount)
    switch targets {
    case .values(let values): for value in values { counts[value > 0.5 ? 1 : 0] += 1 }
    case .classes(let labels): for label in labels { counts[Int(label)] += 1 }
    }
    weights = FloatBlock(count: classCount)
    for (index, count) in counts.enumerated() where count > 0 {
      weights.all[index] = Float(targets.count) / Float(classCount * count)
    }
  }

  /// The weight of a row.
  func weight(of row: Int, _ targets: BatchTargets) -> Float {
    switch targets {
    case .values(let values): weights.all[values[row] > 0.5 ? 1 : 0]
    case .classes(let labels): weights.all[Int(labels[row])]
    }
  }
}
