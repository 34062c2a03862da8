import ExperimentModel
import NeuralNetwork

/// A network in plain loops and double precision, with backpropagation written out.
struct ReferenceNetwork {
  let shape: NetworkShape
  let loss: ReferenceLoss
  var l1 = 0.0
  var l2 = 0.0
  /// What each output of a layer is multiplied with, by layer, row and unit; empty drops nothing.
  var masks: [[[Double]]] = []

  /// What a layer computes of a batch, row by row.
  private struct Pass {
    var input: [[Double]]
    /// With batch normalisation, before gain and shift.
    var normalized: [[Double]] = []
    var inverseDeviation: [Double] = []
    var preactivation: [[Double]] = []
    var output: [[Double]] = []
  }

  /// Mean and unbiased variance of a layer's dense part over a batch.
  struct BatchStatistics {
    var mean: [Double]
    var variance: [Double]
  }

  /// The logits of a batch.
  func logits(_ parameters: [Double], _ inputs: [[Double]]) -> [[Double]] {
    forward(parameters, inputs).last?.output ?? inputs
  }

  /// The loss without penalty.
  func loss(_ parameters: [Double], _ batch: Batch) -> Double {
    loss.evaluate(logits(parameters, batch.inputs), batch.targets).mean
  }

  /// l1·Σ|w| + l2/2·Σw² over the dense weights.
  func penalty(_ parameters: [Double]) -> Double {
    var sum = 0.0
    for index in shape.layers.indices {
      for weight in weights(of: index, in: parameters).joined() {
        sum += l1 * abs(weight) + l2 / 2 * weight * weight
      }
    }
    return sum
  }

  /// The derivative of loss and penalty in each parameter.
  func gradient(_ parameters: [Double], _ batch: Batch) -> [Double] {
    let passes = forward(parameters, batch.inputs)
    var gradient = [Double](repeating: 0, count: parameters.count)
    var upstream = loss.evaluate(passes[passes.count - 1].output, batch.targets).slopes
    for index in shape.layers.indices.reversed() {
      let layer = shape.layers[index]
      let pass = passes[index]
      let start = offset(of: index)
      for row in upstream.indices {
        for unit in 0..<layer.units {
          upstream[row][unit] *= mask(index, row, unit)
          upstream[row][unit] *= layer.activation.slope(pass.preactivation[row][unit])
        }
      }
      addSpans(of: index, parameters, pass, &upstream, to: &gradient)
      var below = pass.input
      for row in upstream.indices {
        for input in 0..<layer.inputs {
          below[row][input] = 0
          for unit in 0..<layer.units {
            let place = start + input * layer.units + unit
            gradient[place] += pass.input[row][input] * upstream[row][unit]
            below[row][input] += upstream[row][unit] * parameters[place]
          }
        }
      }
      for place in start..<(start + layer.weightCount) {
        let weight = parameters[place]
        gradient[place] += l1 * (weight > 0 ? 1 : (weight < 0 ? -1 : 0)) + l2 * weight
      }
      upstream = below
    }
    return gradient
  }

  /// Adds the gradients of bias, or of gain and shift, and takes `slopes` back through the
  /// normalisation.
  private func addSpans(
    of index: Int, _ parameters: [Double], _ pass: Pass, _ slopes: inout [[Double]],
    to gradient: inout [Double]
  ) {
    let layer = shape.layers[index]
    let start = offset(of: index) + layer.weightCount
    let rows = Double(slopes.count)
    for unit in 0..<layer.units {
      let column = slopes.map { $0[unit] }
      let sum = column.reduce(0, +)
      guard layer.batchNorm else {
        gradient[start + unit] = sum
        continue
      }
      var product = 0.0
      for row in slopes.indices { product += column[row] * pass.normalized[row][unit] }
      gradient[start + unit] = product
      gradient[start + layer.units + unit] = sum
      for row in slopes.indices {
        slopes[row][unit] =
          parameters[start + unit] * pass.inverseDeviation[unit]
          * (column[row] - sum / rows - pass.normalized[row][unit] * product / rows)
      }
    }
  }

  private func forward(_ parameters: [Double], _ inputs: [[Double]]) -> [Pass] {
    var passes: [Pass] = []
    var below = inputs
    for (index, layer) in shape.layers.enumerated() {
      var pass = Pass(input: below)
      var z = product(of: index, parameters, below)
      let start = offset(of: index) + layer.weightCount
      if layer.batchNorm {
        let statistics = statistics(of: z)
        let share = Double(z.count - 1) / Double(z.count)
        pass.inverseDeviation = statistics.variance.map { 1 / ($0 * share + 1e-5).squareRoot() }
        pass.normalized = z
        for row in z.indices {
          for unit in 0..<layer.units {
            let standard = (z[row][unit] - statistics.mean[unit]) * pass.inverseDeviation[unit]
            pass.normalized[row][unit] = standard
            z[row][unit] =
              parameters[start + unit] * standard + parameters[start + layer.units + unit]
          }
        }
      } else {
        for row in z.indices {
          for unit in 0..<layer.units { z[row][unit] += parameters[start + unit] }
        }
      }
      pass.preactivation = z
      pass.output = z
      for row in z.indices {
        for unit in 0..<layer.units {
          pass.output[row][unit] = layer.activation.value(z[row][unit]) * mask(index, row, unit)
        }
      }
      below = pass.output
      passes.append(pass)
    }
    return passes
  }

  /// Mean and variance of the first layer's dense part.
  func firstStatistics(_ parameters: [Double], _ inputs: [[Double]]) -> BatchStatistics {
    statistics(of: product(of: 0, parameters, inputs))
  }

  private func statistics(of rows: [[Double]]) -> BatchStatistics {
    let count = Double(rows.count)
    var found = BatchStatistics(mean: [], variance: [])
    for unit in rows[0].indices {
      let mean = rows.reduce(0) { $0 + $1[unit] } / count
      let squares = rows.reduce(0) { $0 + ($1[unit] - mean) * ($1[unit] - mean) }
      found.mean.append(mean)
      found.variance.append(rows.count > 1 ? squares / (count - 1) : 0)
    }
    return found
  }

  private func product(
    of index: Int, _ parameters: [Double], _ inputs: [[Double]]
  ) -> [[Double]] {
    let weights = weights(of: index, in: parameters)
    return inputs.map { row in
      (0..<shape.layers[index].units).map { unit in
        var sum = 0.0
        for input in row.indices { sum += row[input] * weights[input][unit] }
        return sum
      }
    }
  }

  private func weights(of index: Int, in parameters: [Double]) -> [[Double]] {
    let layer = shape.layers[index]
    let start = offset(of: index)
    return (0..<layer.inputs).map { input in
      let first = start + input * layer.units
      return Array(parameters[first..<(first + layer.units)])
    }
  }

  private func offset(of index: Int) -> Int {
    shape.layers[..<index].reduce(0) { $0 + $1.parameterCount }
  }

  private func mask(_ layer: Int, _ row: Int, _ unit: Int) -> Double {
    masks.isEmpty || masks[layer].isEmpty ? 1 : masks[layer][row][unit]
  }
}

/// Some rows and what is expected of them.
struct Batch {
  var inputs: [[Double]]
  var targets: [[Double]]
}
