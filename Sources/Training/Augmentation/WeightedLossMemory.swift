import Numerics

/// What a loss of weighed or mixed rows is computed with.
struct WeightedLossMemory: ~Copyable {
  private let floats: FloatBlock
  private let labels: IndexBlock
  private let capacity: Int
  private let outputs: Int

  /// Room for mini-batches of up to `rows` rows; of 0 it takes no memory.
  init(rows: Int, outputs: Int) {
    capacity = rows
    self.outputs = outputs
    floats = FloatBlock(count: rows * (3 + outputs))
    labels = IndexBlock(count: rows)
  }

  var isEmpty: Bool { capacity == 0 }

  /// The parts of the memory for a mini-batch.
  func batch(rows: Int) -> Batch {
    Batch(
      weights: floats.vector(at: 0, count: rows),
      otherWeights: floats.vector(at: capacity, count: rows),
      values: floats.vector(at: 2 * capacity, count: rows),
      labels: labels.indices(at: 0, count: rows),
      gradient: floats.matrix(at: 3 * capacity, rows: rows, columns: outputs))
  }

  struct Batch {
    /// What each row's loss is multiplied with [rows].
    let weights: VectorView
    /// The same for the target of its partner [rows].
    let otherWeights: VectorView
    /// Numbers as targets [rows].
    let values: VectorView
    /// Classes as targets [rows].
    let labels: IndexView
    /// The gradient of the second loss [rows × outputs].
    let gradient: MatrixView

    /// Where targets of the same kind go.
    func partners(like targets: BatchTargets) -> BatchTargets {
      switch targets {
      case .values: .values(values)
      case .classes: .classes(labels)
      }
    }
  }
}

extension BatchTargets {
  /// Takes over one row of other targets of the same kind.
  func copyRow(_ row: Int, fromRow other: Int, of source: BatchTargets) {
    switch (self, source) {
    case (.values(let own), .values(let values)): own[row] = values[other]
    case (.classes(let own), .classes(let labels)): own[row] = labels[other]
    case (.values, .classes), (.classes, .values):
      preconditionFailure("targets of two kinds in one batch")
    }
  }
}
