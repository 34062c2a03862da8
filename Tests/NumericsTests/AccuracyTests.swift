import Numerics
import Testing

/// How many units in the last place of a float lie between what was found and the exact result.
private func unitsInTheLastPlace(_ found: Float, _ exact: Double) -> Double {
  let magnitude = max(abs(exact), Double(Float.leastNormalMagnitude))
  return abs(Double(found) - exact) / Double(Float(magnitude).ulp)
}

/// Floats spread over all bit patterns, so that every power of two has its share.
private func everyKindOfFloat(in range: ClosedRange<Float>) -> [Float] {
  // A prime step does not keep to a pattern in the low bits.
  stride(from: UInt32.min, through: .max - 20_011, by: 20_011).map { Float(bitPattern: $0) }
    .filter { range.contains($0) }
}

private func worst(
  of kernel: ActivationKernel, in range: ClosedRange<Float>
) -> (units: Double, at: Float) {
  let inputs = everyKindOfFloat(in: range)
  let block = FloatBlock(count: inputs.count)
  let row = block.matrix(at: 0, rows: 1, columns: inputs.count)
  row.elements.copy(from: inputs.span)
  kernel.forward(bias: nil, preactivation: row, output: row)
  var result = (units: 0.0, at: Float.nan)
  for (input, found) in zip(inputs, row.elements.toArray()) {
    let units = unitsInTheLastPlace(found, kernel.reference(Double(input)))
    if !(units <= result.units) { result = (units, input) }
  }
  return result
}

@Suite struct `Accuracy` {
  static let everything = -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude
  // Below −87.3 the exponential is denormal and taken as 0 by all but the pure exponential.
  static let normalExponentials = -87...Float.greatestFiniteMagnitude

  @Test(arguments: [
    (ActivationKernel.tanh, everything, 3.0), (.sigmoid, normalExponentials, 3),
    (.elu, everything, 3), (.selu, everything, 4), (.softplus, normalExponentials, 5),
    (.softsign, everything, 2), (.silu, -80...Float.greatestFiniteMagnitude, 4),
    (.gelu, -13...Float.greatestFiniteMagnitude, 8),
    (.mish, -80...Float.greatestFiniteMagnitude, 7), (.leakyRelu, everything, 2),
  ])
  func `of an activation is bounded in the last place`(
    kernel: ActivationKernel, range: ClosedRange<Float>, bound: Double
  ) {
    let found = worst(of: kernel, in: range)
    #expect(found.units <= bound, "at \(found.at)")
  }

  @Test func `of the exponential is 2 in the last place, from 0 to infinity`() {
    let inputs = everyKindOfFloat(in: Self.everything)
    let block = FloatBlock(count: inputs.count)
    block.all.copy(from: inputs.span)
    block.all.exponential(into: block.all)
    var worst = 0.0
    for (input, found) in zip(inputs, block.all.toArray()) {
      let exact = exponential(Double(input))
      if exact > Double(Float.greatestFiniteMagnitude) {
        #expect(found == .infinity)
      } else {
        worst = max(worst, unitsInTheLastPlace(found, exact))
      }
    }
    #expect(worst <= 2)
  }

  @Test func `holds at the ends`() {
    let ends: [Float] = [.infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude]
    let block = FloatBlock(count: ends.count)
    func ofEnds(_ kernel: ActivationKernel) -> [Float] {
      let row = block.matrix(at: 0, rows: 1, columns: ends.count)
      row.elements.copy(from: ends.span)
      kernel.forward(bias: nil, preactivation: row, output: row)
      return row.elements.toArray()
    }
    let least = Float.leastNonzeroMagnitude
    #expect(ofEnds(.tanh) == [1, -1, 0, 0, least])
    #expect(ofEnds(.sigmoid) == [1, 0, 0.5, 0.5, 0.5])
    #expect(ofEnds(.elu) == [.infinity, -1, 0, 0, least])
    #expect(Array(ofEnds(.softplus)[0..<2]) == [.infinity, 0])
    #expect(Array(ofEnds(.gelu)[2..<4]) == [0, 0])
    let all = block.all
    all.copy(from: ends.span)
    all.exponential(into: all)
    #expect(all.toArray() == [.infinity, 0, 1, 1, 1])
  }

  @Test func `of a saturated tangent is exactly one`() {
    let block = GuardedBlock(numbers(100, in: 10...50))
    ActivationKernel.tanh.forward(
      bias: nil, preactivation: block.matrix(1, 100), output: block.matrix(1, 100))
    #expect(block.values.allSatisfy { $0 == 1 })
  }
}
