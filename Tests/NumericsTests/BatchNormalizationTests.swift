import Numerics
import Testing

/// A column normalised by its own mean and biased variance, then scaled and shifted.
private func normalized(_ column: [Double], scale: Double, shift: Double) -> [Double] {
  let mean = column.reduce(0, +) / Double(column.count)
  let variance = column.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(column.count)
  return column.map { scale * ($0 - mean) / (variance + 1e-5).squareRoot() + shift }
}

private func column(_ index: Int, of values: [Double], columns: Int) -> [Double] {
  stride(from: index, to: values.count, by: columns).map { values[$0] }
}

/// All memory of one normalisation.
private struct NormalizationMemory {
  let scale: GuardedBlock
  let shift: GuardedBlock
  let runningMean: GuardedBlock
  let runningVariance: GuardedBlock
  let inverseDeviation: GuardedBlock

  init(columns: Int) {
    scale = GuardedBlock(numbers(columns, in: 0.5...2, seed: 11))
    shift = GuardedBlock(numbers(columns, seed: 12))
    runningMean = GuardedBlock(numbers(columns, seed: 13))
    runningVariance = GuardedBlock(numbers(columns, in: 0.5...2, seed: 14))
    inverseDeviation = GuardedBlock([Double](repeating: 0, count: columns))
  }

  var normalization: BatchNormalization {
    BatchNormalization(
      scale: scale.view, shift: shift.view, runningMean: runningMean.view,
      runningVariance: runningVariance.view, inverseDeviation: inverseDeviation.view)
  }

  var isIntact: Bool {
    [scale, shift, runningMean, runningVariance, inverseDeviation].allSatisfy { $0.isIntact }
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
        values, scale: memory.scale.values[index], shift: memory.shift.values[index])
      #expect(close(column(index, of: x.values, columns: columns), expected, absolute: 5e-5))
      let standard = normalized(values, scale: 1, shift: 0)
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
      return memory.scale.values[place] * (input[index] - memory.runningMean.values[place])
        / deviation + memory.shift.values[place]
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
    let scaleGradient = GuardedBlock([Double](repeating: 9, count: columns))
    let shiftGradient = GuardedBlock([Double](repeating: 9, count: columns))
    memory.normalization.normalizeBatch(
      x.matrix(rows, columns), keeping: kept.matrix(rows, columns))
    memory.normalization.backward(
      normalized: kept.matrix(rows, columns), gradient: gradient.matrix(rows, columns),
      scaleGradient: scaleGradient.view, shiftGradient: shiftGradient.view)
    for index in 0..<columns {
      let values = column(index, of: input, columns: columns)
      let slopes = column(index, of: incoming, columns: columns)
      let (scale, shift) = (memory.scale.values[index], memory.shift.values[index])
      func loss(_ column: [Double], _ scale: Double, _ shift: Double) -> Double {
        zip(normalized(column, scale: scale, shift: shift), slopes).map { $0 * $1 }.reduce(0, +)
      }
      let expected = values.indices.map { row in
        slope(
          of: {
            var moved = values
            moved[row] = $0
            return loss(moved, scale, shift)
          }, at: values[row])
      }
      let found = column(index, of: gradient.values, columns: columns)
      #expect(close(found, expected, relative: 1e-4, absolute: 2e-5))
      #expect(
        close(
          [scaleGradient.values[index], shiftGradient.values[index]],
          [
            slope(of: { loss(values, $0, shift) }, at: scale),
            slope(of: { loss(values, scale, $0) }, at: shift),
          ], absolute: 1e-5))
    }
    #expect(gradient.isIntact)
    #expect(scaleGradient.isIntact)
    #expect(shiftGradient.isIntact)
  }

  @Test func `of one row gives the shift, and of equal rows no infinity`() {
    for rows in [1, 4] {
      let memory = NormalizationMemory(columns: 2)
      let x = GuardedBlock([Double](repeating: 3, count: 2 * rows))
      let kept = GuardedBlock([Double](repeating: 3, count: 2 * rows))
      memory.normalization.normalizeBatch(x.matrix(rows, 2), keeping: kept.matrix(rows, 2))
      let shifts = (0..<rows).flatMap { _ in memory.shift.values }
      #expect(close(x.values, shifts))
    }
  }

  @Test func `keeps the digits of a small variance beside a large mean`() {
    let memory = NormalizationMemory(columns: 1)
    memory.scale.view.fill(1)
    memory.shift.view.fill(0)
    let x = GuardedBlock([4096.0, 4097, 4098, 4099])
    let kept = GuardedBlock([0.0, 0, 0, 0])
    memory.normalization.normalizeBatch(x.matrix(4, 1), keeping: kept.matrix(4, 1))
    #expect(close(x.values, normalized([0, 1, 2, 3], scale: 1, shift: 0)))
  }
}
