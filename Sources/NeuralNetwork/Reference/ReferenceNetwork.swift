import ExperimentModel

/// A network in plain loops and double precision: what the engine is held against.
///
/// It is written to be read and checked, not to be fast. Parameters lie as in ``Network/parameters``.
public struct ReferenceNetwork: Sendable {
  /// The layers.
  public let shape: NetworkShape
  /// What is minimised.
  public let loss: ReferenceLoss
  /// Factor of the sum of absolute dense weights.
  public var l1: Double
  /// Factor of half the sum of squared dense weights.
  public var l2: Double
  /// What each output of a layer is multiplied with, by layer, row and unit; empty drops nothing.
  public var masks: [[[Double]]]

  /// A network, whose parameters are an argument of all it does.
  public init(
    shape: NetworkShape, loss: ReferenceLoss, l1: Double = 0, l2: Double = 0,
    masks: [[[Double]]] = []
  ) {
    self.shape = shape
    self.loss = loss
    self.l1 = l1
    self.l2 = l2
    self.masks = masks
  }

  /// What a layer computes of a batch, row by row.
  struct Pass {
    var input: [[Double]]
    /// With batch normalisation, before gamma and beta.
    var normalized: [[Double]] = []
    var inverseStandardDeviation: [Double] = []
    var preactivation: [[Double]] = []
    var output: [[Double]] = []
  }

  /// Mean and unbiased variance of a layer's dense part over a batch, by unit.
  public struct BatchStatistics: Sendable {
    /// The means.
    public var mean: [Double]
    /// The unbiased variances; 0 of a single row.
    public var variance: [Double]
  }

  /// The logits of a batch.
  public func logits(_ parameters: [Double], _ inputs: [[Double]]) -> [[Double]] {
    forward(parameters, inputs).last?.output ?? inputs
  }

  /// The loss without penalty.
  public func loss(_ parameters: [Double], _ batch: ReferenceBatch) -> Double {
    loss.evaluate(
      logits(parameters, batch.inputs), batch.targets, rowWeights: batch.rowWeights
    ).mean
  }

  /// The loss without penalty, and on which side of every kink it was computed.
  public func trace(
    _ parameters: [Double], _ batch: ReferenceBatch
  ) -> (loss: Double, kinks: KinkSides) {
    var kinks = KinkSides()
    let passes = forward(parameters, batch.inputs)
    for (layer, pass) in zip(shape.layers, passes) where layer.activation.hasKink {
      for row in pass.preactivation { for z in row { kinks.add(z) } }
    }
    let logits = passes[passes.count - 1].output
    for (row, target) in zip(logits, batch.targets) {
      for distance in loss.kinks(row, target) { kinks.add(distance) }
    }
    let mean = loss.evaluate(logits, batch.targets, rowWeights: batch.rowWeights).mean
    return (mean, kinks)
  }

  /// l1·Σ|w| + l2/2·Σw² over the dense weights.
  public func penalty(_ parameters: [Double]) -> Double {
    var sum = 0.0
    for index in shape.layers.indices {
      for weight in parameters[weights(of: index)] {
        sum += l1 * abs(weight) + l2 / 2 * weight * weight
      }
    }
    return sum
  }

  /// Mean and variance of the first layer's dense part.
  public func firstStatistics(_ parameters: [Double], _ inputs: [[Double]]) -> BatchStatistics {
    statistics(of: product(of: 0, parameters, inputs))
  }

  func forward(_ parameters: [Double], _ inputs: [[Double]]) -> [Pass] {
    var passes: [Pass] = []
    var below = inputs
    for (index, layer) in shape.layers.enumerated() {
      var pass = Pass(input: below)
      var z = product(of: index, parameters, below)
      if layer.batchNorm {
        normalize(&z, of: index, parameters, &pass)
      } else {
        let bias = weights(of: index).upperBound
        for row in z.indices {
          for unit in 0..<layer.units { z[row][unit] += parameters[bias + unit] }
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

  private func normalize(
    _ z: inout [[Double]], of index: Int, _ parameters: [Double], _ pass: inout Pass
  ) {
    let units = shape.layers[index].units
    let gamma = weights(of: index).upperBound
    let statistics = statistics(of: z)
    let share = Double(z.count - 1) / Double(z.count)
    pass.inverseStandardDeviation = statistics.variance.map { 1 / ($0 * share + 1e-5).squareRoot() }
    pass.normalized = z
    for row in z.indices {
      for unit in 0..<units {
        let standard = (z[row][unit] - statistics.mean[unit]) * pass.inverseStandardDeviation[unit]
        pass.normalized[row][unit] = standard
        z[row][unit] = parameters[gamma + unit] * standard + parameters[gamma + units + unit]
      }
    }
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
    let units = shape.layers[index].units
    let start = weights(of: index).lowerBound
    return inputs.map { row in
      var sums = [Double](repeating: 0, count: units)
      for (input, value) in row.enumerated() {
        let first = start + input * units
        for unit in 0..<units { sums[unit] += value * parameters[first + unit] }
      }
      return sums
    }
  }

  /// Where a layer's weights [inputs × units] lie among the parameters; biases, or gains and shifts,
  /// follow.
  public func weights(of index: Int) -> Range<Int> {
    let start = shape.layers[..<index].reduce(0) { $0 + $1.parameterCount }
    return start..<(start + shape.layers[index].weightCount)
  }

  func mask(_ layer: Int, _ row: Int, _ unit: Int) -> Double {
    masks.isEmpty || masks[layer].isEmpty ? 1 : masks[layer][row][unit]
  }
}

/// Some rows and what is expected of them.
public struct ReferenceBatch: Sendable {
  /// Inputs, by row.
  public var inputs: [[Double]]
  /// Numbers, or the number of a class, by row.
  public var targets: [[Double]]
  /// What each row's loss is multiplied with; empty weighs all rows 1.
  public var rowWeights: [Double]

  /// Rows with their targets.
  public init(inputs: [[Double]], targets: [[Double]], rowWeights: [Double] = []) {
    self.inputs = inputs
    self.targets = targets
    self.rowWeights = rowWeights
  }
}

/// On which side of its kinks a function was computed, and how near to the nearest.
public struct KinkSides: Sendable {
  /// How far from its kink the nearest number was.
  public private(set) var nearest = Double.infinity
  // An order-dependent hash: two computations on the same sides have the same.
  private var sides: UInt64 = 0

  mutating func add(_ distance: Double) {
    sides = sides &* 3 &+ (distance > 0 ? 1 : 2)
    nearest = min(nearest, abs(distance))
  }

  /// Whether everything lies on the same side in both.
  public func areSame(as other: KinkSides) -> Bool { sides == other.sides }
}
