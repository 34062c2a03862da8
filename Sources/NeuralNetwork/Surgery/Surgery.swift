public import ExperimentModel
public import Numerics

/// Changes of the structure of a network in training, between two steps, which keep what it has
/// learned.
///
/// Every weight that stays keeps its value, but where a value is folded into it, and its place in
/// the optimizer's memory. Each operation says what became of the function that the network computes
/// in inference mode.
///
/// Source: Chen, Goodfellow, Shlens, "Net2Net: Accelerating Learning via Knowledge Transfer", 2016,
/// for functions kept while networks grow; here new units enter with outgoing weights of 0, so that
/// no unit has a twin.
public struct Surgery {
  /// Rows of a chunk.
  private static let chunk = 256

  private let rows: MatrixView
  let initializer: Initializer

  /// Surgery that may look at `rows` [rows × inputs] of training data, and gives what is new its
  /// weights by `initializer`.
  public init(rows: MatrixView, initializer: Initializer) {
    self.rows = rows
    self.initializer = initializer
  }

  /// Switches a layer's activation or dropout; its weights stay.
  public func exchange(
    layer index: Int, for layer: HiddenLayer, in network: inout Network,
    _ optimizer: inout Optimizer
  ) -> SurgeryOutcome {
    let old = network.shape.layers[index]
    precondition(
      old.units == layer.units && old.batchNorm == layer.batchNorm,
      "a layer of \(old.units) units cannot be exchanged for one of \(layer.units)")
    Transplant(to: network.shape.with { $0[index] = layer }).perform(on: &network, &optimizer)
    return old.activation == layer.activation ? .outputsKept : .activationSwitched
  }

  /// Hands what comes into a layer to `body`, a chunk of rows at a time.
  func forEachChunk(
    into layer: Int, of network: borrowing Network, _ body: (MatrixView) -> Void
  ) {
    let inference = Inference(network.shape, capacity: Self.chunk)
    var start = 0
    while start < rows.rows {
      let count = min(Self.chunk, rows.rows - start)
      inference.input(rows: count, of: network).elements
        .copy(from: rows.rows(start..<start + count).elements)
      body(inference.input(ofLayer: layer, rows: count, of: network))
      start += count
    }
  }

  /// What comes into a layer.
  func inputMoments(ofLayer layer: Int, of network: borrowing Network) -> ColumnMoments {
    var moments = ColumnMoments(columns: network.weight(ofLayer: layer).rows)
    forEachChunk(into: layer, of: network) { moments.add($0) }
    return moments
  }

  /// What the weights of a layer make of its inputs, before bias or normalisation.
  func denseMoments(ofLayer layer: Int, of network: borrowing Network) -> ColumnMoments {
    let weight = network.weight(ofLayer: layer)
    var moments = ColumnMoments(columns: weight.columns)
    let block = FloatBlock(count: Self.chunk * weight.columns)
    forEachChunk(into: layer, of: network) { input in
      let z = block.matrix(at: 0, rows: input.rows, columns: weight.columns)
      MatrixProduct.multiply(input, weight, into: z)
      moments.add(z)
    }
    return moments
  }
}
