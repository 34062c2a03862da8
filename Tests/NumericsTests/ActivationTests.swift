import Numerics
import Testing

@Suite struct `Activations` {
  @Test(arguments: ActivationKernel.allCases, oddShapes)
  func `add the bias and apply the function`(
    kernel: ActivationKernel, shape: (rows: Int, columns: Int)
  ) {
    let (rows, columns) = shape
    let input = numbers(rows * columns, in: -6...6)
    let bias = numbers(columns, seed: 2)
    let sums = input.indices.map { Double(Float(input[$0]) + Float(bias[$0 % columns])) }
    let (z, a, b) = (GuardedBlock(input), GuardedBlock(input.map { _ in 0.0 }), GuardedBlock(bias))
    kernel.forward(
      bias: b.view, preactivation: z.matrix(rows, columns), output: a.matrix(rows, columns))
    #expect(z.values == sums)
    #expect(close(a.values, sums.map(kernel.reference), absolute: 0))
    #expect(z.isIntact)
    #expect(a.isIntact)
  }

  @Test(arguments: ActivationKernel.allCases, oddShapes)
  func `do the same in place, and without a bias`(
    kernel: ActivationKernel, shape: (rows: Int, columns: Int)
  ) {
    let (rows, columns) = shape
    let input = numbers(rows * columns, in: -6...6)
    let bias = numbers(columns, seed: 2)
    let sums = input.indices.map { Double(Float(input[$0]) + Float(bias[$0 % columns])) }
    let (z, apart, b) = (GuardedBlock(input), GuardedBlock(input), GuardedBlock(bias))
    let matrix = z.matrix(rows, columns)
    kernel.forward(bias: b.view, preactivation: matrix, output: matrix)
    #expect(close(z.values, sums.map(kernel.reference), absolute: 0))
    let again = input.map { Float($0) }
    z.view.copy(from: again.span)
    kernel.forward(bias: nil, preactivation: matrix, output: apart.matrix(rows, columns))
    #expect(z.values == input)
    #expect(close(apart.values, input.map(kernel.reference), absolute: 0))
    #expect(z.isIntact)
    #expect(apart.isIntact)
  }

  @Test(arguments: ActivationKernel.allCases, oddSizes)
  func `multiply a gradient by the slope that central differences see`(
    kernel: ActivationKernel, count: Int
  ) {
    let input = numbers(count, in: -6...6).filter { abs($0) > 1e-3 }
    let incoming = numbers(input.count, seed: 3)
    let z = GuardedBlock(input)
    let kept = GuardedBlock(input)
    let gradient = GuardedBlock(incoming)
    if !kernel.keepsPreactivation {
      kernel.forward(
        bias: nil, preactivation: z.matrix(1, input.count), output: kept.matrix(1, input.count))
    }
    kernel.backward(kept: kept.matrix(1, input.count), gradient: gradient.matrix(1, input.count))
    let expected = zip(input, incoming).map { $1 * slope(of: kernel.reference, at: $0) }
    #expect(close(gradient.values, expected, absolute: 2e-6))
    #expect(gradient.isIntact)
  }

  @Test(arguments: ActivationKernel.allCases)
  func `let a NaN through`(kernel: ActivationKernel) {
    let z = GuardedBlock([Double.nan, 1, -1])
    kernel.forward(bias: nil, preactivation: z.matrix(1, 3), output: z.matrix(1, 3))
    // A comparison with NaN is false, so the functions that are two lines give one of the two.
    if kernel != .relu { #expect(z.values[0].isNaN) }
    let rest = z.values.dropFirst()
    #expect(rest.allSatisfy { $0.isFinite })
  }
}
