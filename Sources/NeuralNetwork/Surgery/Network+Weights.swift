import ExperimentModel
import Numerics

extension Network {
  /// What a layer makes of the sums of its weights in inference mode, unit by unit, before its
  /// activation: the bias, or normalisation by the running figures.
  func affineMaps(ofLayer index: Int) -> [AffineMap] {
    let units = shape.layers[index].units
    guard let gamma = span(.gamma, ofLayer: index), let beta = span(.beta, ofLayer: index),
      let mean = span(.runningMean, ofLayer: index),
      let variance = span(.runningVariance, ofLayer: index)
    else {
      guard let bias = span(.bias, ofLayer: index) else { return [] }
      return (0..<units).map { AffineMap(factor: 1, offset: Double(bias[$0])) }
    }
    return (0..<units).map { unit in
      let standardDeviation = Double(variance[unit] + BatchNormalization.epsilon).squareRoot()
      let factor = Double(gamma[unit]) / standardDeviation
      return AffineMap(factor: factor, offset: Double(beta[unit]) - factor * Double(mean[unit]))
    }
  }

  /// How much each input of a layer matters: the norm of the weights that lead out of it, times that
  /// of the weights that lead into the unit below, where there is one.
  ///
  /// Weights before a normalisation count as it scales them: their own length means nothing.
  func importance(ofInputsOf index: Int) -> [Double] {
    let outgoing = weight(ofLayer: index)
    var importance = (0..<outgoing.rows).map { outgoing.row($0).sumOfSquares().squareRoot() }
    guard index > 0 else { return importance }
    let incoming = weight(ofLayer: index - 1)
    for (unit, map) in affineMaps(ofLayer: index - 1).enumerated() {
      let squares = (0..<incoming.rows).reduce(0.0) { sum, input in
        sum + Double(incoming[input, unit]) * Double(incoming[input, unit])
      }
      importance[unit] *= squares.squareRoot() * abs(map.factor)
    }
    return importance
  }

  /// The inputs of a layer that matter most, in their order; of equals the first.
  func mostImportantInputs(_ count: Int, ofLayer index: Int) -> [Int] {
    let importance = importance(ofInputsOf: index)
    let ranked = importance.indices.sorted {
      importance[$0] != importance[$1] ? importance[$0] > importance[$1] : $0 < $1
    }
    return ranked.prefix(count).sorted()
  }

  /// What a layer's weights make of inputs.
  func response(ofLayer index: Int, to inputs: [Double]) -> [Double] {
    let weight = weight(ofLayer: index)
    var sums = Array(repeating: 0.0, count: weight.columns)
    for (input, value) in inputs.enumerated() where value != 0 {
      for unit in 0..<weight.columns { sums[unit] += value * Double(weight[input, unit]) }
    }
    return sums
  }

  /// Adds to what a layer's weights make of its inputs: to the bias, or by taking it off the mean
  /// that normalisation subtracts.
  func addToSums(ofLayer index: Int, _ amounts: [Double]) {
    for (unit, amount) in amounts.enumerated() where amount != 0 {
      if let bias = span(.bias, ofLayer: index) {
        bias[unit] = Float(Double(bias[unit]) + amount)
      } else if let mean = span(.runningMean, ofLayer: index) {
        mean[unit] = Float(Double(mean[unit]) - amount)
      }
    }
  }

  /// Multiplies each weight of a layer by a factor of its input and unit, and lets the optimizer's
  /// memory follow: the gradient of a weight made k times as large is k times smaller.
  func scaleWeights(
    ofLayer index: Int, _ optimizer: borrowing Optimizer, by factor: (Int, Int) -> Double
  ) {
    let weight = weight(ofLayer: index)
    let place = parameterRange(ofLayer: index).lowerBound
    for (slot, memory) in optimizer.name.memory.enumerated() {
      guard let numbers = optimizer.slot(slot) else { continue }
      let remembered = numbers.part(at: place, count: weight.count)
        .matrix(rows: weight.rows, columns: weight.columns)
      remembered.multiplyEach {
        let scale = factor($0, $1)
        switch memory.gradientPower {
        case 1: return 1 / scale
        case 2: return 1 / (scale * scale)
        default: return scale * scale
        }
      }
    }
    weight.multiplyEach(by: factor)
  }
}

extension MatrixView {
  /// A product beyond the range of numbers leaves the element as it was.
  fileprivate func multiplyEach(by factor: (Int, Int) -> Double) {
    for row in 0..<rows {
      for column in 0..<columns {
        let product = Float(Double(self[row, column]) * factor(row, column))
        if product.isFinite { self[row, column] = product }
      }
    }
  }
}
