import Numerics

/// The activations of one mini-batch and their gradients, laid out once for the largest batch.
///
/// A step allocates nothing.
struct TrainingMemory: ~Copyable {
  /// Rows of the largest mini-batch.
  let batchCapacity: Int
  private let activations: FloatBlock
  /// The layers from the input up, as views into the blocks.
  let passes: [LayerPass]
  /// Where the rows of the mini-batch go [batch × inputs].
  let input: MatrixView

  init(
    plan: ParameterPlan, parameters: borrowing FloatBlock, gradients: borrowing FloatBlock,
    batchCapacity: Int
  ) {
    self.batchCapacity = batchCapacity
    let layers = plan.shape.layers
    activations = FloatBlock(count: plan.shape.activationCount * batchCapacity)
    var cursor = Cursor(rows: batchCapacity)
    input = activations.next(columns: plan.shape.inputCount, at: &cursor)
    var below = input
    var passes: [LayerPass] = []
    for (layer, region) in zip(layers, plan.layers) {
      let pass = LayerPass(
        layer, region, input: below, parameters: parameters, gradients: gradients,
        activations: activations, cursor: &cursor)
      passes.append(pass)
      below = pass.output
    }
    self.passes = passes
  }
}

extension NetworkShape {
  /// Numbers that a network and an optimizer with two moments keep for mini-batches of so many rows.
  public func numberCount(batchRows: Int) -> Int {
    parameterCount * 4 + statisticCount + activationCount * batchRows
  }

  /// Floats that a row of a mini-batch takes from the input up.
  var activationCount: Int { layers.reduce(inputCount) { $0 + $1.activationCount } }
}

/// Where the next matrix of activations begins.
struct Cursor {
  let rows: Int
  var offset = 0
}

extension FloatBlock {
  fileprivate func next(columns: Int, at cursor: inout Cursor) -> MatrixView {
    defer { cursor.offset += cursor.rows * columns }
    return matrix(at: cursor.offset, rows: cursor.rows, columns: columns)
  }
}

extension LayerShape {
  fileprivate var needsBothSides: Bool { ActivationKernel(activation).keepsPreactivation }

  /// Floats a row: pre-activation and gradient, and what the layer's options keep beside them.
  fileprivate var activationCount: Int {
    let matrices = 2 + (needsBothSides ? 1 : 0) + (dropout > 0 ? 2 : 0)
    // Batch normalisation keeps its normalised input, and one inverse standard deviation a unit, which a
    // further row more than covers.
    return units * (matrices + (batchNorm ? 2 : 0))
  }
}

extension LayerPass {
  fileprivate init(
    _ layer: LayerShape, _ region: ParameterPlan.Region, input: MatrixView,
    parameters: borrowing FloatBlock, gradients: borrowing FloatBlock,
    activations: borrowing FloatBlock, cursor: inout Cursor
  ) {
    let units = layer.units
    activation = ActivationKernel(layer.activation)
    self.input = input
    preactivation = activations.next(columns: units, at: &cursor)
    gradient = activations.next(columns: units, at: &cursor)
    activated =
      layer.needsBothSides ? activations.next(columns: units, at: &cursor) : preactivation
    weight = parameters.matrix(at: region.weight, rows: layer.inputs, columns: units)
    weightGradient = gradients.matrix(at: region.weight, rows: layer.inputs, columns: units)
    if layer.dropout > 0 {
      output = activations.next(columns: units, at: &cursor)
      dropout = Dropout(
        rate: Float(layer.dropout), mask: activations.next(columns: units, at: &cursor))
    } else {
      output = activated
      dropout = nil
    }
    if layer.batchNorm {
      bias = nil
      biasGradient = gradients.vector(at: region.afterWeight + units, count: units)
      normalization = Normalization(
        kernel: BatchNormalization(
          layer, region, state: parameters.all,
          inverseStandardDeviation: activations.next(columns: units, at: &cursor).row(0)),
        normalized: activations.next(columns: units, at: &cursor),
        gammaGradient: gradients.vector(at: region.afterWeight, count: units))
    } else {
      bias = parameters.vector(at: region.afterWeight, count: units)
      biasGradient = gradients.vector(at: region.afterWeight, count: units)
      normalization = nil
    }
  }
}

extension BatchNormalization {
  /// The kernel of a layer whose parameters lie in `state`.
  init(
    _ layer: LayerShape, _ region: ParameterPlan.Region, state: VectorView,
    inverseStandardDeviation: VectorView
  ) {
    let units = layer.units
    self.init(
      gamma: state.part(at: region.afterWeight, count: units),
      beta: state.part(at: region.afterWeight + units, count: units),
      runningMean: state.part(at: region.statistics, count: units),
      runningVariance: state.part(at: region.statistics + units, count: units),
      inverseStandardDeviation: inverseStandardDeviation)
  }
}
