import ExperimentModel
import Numerics
import Testing

@testable import Datasets
@testable import Training

private let shape = PictureShape(width: 4, height: 3)

private func pictures(rows: Int) -> PreparedData {
  preparedData(
    DataPart(
      inputs: normalNumbers(rows * 12, seed: 1), rowCount: rows,
      targets: .classes((0..<rows).map { Int32($0 % 3) })),
    .multiclass, classes: 3, picture: shape)
}

private func treated(
  _ data: PreparedData, step: Int = 0, seed: Int = 1,
  _ change: (inout AugmentationConfiguration) -> Void
) -> [[Float]] {
  var training = TrainingConfiguration()
  change(&training.augmentation)
  training.seed = seed
  let rows = data.train.rowCount
  var treatment = BatchTreatment(data, training, rows: rows)
  let block = FloatBlock(count: data.train.numbers.count)
  block.all.copy(from: data.train.numbers.span)
  let width = data.facts.featureNames.count
  treatment.augment(block.matrix(at: 0, rows: rows, columns: width), step: step)
  return split(block.all.toArray(), width)
}

private func split(_ values: [Float], _ width: Int) -> [[Float]] {
  stride(from: 0, to: values.count, by: width).map { Array(values[$0..<($0 + width)]) }
}

@Suite struct `Augmented rows` {
  let data = pictures(rows: 400)
  var originals: [[Float]] { split(data.train.numbers, 12) }

  @Test func `are the rows themselves where all is off`() {
    #expect(treated(data) { _ in } == originals)
  }

  @Test func `are pictures, half of them mirrored exactly`() {
    let flipped = treated(data) { $0.horizontalFlip = true }
    var count = 0
    for (row, original) in zip(flipped, originals) where row != original {
      count += 1
      let mirrored = (0..<3).flatMap { original[(4 * $0)..<(4 * $0 + 4)].reversed() }
      #expect(row == mirrored)
    }
    #expect(abs(count - 200) < 40)
  }

  @Test func `move no farther than the share says, and black comes in`() {
    let one = preparedData(
      DataPart(
        inputs: Array(repeating: 10, count: 300 * 12), rowCount: 300,
        targets: .classes(Array(repeating: 0, count: 300))),
      .multiclass, classes: 2, picture: shape)
    let moved = treated(one) { $0.shift = 0.25 }
    // Black is a shade of 0 on the scale of mean ½ and deviation ¼.
    #expect(moved.joined().allSatisfy { $0 >= -2 && $0 <= 10.00001 })
    #expect(moved.joined().contains { $0 < 0 })
    // A quarter of 4 columns is one, so the two in the middle stay.
    #expect(moved.allSatisfy { abs($0[5] - 10) < 1e-4 && abs($0[6] - 10) < 1e-4 })
  }

  @Test func `turned and zoomed differ from one another and from themselves`() {
    let turned = treated(data) { $0.rotation = 30 }
    let zoomed = treated(data) { $0.zoom = 0.3 }
    #expect([turned.count, zoomed.count, originals.count] == [400, 400, 400])
    #expect(zip(turned, originals).allSatisfy { $0 != $1 })
    #expect(zip(zoomed, originals).allSatisfy { $0 != $1 })
    #expect(zip(turned, zoomed).allSatisfy { $0 != $1 })
  }

  @Test func `get noise of the deviation asked for`() {
    let noisy = treated(data) { $0.noise = 0.3 }
    let squares = zip(noisy.joined(), originals.joined()).map { ($0 - $1) * ($0 - $1) }
    let deviation = (squares.reduce(0, +) / Float(squares.count)).squareRoot()
    #expect(abs(deviation - 0.3) < 0.02)
  }

  @Test func `are mixed by shares around one half`() throws {
    let ones = preparedData(
      DataPart(
        inputs: (0..<2_000).map { Float($0 % 2) }, rowCount: 2_000,
        targets: .values(Array(repeating: 0, count: 2_000))), .regression)
    let steps = (0..<8).map { step in
      treated(ones, step: step) { $0.mixup = 1 }.map { Double($0[0]) }
    }
    // Partners an even distance off are of the same kind; here they are of the other one.
    let mixed = try #require(steps.first { $0.contains { $0 > 0 && $0 < 1 } })
    #expect(mixed.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(abs(mixed.reduce(0, +) / 2_000 - 0.5) < 0.05)
    let inner = mixed.count { $0 > 0.25 && $0 < 0.75 }
    #expect(abs(inner - 1_000) < 120)
  }

  @Test func `follow from seed and step alone`() {
    func all(step: Int, seed: Int) -> [[Float]] {
      treated(data, step: step, seed: seed) {
        $0.noise = 0.1
        $0.mixup = 0.4
        $0.horizontalFlip = true
        $0.rotation = 10
      }
    }
    #expect(all(step: 7, seed: 1) == all(step: 7, seed: 1))
    #expect(all(step: 7, seed: 1) != all(step: 8, seed: 1))
    #expect(all(step: 7, seed: 1) != all(step: 7, seed: 2))
  }
}

@Suite struct `The loss of mixed rows` {
  private let rows = 5

