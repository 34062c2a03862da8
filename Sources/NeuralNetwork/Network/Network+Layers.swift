public import Numerics

/// The spans of a layer beside its weights.
public enum LayerSpan: Sendable, CaseIterable {
  /// Absent with batch normalisation.
  case bias
  /// Batch normalisation's factor.
  case gain
  /// Batch normalisation's offset.
  case shift
  /// What stands for the mean in inference.
  case runningMean
  /// What stands for the variance in inference.
  case runningVariance
}

extension Network {
  /// A span [units] of a layer, or `nil` where the layer has none of this kind.
  public func span(_ span: LayerSpan, ofLayer index: Int) -> VectorView? {
    let layer = shape.layers[index]
    let region = plan.layers[index]
    let isNormalized = layer.batchNorm
    switch span {
    case .bias, .gain:
      guard isNormalized == (span == .gain) else { return nil }
      return state.part(at: region.afterWeight, count: layer.units)
    case .shift:
      guard isNormalized else { return nil }
      return state.part(at: region.afterWeight + layer.units, count: layer.units)
    case .runningMean:
      guard isNormalized else { return nil }
      return state.part(at: region.statistics, count: layer.units)
    case .runningVariance:
      guard isNormalized else { return nil }
      return state.part(at: region.statistics + layer.units, count: layer.units)
    }
  }

  /// Where a layer's trainable numbers lie among ``parameters``.
  public func parameterRange(ofLayer index: Int) -> Range<Int> {
    let start = plan.layers[index].weight
    return start..<(start + shape.layers[index].parameterCount)
  }

  /// Takes over all parameters and running statistics of a layer of another network.
  ///
  /// The two layers must hold the same parameters.
  public func copyLayer(_ index: Int, from other: borrowing Network, layer otherIndex: Int) {
    let (layer, source) = (shape.layers[index], other.shape.layers[otherIndex])
    precondition(
      layer.holdsSameParameters(as: source), "layers \(index) and \(otherIndex) differ in shape")
    let (region, sourceRegion) = (plan.layers[index], other.plan.layers[otherIndex])
    state.part(at: region.weight, count: layer.parameterCount)
      .copy(from: other.state.part(at: sourceRegion.weight, count: layer.parameterCount))
    state.part(at: region.statistics, count: layer.statisticCount)
      .copy(from: other.state.part(at: sourceRegion.statistics, count: layer.statisticCount))
  }
}
