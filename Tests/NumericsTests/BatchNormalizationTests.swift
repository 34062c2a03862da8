import Numerics
import Testing

/// A column normalised by its own mean and biased variance, then scaled and shifted.
private func normalized(_ column: [Double], gamma: Double, beta: Double) -> [Double] {
  let mean = column.reduce(0, +) / Double(column.count)
  let variance = column.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(column.count)
  return column.map { gamma * ($0 - mean) / (variance + 1e-5).squareRoot() + beta }
}

private func column(_ index: Int, of values: [Double], columns: Int) -> [Double] {
  stride(from: index, to: values.count, by: columns).map { values[$0] }
}

/// All memory of one normalisation.
private struct NormalizationMemory {
  let gamma: GuardedBlock
  let beta: GuardedBlock
  let runningMean: GuardedBlock
  let runningVariance: GuardedBlock
  let inverseStandardDeviation: GuardedBlock

  init(columns: Int) {
    gamma = GuardedBlock(numbers(columns, in: 0.5...2, seed: 11))
    beta = GuardedBlock(numbers(columns, seed: 12))
    runningMean = GuardedBlock(numbers(columns, seed: 13))
    runningVariance = GuardedBlock(numbers(columns, in: 0.5...2, seed: 14))
    inverseStandardDeviation = GuardedBlock([Double](repeating: 0, count: columns))
  }

  var normalization: BatchNormalization {
    BatchNormalization(
      gamma: gamma.view, beta: beta.view, runningMean: runningMean.view,
      runningVariance: runningVariance.view, inverseStandardDeviation: inverseStandardDeviation.view
    )
  }

  var isIntact: Bool {
    [gamma, beta, runningMean, runningVariance, inverseStandardDeviation].allSatisfy {
      $0.isIntact
    }
  }
}

@Suite struct `Batch normalization` {
  @Test(arguments: oddShapes.filter { $0.rows > 1 })
  func `gives each column mean 0 and variance 1, scaled and shifted`(
    shape: (rows: Int, columns: Int)
  ) {
    let (rows, columns) = shape
    let input = numbers(rows * columns)
    let memory = NormalizationMemory(columns: columns)
    let x = GuardedBlock(input)
    let kept = GuardedBlock(input)
    let before = (memory.runningMean.values, memory.runningVariance.values)
    memory.normalization.normalizeBatch(
      x.matrix(rows, columns), keeping: kept.matrix(rows, columns))
    for index in 0..<columns {
      let values = column(index, of: input, columns: columns)
      // Two rows may lie so close that rounding their mean shows.
      let expected = normalized(
        values, gamma: memory.gamma.values[index], beta: memory.beta.values[index])
      #expect(close(column(index, of: x.values, columns: columns), expected, absolute: 5e-5))
      let standard = normalized(values, gamma: 1, beta: 0)
      #expect(close(column(index, of: kept.values, columns: columns), standard, absolute: 5e-5))
      let mean = values.reduce(0, +) / Double(rows)
      let unbiased = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(rows - 1)
      #expect(
        close(
          [memory.runningMean.values[index], memory.runningVariance.values[index]],
          [0.9 * before.0[index] + 0.1 * mean, 0.9 * before.1[index] + 0.1 * unbiased]))
    }
    #expect(memory.isIntact)
    #expect(x.isIntact)
    #expect(kept.isIntact)
  }

  @Test(arguments: oddShapes)
  func `goes by the running values in inference`(shape: (rows: Int, columns: Int)) {
    let (rows, columns) = shape
    let input = numbers(rows * columns)
    let memory = NormalizationMemory(columns: columns)
    let x = GuardedBlock(input)
    memory.normalization.normalizeByRunningValues(x.matrix(rows, columns))
    let expected = input.indices.map { index in
      let place = index % columns
      let deviation = (memory.runningVariance.values[place] + 1e-5).squareRoot()
      return memory.gamma.values[place] * (input[index] - memory.runningMean.values[place])
        / deviation + memory.beta.values[place]
    }
    #expect(close(x.values, expected))
    #expect(x.isIntact)
    #expect(memory.isIntact)
  }

  @Test(arguments: oddShapes.filter { $0.rows > 2 })
  func `has the gradients that central differences see`(shape: (rows: Int, columns: Int)) {
    let (rows, columns) = shape
    let input = numbers(rows * columns)
    let incoming = numbers(rows * columns, seed: 2)
    let memory = NormalizationMemory(columns: columns)
    let x = GuardedBlock(input)
    let kept = GuardedBlock(input)
    let gradient = GuardedBlock(incoming)
    let gammaGradient = GuardedBlock([Double](repeating: 9, count: columns))
    let betaGradient = GuardedBlock([Double](repeating: 9, count: columns))
    memory.normalization.normalizeBatch(
      x.matrix(rows, columns), keeping: kept.matrix(rows, columns))
    memory.normalization.backward(
      normalized: kept.matrix(rows, columns), gradient: gradient.matrix(rows, columns),
      gammaGradient: gammaGradient.view, betaGradient: betaGradient.view)
    for index in 0..<columns {
      let values = column(index, of: input, columns: columns)
      let slopes = column(index, of: incoming, columns: columns)
      let (gamma, beta) = (memory.gamma.values[index], memory.beta.values[index])
      func loss(_ column: [Double], _ gamma: Double, _ beta: Double) -> Double {
        zip(normalized(column, gamma: gamma, beta: beta), slopes).map { $0 * $1 }.reduce(0, +)
      }
      let expected = values.indices.map { row in
        slope(
          of: {
            var moved = values
            moved[row] = $0
            return loss(moved, gamma, beta)
          }, at: values[row])
      }
      let found = column(index, of: gradient.values, columns: columns)
      #expect(close(found, expected, relative: 1e-4, absolute: 2e-5))
      #expect(
        close(
          [gammaGradient.values[index], betaGradient.values[index]],
          [
            slope(of: { loss(values, $0, beta) }, at: gamma),
            slope(of: { loss(values, gamma, $0) }, at: beta),
          ], absolute: 1e-5))
    }
    #expect(gradient.isIntact)
    #expect(gammaGradient.isIntact)
    #expect(betaGradient.isIntact)
  }

  @Test func `of one row gives the beta, and of equal rows no infinity`() {
    for rows in [1, 4] {
      let memory = NormalizationMemory(columns: 2)
      let x = GuardedBlock([Double](repeating: 3, count: 2 * rows))
      let kept = GuardedBlock([Double](repeating: 3, count: 2 * rows))
      memory.normalization.normalizeBatch(x.matrix(rows, 2), keeping: kept.matrix(rows, 2))
      let shifts = (0..<rows).flatMap { _ in memory.beta.values }
      #expect(close(x.values, shifts))
    }
  }

  @Test func `keeps the digits of a small variance beside a large mean`() {
    let memory = NormalizationMemory(columns: 1)
    memory.gamma.view.fill(1)
    memory.beta.view.fill(0)
    let x = GuardedBlock([4096.0, 4097, 4098, 4099])
    let kept = GuardedBlock([0.0, 0, 0, 0])
    memory.normalization.normalizeBatch(x.matrix(4, 1), keeping: kept.matrix(4, 1))
    #expect(close(x.values, normalized([0, 1, 2, 3], gamma: 1, beta: 0)))
  }
}