  /// Evaluates a treatment's loss with its gradient at random logits.
  private func loss(
    _ data: PreparedData, _ training: TrainingConfiguration, _ logits: [Float]
  ) -> (loss: Double, gradient: [Float], mixed: [Float]) {
    var treatment = BatchTreatment(data, training, rows: rows)
    let inputs = FloatBlock(count: data.train.numbers.count)
    inputs.all.copy(from: data.train.numbers.span)
    treatment.augment(inputs.matrix(at: 0, rows: rows, columns: 1), step: 3)
    let outputs = data.facts.outputCount
    let block = FloatBlock(count: 2 * rows * outputs)
    let predicted = block.matrix(at: 0, rows: rows, columns: outputs)
    predicted.elements.copy(from: logits.span)
    let gradient = block.matrix(at: rows * outputs, rows: rows, columns: outputs)
    let targets = TargetMemory(data.train.targets)
    let mean = treatment.loss(
      LossFunction(training, task: data.facts.task), predicted: predicted,
      expected: targets.rows(at: 0, count: rows), gradient: gradient)
    return (mean, gradient.elements.toArray(), inputs.all.toArray())
  }

  /// Data whose one input is the row's number, so that a mixture tells its parts.
  private func data(_ task: Task, _ targets: Targets, classes: Int) -> PreparedData {
    preparedData(
      DataPart(inputs: [0, 1, 10, 100, 1000], rowCount: rows, targets: targets), task,
      classes: classes)
  }

  /// The share of each row itself, and its partner.
  private func parts(_ mixed: [Float]) -> (shares: [Double], distance: Int) {
    let inputs = [0.0, 1, 10, 100, 1000]
    for distance in 1..<rows {
      let shares = (0..<rows).map { row in
        let other = inputs[(row + distance) % rows]
        return (Double(mixed[row]) - other) / (inputs[row] - other)
      }
      // Shares are drawn apart from distances: that of row 4 is told by its large input.
      if shares.allSatisfy({ $0 > -0.01 && $0 < 1.01 }) { return (shares, distance) }
    }
    return ([], 0)
  }

  @Test func `is that of each of the two classes by its share`() {
    let labels: [Int32] = [0, 1, 2, 2, 1]
    var training = TrainingConfiguration()
    training.augmentation.mixup = 1
    let logits = normalNumbers(rows * 3, seed: 4)
    let data = data(.multiclass, .classes(labels), classes: 3)
    let found = loss(data, training, logits)
    let (shares, distance) = parts(found.mixed)
    let expected = (0..<rows).reduce(0.0) { sum, row in
      let z = logits[(3 * row)..<(3 * row + 3)].map(Double.init)
      func crossentropy(_ label: Int32) -> Double {
        logarithmOfSum(z) - z[Int(label)]
      }
      return sum + shares[row] * crossentropy(labels[row])
        + (1 - shares[row]) * crossentropy(labels[(row + distance) % rows])
    }
    #expect(distance > 0)
    #expect(abs(found.loss - expected / Double(rows)) < 1e-3)
    checkGradient(data, training, logits, found.gradient)
  }

  @Test func `weighs each of the two by its own class`() {
    var training = TrainingConfiguration()
    training.augmentation.mixup = 1
    training.classWeights = .balanced
    let logits = normalNumbers(rows, seed: 5)
    let data = data(.binary, .values([0, 0, 0, 0, 1]), classes: 2)
    let found = loss(data, training, logits)
    let (shares, distance) = parts(found.mixed)
    let labels = [0.0, 0, 0, 0, 1]
    let expected = (0..<rows).reduce(0.0) { sum, row in
      let z = Double(logits[row])
      func crossentropy(_ y: Double) -> Double {
        (y > 0 ? 2.5 : 0.625) * (logarithmOfSum([0, z]) - y * z)
      }
      return sum + shares[row] * crossentropy(labels[row])
        + (1 - shares[row]) * crossentropy(labels[(row + distance) % rows])
    }
    #expect(abs(found.loss - expected / Double(rows)) < 1e-3)
    checkGradient(data, training, logits, found.gradient)
  }

  @Test func `of a regression is that of mixed targets`() {
    var training = TrainingConfiguration()
    training.augmentation.mixup = 1
    let logits = normalNumbers(rows, seed: 6)
    // The targets are the inputs, so mixed rows and mixed targets are the same numbers.
    let data = data(.regression, .values([0, 1, 10, 100, 1000]), classes: 0)
    let found = loss(data, training, logits)
    let expected = zip(logits, found.mixed).reduce(0.0) {
      $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1)
    }
    #expect(abs(found.loss - expected / Double(rows)) < 1e-5 * expected)
  }

  private func checkGradient(
    _ data: PreparedData, _ training: TrainingConfiguration, _ logits: [Float], _ slopes: [Float]
  ) {
    for index in logits.indices {
      func moved(_ step: Float) -> Double {
        var changed = logits
        changed[index] += step
        return loss(data, training, changed).loss
      }
      let difference = (moved(0.01) - moved(-0.01)) / 0.02
      #expect(abs(difference - Double(slopes[index])) < 1e-3)
    }
  }
}

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The logarithm of Σ eᶻ.
private func logarithmOfSum(_ z: [Double]) -> Double { log(z.reduce(0) { $0 + exp($1) }) }
