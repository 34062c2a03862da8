public import Numerics

/// The spans of a layer beside its weights.
public enum LayerSpan: Sendable, CaseIterable {
  /// Absent with batch normalisation.
  case bias
  /// Batch normalisation's factor.
  case gamma
  /// Batch normalisation's offset.
  case beta
  /// What stands for the mean in inference.
  case runningMean
  /// What stands for the variance in inference.
  case runningVariance
}

extension Network {
  /// A span [units] of a layer, or `nil` where the layer has none of this kind.
  public func span(_ span: LayerSpan, ofLayer index: Int) -> VectorView? {
    plan.place(of: span, ofLayer: index).map {
      state.part(at: $0, count: shape.layers[index].units)
    }
  }

  /// Where a layer's trainable numbers lie among ``parameters``.
  public func parameterRange(ofLayer index: Int) -> Range<Int> {
    let start = plan.layers[index].weight
    return start..<(start + shape.layers[index].parameterCount)
  }
}
