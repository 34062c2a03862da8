public import Numerics

/// A network of dense layers with the memory to train it.
///
/// Parameters, gradients and activations are one flat block each, laid out once; a step allocates
/// nothing. A network belongs to one thread.
public struct Network: ~Copyable {
  /// The layers.
  public let shape: NetworkShape
  let plan: ParameterPlan
  private let parameterBlock: FloatBlock
  private let gradientBlock: FloatBlock
  private var memory: TrainingMemory

  /// A network whose parameters are all 0 and whose mini-batches have at most `batchCapacity` rows.
  public init(_ shape: NetworkShape, batchCapacity: Int) {
    self.shape = shape
    plan = ParameterPlan(shape)
    parameterBlock = FloatBlock(count: plan.count)
    gradientBlock = FloatBlock(count: shape.parameterCount)
    memory = TrainingMemory(
      plan: plan, parameters: parameterBlock, gradients: gradientBlock,
      batchCapacity: batchCapacity)
  }

  /// Rows of the largest mini-batch.
  public var batchCapacity: Int { memory.batchCapacity }

  /// Makes room for mini-batches of up to `rows` rows; parameters stay.
  public mutating func reserveBatch(rows: Int) {
    guard rows != batchCapacity else { return }
    memory = TrainingMemory(
      plan: plan, parameters: parameterBlock, gradients: gradientBlock, batchCapacity: rows)
  }

  /// The trainable numbers of all layers.
  public var parameters: VectorView { parameterBlock.vector(at: 0, count: shape.parameterCount) }

  /// The loss gradient of each trainable number, after ``backward(rows:)``.
  public var gradients: VectorView { gradientBlock.all }

  /// Parameters and running statistics: all that a checkpoint of the network holds.
  public var state: VectorView { parameterBlock.all }

  /// Where the rows of a mini-batch go.
  ///
  /// Shape: [batchCapacity × inputs].
  public var input: MatrixView { memory.input }

  /// The output layer's values, after ``forward(rows:step:dropout:)``.
  ///
  /// Shape: [batchCapacity × outputs].
  public var logits: MatrixView { memory.passes[memory.passes.count - 1].output }

  /// Where the loss gradient of the logits goes.
  ///
  /// Shape: [batchCapacity × outputs].
  public var logitsGradient: MatrixView { memory.passes[memory.passes.count - 1].gradient }

  /// Computes the logits of the first `rows` rows of the input, in training: units are dropped, and
  /// batch normalisation uses the batch's own figures and moves its running ones.
  ///
  /// - Parameters:
  ///   - rows: rows of the mini-batch, up to the capacity.
  ///   - step: the step, which with the stream decides the units that are dropped.
  ///   - dropout: the stream of the random masks, which does not move.
  public func forward(rows: Int, step: Int, dropout: RandomStream) {
    for index in memory.passes.indices {
      let isDropping = memory.passes[index].dropout != nil
      let key = isDropping ? dropout.key(step: step, layer: index) : 0
      memory.passes[index].forward(rows: rows, key: key)
    }
  }

  /// Computes ``gradients`` from ``logitsGradient``, for the rows of the last forward pass.
  public func backward(rows: Int) {
    var index = memory.passes.count - 1
    while index > 0 {
      memory.passes[index].backward(rows: rows, inputGradient: memory.passes[index - 1].gradient)
      index -= 1
    }
    memory.passes[0].backward(rows: rows, inputGradient: nil)
  }

  /// Adds the gradient of l1·Σ|w| + l2/2·Σw² over the dense weights to ``gradients``.
  ///
  /// - Returns: the penalty.
  public func addPenalty(l1: Float, l2: Float) -> Double {
    memory.passes.reduce(0) { sum, pass in
      sum
        + pass.weightGradient.elements.addPenalty(on: pass.weight.elements, l1: l1, l2: l2)
    }
  }

  /// Multiplies all dense weights, but no biases, gains or shifts.
  public func scaleDenseWeights(by factor: Float) {
    for pass in memory.passes { pass.weight.elements.scale(by: factor) }
  }

  /// The weights [inputs × units] of a layer, counted from the input.
  public func weight(ofLayer index: Int) -> MatrixView { memory.passes[index].weight }

  /// The gradient [inputs × units] of a layer's weights.
  public func weightGradient(ofLayer index: Int) -> MatrixView {
    memory.passes[index].weightGradient
  }
}
