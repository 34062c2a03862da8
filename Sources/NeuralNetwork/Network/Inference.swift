import ExperimentModel
public import Numerics

/// Memory to compute predictions in inference mode: no dropout, and batch normalisation by its
/// running figures.
///
/// Rows go through in chunks, so that the memory does not grow with the data.
public struct Inference: ~Copyable {
  /// The most rows of a chunk.
  public let capacity: Int
  private let block: FloatBlock
  private let statistics: FloatBlock
  private let width: Int

  /// Memory for chunks of up to `capacity` rows of networks no wider than `shape`.
  public init(_ shape: NetworkShape, capacity: Int) {
    self.capacity = capacity
    width = shape.largestWidth
    block = FloatBlock(count: 2 * capacity * width)
    statistics = FloatBlock(count: width)
  }

  /// Where the rows of a chunk go.
  ///
  /// Shape: [rows × inputs].
  public func input(rows: Int, of network: borrowing Network) -> MatrixView {
    block.matrix(at: 0, rows: rows, columns: network.shape.inputCount)
  }

  /// The logits of the rows in ``input(rows:of:)``, which they may overwrite.
  ///
  /// Shape: [rows × outputs].
  public func logits(rows: Int, of network: borrowing Network) -> MatrixView {
    input(ofLayer: network.shape.layers.count, rows: rows, of: network)
  }

  /// What comes into a layer, of the rows in ``input(rows:of:)``, which it may overwrite; what would
  /// come into a layer after the last one are the logits.
  ///
  /// Shape: [rows × inputs of the layer].
  func input(ofLayer end: Int, rows: Int, of network: borrowing Network) -> MatrixView {
    precondition(network.shape.largestWidth <= width, "the network is wider than the memory")
    precondition(rows <= capacity, "\(rows) rows in memory for \(capacity)")
    var below = input(rows: rows, of: network)
    for (index, layer) in network.shape.layers.prefix(end).enumerated() {
      let side = (index + 1) % 2
      let z = block.matrix(at: side * capacity * width, rows: rows, columns: layer.units)
      MatrixProduct.multiply(below, network.weight(ofLayer: index), into: z)
      if layer.batchNorm {
        BatchNormalization(
          layer, network.plan.layers[index], state: network.state,
          inverseStandardDeviation: statistics.vector(at: 0, count: layer.units)
        ).normalizeByRunningValues(z)
      }
      ActivationKernel(layer.activation)
        .forward(bias: network.span(.bias, ofLayer: index), preactivation: z, output: z)
      below = z
    }
    return below
  }
}
