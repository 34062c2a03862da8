import Numerics
import Testing

extension LossKernel {
  /// The loss of one element as a textbook writes it, in double precision.
  func reference(_ z: Double, _ y: Double) -> Double {
    switch self {
    case .meanSquaredError: (z - y) * (z - y)
    case .meanAbsoluteError: abs(z - y)
    case .huber(let delta):
      abs(z - y) <= Double(delta)
        ? (z - y) * (z - y) / 2 : Double(delta) * (abs(z - y) - Double(delta) / 2)
    case .logCosh: logarithmOfCosh(z - y)
    case .binaryCrossentropy(let smoothing):
      logarithmOfOnePlusPower(z) - z * (y * (1 - Double(smoothing)) + Double(smoothing) / 2)
    case .poisson: exponential(z) - y * z
    case .hinge: max(0, 1 - y * z)
    }
  }

  /// What may be expected of a prediction.
  func expectations(_ count: Int) -> [Double] {
    switch self {
    case .binaryCrossentropy: numbers(count, seed: 2).map { $0 > 0 ? 1 : 0 }
    case .hinge: numbers(count, seed: 2).map { $0 > 0 ? 1 : -1 }
    case .poisson: numbers(count, in: 0...9, seed: 2).map { $0.rounded() }
    default: numbers(count, seed: 2)
    }
  }
}

@Suite struct `Losses` {
  static let kernels: [LossKernel] = [
    .meanSquaredError, .meanAbsoluteError, .huber(delta: 1), .huber(delta: 0.25), .logCosh,
    .binaryCrossentropy(smoothing: 0), .binaryCrossentropy(smoothing: 0.1), .poisson, .hinge,
  ]

  @Test(arguments: kernels, oddShapes)
  func `are the mean over rows and columns`(
    kernel: LossKernel, shape: (rows: Int, columns: Int)
  ) {
    let count = shape.rows * shape.columns
    let z = numbers(count, in: -3...3)
    let y = kernel.expectations(count)
    let predicted = GuardedBlock(z)
    let expected = GuardedBlock(y)
    let gradient = GuardedBlock(z)
    let mean = zip(z, y).map(kernel.reference).reduce(0, +) / Double(count)
    let slopes = zip(z, y).map { z, y in
      slope(of: { kernel.reference($0, y) }, at: z) / Double(count)
    }
    let loss = kernel.evaluate(
      predicted: predicted.matrix(shape.rows, shape.columns),
      expected: expected.matrix(shape.rows, shape.columns),
      gradient: gradient.matrix(shape.rows, shape.columns))
    #expect(close([loss], [mean]))
    #expect(close(gradient.values, slopes, absolute: 2e-6 / Double(count)))
    #expect(gradient.isIntact)
    #expect(predicted.values == z)
  }

  @Test(arguments: kernels, [(rows: 7, columns: 1), (rows: 5, columns: 17), (rows: 3, columns: 4)])
  func `weigh rows, and need no gradient`(kernel: LossKernel, shape: (rows: Int, columns: Int)) {
    let count = shape.rows * shape.columns
    let z = numbers(count, in: -3...3)
    let y = kernel.expectations(count)
    let w = numbers(shape.rows, in: 0...2, seed: 3)
    let predicted = GuardedBlock(z)
    let expected = GuardedBlock(y)
    let weights = GuardedBlock(w)
    let gradient = GuardedBlock(z)
    let weighted = z.indices.map { w[$0 / shape.columns] * kernel.reference(z[$0], y[$0]) }
    let slopes = z.indices.map { index in
      w[index / shape.columns] / Double(count)
        * slope(of: { kernel.reference($0, y[index]) }, at: z[index])
    }
    let matrices = (
      predicted.matrix(shape.rows, shape.columns), expected.matrix(shape.rows, shape.columns)
    )
    let loss = kernel.evaluate(
      predicted: matrices.0, expected: matrices.1,
      gradient: gradient.matrix(shape.rows, shape.columns), rowWeights: weights.view)
    #expect(close([loss], [weighted.reduce(0, +) / Double(count)]))
    #expect(close(gradient.values, slopes, absolute: 2e-6 / Double(count)))
    let alone = kernel.evaluate(
      predicted: matrices.0, expected: matrices.1, gradient: nil, rowWeights: weights.view)
    #expect(close([alone], [loss], relative: 1e-6, absolute: 0))
  }

  @Test func `stay finite and right for predictions far out`() {
    let predicted = GuardedBlock([1000.0, -1000, 1000, -1000])
    let expected = GuardedBlock([1.0, 0, 0, 1])
    let gradient = GuardedBlock([0.0, 0, 0, 0])
    let loss = LossKernel.binaryCrossentropy(smoothing: 0).evaluate(
      predicted: predicted.matrix(4, 1), expected: expected.matrix(4, 1),
      gradient: gradient.matrix(4, 1))
    #expect(loss == 500)
    #expect(gradient.values == [0, 0, 0.25, -0.25])
    gradient.view.fill(0)
    let far = LossKernel.logCosh.evaluate(
      predicted: predicted.matrix(4, 1), expected: gradient.matrix(4, 1), gradient: nil)
    #expect(close([far], [1000 - 0.693147]))
  }

  @Test func `give zero of no rows, and NaN of NaN`() {
    let block = FloatBlock(count: 4)
    let empty = block.matrix(at: 0, rows: 0, columns: 4)
    let full = block.matrix(at: 0, rows: 1, columns: 4)
    full[0, 2] = .nan
    for kernel in Self.kernels {
      let nothing = kernel.evaluate(predicted: empty, expected: empty, gradient: empty)
      #expect(nothing == 0)
      let unknown = kernel.evaluate(predicted: full, expected: full, gradient: nil)
      #expect(unknown.isNaN, "\(kernel)")
    }
  }

  @Test func `take the square of a small difference as it is`() {
    let predicted = GuardedBlock([1e-4])
    let expected = GuardedBlock([0.0])
    let loss = LossKernel.logCosh.evaluate(
      predicted: predicted.matrix(1, 1), expected: expected.matrix(1, 1), gradient: nil)
    #expect(close([loss], [0.5e-8], relative: 1e-5, absolute: 0))
  }
}
