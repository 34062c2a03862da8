/// Where each tensor of a layer lies in the network's blocks.
///
/// Trainable numbers of all layers come first, so that an optimizer is one loop over them; the
/// running statistics follow in the same block, so that a checkpoint is one copy.
struct ParameterPlan: Sendable, Equatable {
  let shape: NetworkShape
  let layers: [Region]

  struct Region: Sendable, Equatable {
    /// Weights [inputs × units], row-major: rows of a mini-batch times it needs no transposition.
    let weight: Int
    /// Biases [units]; or gains [units], then shifts [units].
    let afterWeight: Int
    /// Running mean [units], then running variance [units].
    let statistics: Int
  }

  init(_ shape: NetworkShape) {
    self.shape = shape
    var offset = 0
    var statistics = shape.parameterCount
    layers = shape.layers.map { layer in
      let region = Region(
        weight: offset, afterWeight: offset + layer.weightCount, statistics: statistics)
      offset += layer.parameterCount
      statistics += layer.statisticCount
      return region
    }
  }

  /// Where a span [units] of a layer begins, or `nil` where the layer has none of this kind.
  func place(of span: LayerSpan, ofLayer index: Int) -> Int? {
    let layer = shape.layers[index]
    let region = layers[index]
    guard layer.batchNorm != (span == .bias) else { return nil }
    return switch span {
    case .bias, .gamma: region.afterWeight
    case .beta: region.afterWeight + layer.units
    case .runningMean: region.statistics
    case .runningVariance: region.statistics + layer.units
    }
  }

  /// Floats of parameters and statistics together.
  var count: Int { shape.parameterCount + shape.statisticCount }
}
