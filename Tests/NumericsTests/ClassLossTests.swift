import Numerics
import Testing

/// The cross-entropy of one row's soft-max with a smoothed label, in double precision.
private func reference(_ z: [Double], label: Int, smoothing: Double) -> Double {
  let top = z.max() ?? 0
  let logarithm = top + naturalLogarithm(z.map { exponential($0 - top) }.reduce(0, +))
  return z.indices.reduce(0) { sum, place in
    let share = (place == label ? 1 - smoothing : 0) + smoothing / Double(z.count)
    return sum + share * (logarithm - z[place])
  }
}

@Suite struct `Cross-entropy of classes` {
  static let shapes: [(rows: Int, classes: Int)] = [
    (1, 1), (1, 2), (10, 3), (32, 10), (64, 16), (65, 17), (130, 4), (3, 100),
  ]

  @Test(arguments: shapes, [0.0, 0.1])
  func `is the mean over rows, with its slopes`(
    shape: (rows: Int, classes: Int), smoothing: Double
  ) {
    let (rows, classes) = shape
    let z = numbers(rows * classes, in: -5...5)
    let labels = numbers(rows, in: 0...Double(classes), seed: 2).map { min(Int($0), classes - 1) }
    let weights = numbers(rows, in: 0...2, seed: 3)
    let order = IndexBlock(count: rows)
    let classNumbers = labels.map { Int32($0) }
    order.all.copy(from: classNumbers.span)
    var expected = 0.0
    var slopes: [Double] = []
    for row in 0..<rows {
      let logits = Array(z[row * classes..<(row + 1) * classes])
      let scale = weights[row] / Double(rows)
      expected += scale * reference(logits, label: labels[row], smoothing: smoothing)
      for place in 0..<classes {
        let slope = slope(
          of: {
            var moved = logits
            moved[place] = $0
            return reference(moved, label: labels[row], smoothing: smoothing)
          }, at: logits[place])
        slopes.append(scale * slope)
      }
    }
    let predicted = GuardedBlock(z)
    let gradient = GuardedBlock(z)
    let rowWeights = GuardedBlock(weights)
    let loss = CategoricalCrossentropy.evaluate(
      predicted: predicted.matrix(rows, classes), labels: order.all, smoothing: Float(smoothing),
      gradient: gradient.matrix(rows, classes), rowWeights: rowWeights.view)
    #expect(close([loss], [expected]))
    #expect(close(gradient.values, slopes, absolute: 2e-7))
    #expect(gradient.isIntact)
    #expect(predicted.values == z)
    let inPlace = CategoricalCrossentropy.evaluate(
      predicted: predicted.matrix(rows, classes), labels: order.all, smoothing: Float(smoothing),
      gradient: predicted.matrix(rows, classes), rowWeights: rowWeights.view)
    #expect(inPlace == loss)
    #expect(predicted.values == gradient.values)
  }

  @Test func `needs neither weights nor a gradient`() {
    let predicted = GuardedBlock([1.0, 2, 3, 0, 0, 0])
    let labels = IndexBlock(count: 2)
    labels.all[0] = 2
    let loss = CategoricalCrossentropy.evaluate(
      predicted: predicted.matrix(2, 3), labels: labels.all, smoothing: 0, gradient: nil)
    let expected =
      (reference([1, 2, 3], label: 2, smoothing: 0) + reference([0, 0, 0], label: 0, smoothing: 0))
      / 2
    #expect(close([loss], [expected]))
  }

  @Test func `stays finite for logits far apart, and is NaN for NaN and infinity`() {
    let predicted = GuardedBlock([1000.0, -1000, 0])
    let labels = IndexBlock(count: 1)
    func loss() -> Double {
      CategoricalCrossentropy.evaluate(
        predicted: predicted.matrix(1, 3), labels: labels.all, smoothing: 0, gradient: nil)
    }
    #expect(loss() == 0)
    labels.all[0] = 1
    #expect(loss() == 2000)
    predicted.view[2] = .nan
    #expect(loss().isNaN)
    predicted.view[2] = .infinity
    #expect(loss().isNaN)
  }

  @Test(arguments: shapes)
  func `has its soft-max, also in place`(shape: (rows: Int, classes: Int)) {
    let (rows, classes) = shape
    let z = numbers(rows * classes, in: -20...20)
    var expected: [Double] = []
    for row in 0..<rows {
      let powers = z[row * classes..<(row + 1) * classes].map { exponential($0) }
      let sum = powers.reduce(0, +)
      expected += powers.map { $0 / sum }
    }
    let logits = GuardedBlock(z)
    let probabilities = GuardedBlock(z)
    CategoricalCrossentropy.probabilities(
      of: logits.matrix(rows, classes), into: probabilities.matrix(rows, classes))
    #expect(close(probabilities.values, expected, absolute: 0))
    CategoricalCrossentropy.probabilities(
      of: logits.matrix(rows, classes), into: logits.matrix(rows, classes))
    #expect(logits.values == probabilities.values)
    #expect(logits.isIntact)
  }
}
