public import ExperimentModel
public import Numerics

extension Surgery {
  /// Puts a hidden layer in, so that it has this index, and starts it as near to the identity as its
  /// activation and units allow.
  ///
  /// Exact for a linear layer, and for relu, leaky_relu and elu above a layer that is never negative;
  /// above others these are exact within the range of the rows looked at. Of the other activations
  /// the part that is most nearly straight is used, and the next layer takes the best linear reading.
  ///
  /// Units beyond the number of inputs enter as ``resize(layer:to:of:_:_:)`` adds them. Where there
  /// are fewer, the most important inputs go on, and of the others their mean.
  public func insert(
    _ layer: HiddenLayer, at index: Int, into network: inout Network,
    _ optimizer: inout Optimizer, _ stream: inout RandomStream
  ) -> SurgeryOutcome {
    let width = network.weight(ofLayer: index).rows
    let kept =
      layer.units >= width
      ? Array(0..<width) : network.mostImportantInputs(layer.units, ofLayer: index)
    let (passing, outcome) = passThroughs(of: layer.activation, below: index, network)
    var constants = lostMeans(keeping: kept, ofInputsOf: index, network)
    for input in kept { constants[input] = passing[input].exit.offset }
    let passedOn = network.response(ofLayer: index, to: constants)

    var plain = layer
    plain.batchNorm = false
    var transplant = Transplant(to: network.shape.with { $0.insert(plain, at: index) }) {
      $0 == index ? nil : ($0 < index ? $0 : $0 - 1)
    }
    transplant.origins[index + 1].inputs =
      kept + Array(repeating: nil, count: layer.units - kept.count)
    transplant.perform(on: &network, &optimizer)
    for (unit, input) in kept.enumerated() {
      network.weight(ofLayer: index)[input, unit] = Float(passing[input].entry.factor)
      network.span(.bias, ofLayer: index)?[unit] = Float(passing[input].entry.offset)
    }
    network.scaleWeights(ofLayer: index + 1, optimizer) { input, _ in
      input < kept.count ? passing[kept[input]].exit.factor : 1
    }
    network.addToSums(ofLayer: index + 1, passedOn)
    drawUnits(from: kept.count, ofLayer: index, network, &stream)
    if layer.batchNorm { _ = setNormalization(true, ofLayer: index, in: &network, &optimizer) }
    return kept.count < width ? .inputsSelected(kept.count, of: width) : outcome
  }

  /// Takes a hidden layer out and folds what it did into the next one.
  ///
  /// Exact for a linear layer, normalised or not: W = W₁·W₂, b = b₁·W₂ + b₂. Of another activation the
  /// affine map that follows it best over the rows looked at goes into W₁ and b₁, unit by unit;
  /// what it bends is lost.
  public func remove(
    layer index: Int, from network: inout Network, _ optimizer: inout Optimizer
  ) -> SurgeryOutcome {
    let removed = network.shape.layers[index]
    let maps = leastSquaresFit(index, network)
    let below = network.weight(ofLayer: index)
    let block = FloatBlock(count: below.count)
    let straight = block.matrix(at: 0, rows: below.rows, columns: below.columns)
    for input in 0..<below.rows {
      for (unit, map) in maps.enumerated() {
        straight[input, unit] = Float(map.factor * Double(below[input, unit]))
      }
    }
    let next = network.weight(ofLayer: index + 1)
    let folded = FloatBlock(count: below.rows * next.columns)
    let product = folded.matrix(at: 0, rows: below.rows, columns: next.columns)
    MatrixProduct.multiply(straight, next, into: product)
    let passedOn = network.response(ofLayer: index + 1, to: maps.map(\.offset))

    var transplant = Transplant(to: network.shape.with { $0.remove(at: index) }) {
      $0 < index ? $0 : $0 + 1
    }
    transplant.origins[index].inputs = Array(repeating: nil, count: below.rows)
    transplant.perform(on: &network, &optimizer)
    network.weight(ofLayer: index).elements.copy(from: product.elements)
    network.addToSums(ofLayer: index, passedOn)
    return removed.activation == .linear ? .outputsKept : .curvatureLost(removed.activation)
  }

  /// The affine maps that a layer's units come nearest to, over the sums of their weights.
  private func leastSquaresFit(_ index: Int, _ network: borrowing Network) -> [AffineMap] {
    let maps = network.affineMaps(ofLayer: index)
    let activation = network.shape.layers[index].activation
    guard activation != .linear else { return maps }
    let weight = network.weight(ofLayer: index)
    var moments = ColumnMoments(columns: maps.count)
    forEachChunk(into: index, of: network) { input in
      let count = input.rows * maps.count
      let block = FloatBlock(count: 2 * count)
      let z = block.matrix(at: 0, rows: input.rows, columns: maps.count)
      let bent = block.matrix(at: count, rows: input.rows, columns: maps.count)
      MatrixProduct.multiply(input, weight, into: z)
      for row in 0..<z.rows {
        for (unit, map) in maps.enumerated() {
          z[row, unit] = Float(map.factor * Double(z[row, unit]) + map.offset)
        }
      }
      ActivationKernel(activation).forward(bias: nil, preactivation: z, output: bent)
      moments.add(z, bent)
    }
    return maps.enumerated().map { unit, map in
      let fit = moments.leastSquaresFit(unit)
      return AffineMap(
        factor: fit.factor * map.factor, offset: fit.factor * map.offset + fit.offset)
    }
  }
}
