public import ExperimentModel
public import Numerics

extension Surgery {
  /// Adds units to the end of a hidden layer, or takes its least important ones away; those that stay
  /// keep their order.
  ///
  /// New units draw their incoming weights from `stream` and have outgoing weights of 0, so that the
  /// outputs stay as they are. They learn all the same: a unit's activation is the gradient of its
  /// outgoing weights, and once these are not 0 its incoming weights have a gradient too.
  ///
  /// Of units that go, the mean of what they passed on is added to the next layer.
  public func resize(
    layer index: Int, to units: Int, of network: inout Network, _ optimizer: inout Optimizer,
    _ stream: inout RandomStream
  ) -> SurgeryOutcome {
    let old = network.shape.layers[index].units
    let kept =
      units >= old ? Array(0..<old) : network.mostImportantInputs(units, ofLayer: index + 1)
    let lost = lostMeans(keeping: kept, ofInputsOf: index + 1, network)
    let passedOn = network.response(ofLayer: index + 1, to: lost)
    let places = kept + Array(repeating: nil, count: units - kept.count)
    var transplant = Transplant(to: network.shape.with { $0[index].units = units })
    transplant.origins[index].units = places
    transplant.origins[index + 1].inputs = places
    transplant.perform(on: &network, &optimizer)
    network.addToSums(ofLayer: index + 1, passedOn)
    guard units < old else {
      drawUnits(from: old, ofLayer: index, network, &stream)
      return .outputsKept
    }
    return .unitsRemoved(old - units)
  }

  /// The mean of each input that is not among those kept; 0 for the others.
  func lostMeans(
    keeping kept: [Int], ofInputsOf layer: Int, _ network: borrowing Network
  ) -> [Double] {
    let count = network.weight(ofLayer: layer).rows
    var means = Array(repeating: 0.0, count: count)
    guard kept.count < count else { return means }
    let moments = inputMoments(ofLayer: layer, of: network)
    let isKept = Set(kept)
    for input in 0..<count where !isKept.contains(input) { means[input] = moments.mean(input) }
    return means
  }

  /// Gives the units of a layer from `first` on incoming weights of their own, and normalisation the
  /// figures of what they make of the data.
  func drawUnits(
    from first: Int, ofLayer index: Int, _ network: borrowing Network,
    _ stream: inout RandomStream
  ) {
    let weight = network.weight(ofLayer: index)
    guard first < weight.columns else { return }
    // The rule sees the whole layer, because some rules go by its width.
    let block = FloatBlock(count: weight.count)
    let drawn = block.matrix(at: 0, rows: weight.rows, columns: weight.columns)
    initializer.fill(drawn, from: &stream)
    for input in 0..<weight.rows {
      for unit in first..<weight.columns { weight[input, unit] = drawn[input, unit] }
    }
    guard let mean = network.span(.runningMean, ofLayer: index),
      let variance = network.span(.runningVariance, ofLayer: index)
    else { return }
    let moments = denseMoments(ofLayer: index, of: network)
    for unit in first..<weight.columns {
      mean[unit] = Float(moments.mean(unit))
      variance[unit] = Float(moments.variance(unit))
    }
  }
}
