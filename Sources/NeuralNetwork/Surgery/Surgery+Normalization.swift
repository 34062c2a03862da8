public import ExperimentModel
import Numerics

extension Surgery {
  /// Switches a hidden layer's batch normalisation on or off; in inference mode the outputs stay as
  /// they are.
  ///
  /// On, the running figures are those of what the layer makes of the data, and gamma and beta undo
  /// them: gamma = √(variance + ε), beta = mean + bias. Off, they are folded into weights and bias.
  public func setNormalization(
    _ isOn: Bool, ofLayer index: Int, in network: inout Network, _ optimizer: inout Optimizer
  ) -> SurgeryOutcome {
    guard network.shape.layers[index].batchNorm != isOn else { return .outputsKept }
    let maps = network.affineMaps(ofLayer: index)
    Transplant(to: network.shape.with { $0[index].batchNorm = isOn })
      .perform(on: &network, &optimizer)
    if isOn {
      normalize(index, network, biases: maps.map(\.offset))
    } else {
      network.scaleWeights(ofLayer: index, optimizer) { maps[$1].factor }
      for (unit, map) in maps.enumerated() {
        network.span(.bias, ofLayer: index)?[unit] = Float(map.offset)
      }
    }
    return .outputsKept
  }

  private func normalize(_ index: Int, _ network: borrowing Network, biases: [Double]) {
    guard let gamma = network.span(.gamma, ofLayer: index),
      let beta = network.span(.beta, ofLayer: index),
      let mean = network.span(.runningMean, ofLayer: index),
      let variance = network.span(.runningVariance, ofLayer: index)
    else { return }
    let moments = denseMoments(ofLayer: index, of: network)
    for (unit, bias) in biases.enumerated() {
      mean[unit] = Float(moments.mean(unit))
      variance[unit] = Float(moments.variance(unit))
      gamma[unit] = (variance[unit] + BatchNormalization.epsilon).squareRoot()
      beta[unit] = Float(Double(mean[unit]) + bias)
    }
  }
}
