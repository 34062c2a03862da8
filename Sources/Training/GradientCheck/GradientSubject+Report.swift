import ExperimentModel
import NeuralNetwork

extension GradientSubject {
  /// Holds a gradient that the engine found against the reference and its differences.
  borrowing func report(on engine: [Double]) -> GradientReport {
    report(on: engine, analytic: reference.gradient(parameters, batch))
  }

  /// The same with another gradient in double precision.
  borrowing func report(on engine: [Double], analytic: [Double]) -> GradientReport {
    let found = Gradients(
      engine: engine, analytic: analytic,
      sizes: reference.sizedGradient(parameters, batch).sizes)
    let loss = reference.loss(parameters, batch)
    var report = GradientReport(rows: rows, loss: loss, tensors: [])
    for part in tensors() {
      report.tensors.append(compare(part, found, loss: loss))
    }
    return report
  }

  private struct Gradients {
    var engine: [Double]
    var analytic: [Double]
    var sizes: [Double]
  }

  /// A tensor's name and shape in files, and where it lies among the parameters.
  private struct Part {
    var name: String
    var shape: [Int]
    var places: Range<Int>

    /// Weights lie the other way around than in files.
    func index(of place: Int) -> [Int] {
      let offset = place - places.lowerBound
      return shape.count == 1 ? [offset] : [offset % shape[0], offset / shape[0]]
    }
  }

  private borrowing func tensors() -> [Part] {
    reference.shape.layers.enumerated().flatMap { index, layer in
      let weights = reference.weights(of: index)
      let end = weights.upperBound
      let units = layer.units
      let name = "layers.\(index)."
      let spans =
        layer.batchNorm
        ? [
          Part(name: name + "norm.weight", shape: [units], places: end..<(end + units)),
          Part(
            name: name + "norm.bias", shape: [units], places: (end + units)..<(end + 2 * units)),
        ] : [Part(name: name + "bias", shape: [units], places: end..<(end + units))]
      return [Part(name: name + "weight", shape: [units, layer.inputs], places: weights)] + spans
    }
  }

  private borrowing func compare(
    _ part: Part, _ gradients: Gradients, loss: Double
  ) -> TensorGradient {
    let (engine, analytic) = (gradients.engine, gradients.analytic)
    let places = part.places
    let farthest = places.max {
      abs(engine[$0] - analytic[$0]) < abs(engine[$1] - analytic[$1])
    }
    let sample = Set(places.sample(analytic) + (farthest.map { [$0] } ?? [])).sorted()
    var elements: [TensorGradient.Element] = []
    for place in sample {
      elements.append(
        TensorGradient.Element(
          index: part.index(of: place), engine: engine[place], analytic: analytic[place],
          difference: difference(at: place, isWeight: part.shape.count == 2)))
    }
    let pairs = elements.compactMap { element in
      element.difference.map { (element.analytic, $0) }
    }
    // A difference of losses has their rounding, however small the gradient.
    let noise = 1e-5 * max(1, abs(loss)) * Double(pairs.count).squareRoot()
    // A gradient of next to nothing may be what is left of numbers that cancel out.
    let remainder = 0.02 * length(gradients.sizes[places])
    return TensorGradient(
      name: part.name, shape: part.shape,
      differenceError: relativeError(pairs, floor: noise),
      engineError: relativeError(places.map { (engine[$0], analytic[$0]) }, floor: remainder),
      checkedCount: pairs.count, skippedCount: elements.count - pairs.count,
      worst: elements.max { $0.deviation < $1.deviation })
  }

  /// The central difference of loss and penalty in one parameter; `nil` where a kink lies between the
  /// two sides.
  private borrowing func difference(at place: Int, isWeight: Bool) -> Double? {
    let value = parameters[place]
    let step = 1e-5 * max(1, abs(value))
    if isWeight, reference.l1 > 0, abs(value) <= step { return nil }
    var moved = parameters
    func side(_ number: Double) -> (loss: Double, kinks: KinkSides) {
      moved[place] = number
      var found = reference.trace(moved, batch)
      if reference.l1 > 0 || reference.l2 > 0 { found.loss += reference.penalty(moved) }
      return found
    }
    let (high, low) = (value + step, value - step)
    let (above, below) = (side(high), side(low))
    guard above.kinks.areSame(as: below.kinks) else { return nil }
    return (above.loss - below.loss) / (high - low)
  }
}

extension TensorGradient.Element {
  fileprivate var deviation: Double {
    let own = abs(engine - analytic)
    let taken = difference.map { abs(analytic - $0) } ?? 0
    return own.isNaN || taken.isNaN ? .infinity : max(own, taken)
  }
}

extension Range<Int> {
  /// Of each of some two dozen parts the middle, and where the gradient is largest.
  fileprivate func sample(_ gradient: [Double]) -> [Int] {
    let partCount = Swift.min(count, 24)
    return (0..<partCount).flatMap { part -> [Int] in
      let start = lowerBound + part * count / partCount
      let end = lowerBound + (part + 1) * count / partCount
      let largest = (start..<end).max { abs(gradient[$0]) < abs(gradient[$1]) }
      return [(start + end) / 2, largest ?? start]
    }
  }
}

private func length(_ values: ArraySlice<Double>) -> Double {
  values.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

/// ‖a − b‖ / (‖a‖ + ‖b‖), or infinity where a number is none.
private func relativeError(_ pairs: [(Double, Double)], floor: Double) -> Double {
  guard !pairs.isEmpty else { return 0 }
  let distance = length(pairs.map { $0.0 - $0.1 }[...])
  let size = length(pairs.map(\.0)[...]) + length(pairs.map(\.1)[...])
  let error = distance == 0 ? 0 : distance / max(size, floor)
  return error.isNaN ? .infinity : error
}
