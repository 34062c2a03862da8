extension ReferenceNetwork {
  /// The derivative of loss and penalty in each parameter, by backpropagation written out.
  public func gradient(_ parameters: [Double], _ batch: ReferenceBatch) -> [Double] {
    sizedGradient(parameters, batch).values
  }

  /// The gradient, and how large what was added up to it was: rounding is a share of that.
  public func sizedGradient(_ parameters: [Double], _ batch: ReferenceBatch) -> SizedGradient {
    let passes = forward(parameters, batch.inputs)
    var gradient = SizedGradient(count: parameters.count)
    var upstream = loss.evaluate(
      passes[passes.count - 1].output, batch.targets, rowWeights: batch.rowWeights
    ).gradients
    for index in shape.layers.indices.reversed() {
      let layer = shape.layers[index]
      let pass = passes[index]
      for row in upstream.indices {
        for unit in 0..<layer.units {
          upstream[row][unit] *= mask(index, row, unit)
          upstream[row][unit] *= layer.activation.derivative(pass.preactivation[row][unit])
        }
      }
      addSpans(of: index, parameters, pass, &upstream, to: &gradient)
      upstream = addWeights(of: index, parameters, pass, upstream, to: &gradient)
    }
    return gradient
  }

  /// Adds the gradient of the weights and of their penalty.
  ///
  /// - Returns: the gradients in the layer's input.
  private func addWeights(
    of index: Int, _ parameters: [Double], _ pass: Pass, _ gradients: [[Double]],
    to gradient: inout SizedGradient
  ) -> [[Double]] {
    let layer = shape.layers[index]
    let places = weights(of: index)
    var below = pass.input
    for row in gradients.indices {
      for input in 0..<layer.inputs {
        let first = places.lowerBound + input * layer.units
        let value = pass.input[row][input]
        var sum = 0.0
        for unit in 0..<layer.units {
          gradient.add(value * gradients[row][unit], at: first + unit)
          sum += gradients[row][unit] * parameters[first + unit]
        }
        below[row][input] = sum
      }
    }
    for place in places {
      let weight = parameters[place]
      gradient.add(l1 * (weight > 0 ? 1 : (weight < 0 ? -1 : 0)) + l2 * weight, at: place)
    }
    return below
  }

  /// Adds the gradients of bias, or of gamma and beta, and takes `gradients` back through the
  /// normalisation.
  private func addSpans(
    of index: Int, _ parameters: [Double], _ pass: Pass, _ gradients: inout [[Double]],
    to gradient: inout SizedGradient
  ) {
    let layer = shape.layers[index]
    let start = weights(of: index).upperBound
    let rows = Double(gradients.count)
    for unit in 0..<layer.units {
      let column = gradients.map { $0[unit] }
      let sum = column.reduce(0, +)
      // The beta of a normalisation has the gradient a bias would have, behind that of gamma.
      let offset = layer.batchNorm ? layer.units : 0
      for derivative in column { gradient.add(derivative, at: start + offset + unit) }
      guard layer.batchNorm else { continue }
      var product = 0.0
      for row in gradients.indices {
        let part = column[row] * pass.normalized[row][unit]
        product += part
        gradient.add(part, at: start + unit)
      }
      for row in gradients.indices {
        gradients[row][unit] =
          parameters[start + unit] * pass.inverseStandardDeviation[unit]
          * (column[row] - sum / rows - pass.normalized[row][unit] * product / rows)
      }
    }
  }
}

/// A gradient, and the sum of the magnitudes of what was added up to each of its numbers.
public struct SizedGradient: Sendable {
  /// The derivative in each parameter.
  public private(set) var values: [Double]
  /// The magnitudes.
  public private(set) var sizes: [Double]

  init(count: Int) {
    values = [Double](repeating: 0, count: count)
    sizes = values
  }

  mutating func add(_ part: Double, at place: Int) {
    values[place] += part
    sizes[place] += abs(part)
  }
}
