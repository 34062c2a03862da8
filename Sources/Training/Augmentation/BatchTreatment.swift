import Datasets
import ExperimentModel
import Numerics

/// What training does to a mini-batch that evaluation does not: augmentation and class weights.
///
/// All that is random is a pure function of the seed, the step and the row, so that a checkpoint has
/// nothing to remember. Where all is off a step pays two branches.
struct BatchTreatment: ~Copyable {
  private let data: PreparedData
  private let noiseStream: RandomStream
  private let mixupStream: RandomStream
  private let pictures: PictureAugmenter?
  private var settings = AugmentationConfiguration()
  private var classWeights = ClassWeights.none
  private var capacity = 0
  private var isAugmenting = false
  private var balance: ClassBalance?
  private var mixup: Mixup?
  private var memory = WeightedLossMemory(rows: 0, outputs: 0)

  /// What a configuration asks for, with room for mini-batches of up to `rows` rows.
  init(_ data: PreparedData, _ training: TrainingConfiguration, rows: Int) {
    func stream(_ name: String) -> RandomStream {
      RandomStream(seed: UInt64(training.seed), name: name)
    }
    self.data = data
    noiseStream = stream("noise")
    mixupStream = stream("mixup")
    pictures = PictureAugmenter(data, stream: stream("pictures"))
    prepare(training, rows: rows)
  }

  /// Takes on other settings of the same seed, and makes room for mini-batches of up to `rows` rows.
  mutating func prepare(_ training: TrainingConfiguration, rows: Int) {
    // Counting classes and making room are worth it only where something is different.
    if settings == training.augmentation, classWeights == training.classWeights, capacity == rows {
      return
    }
    settings = training.augmentation
    classWeights = training.classWeights
    capacity = rows
    isAugmenting = !settings.isOff
    let facts = data.facts
    balance =
      classWeights == .balanced
      ? ClassBalance(data.train.targets, classCount: max(facts.classNames.count, 2)) : nil
    mixup =
      settings.mixup > 0
      ? Mixup(stream: mixupStream, capacity: rows, width: facts.featureNames.count) : nil
    let isPlain = balance == nil && mixup == nil
    memory = WeightedLossMemory(rows: isPlain ? 0 : rows, outputs: facts.outputCount)
  }

  /// Changes the rows of a mini-batch where they stand.
  mutating func augment(_ rows: MatrixView, step: Int) {
    guard isAugmenting else { return }
    if settings.changesPictures { pictures?.change(rows, settings, step: step) }
    mixup?.mix(rows, alpha: settings.mixup, step: step)
    if settings.noise > 0 {
      rows.elements.addNoise(
        standardDeviation: Float(settings.noise), key: noiseStream.key(step: step, layer: 0))
    }
  }

  /// The mean loss of the rows augmented last, and its gradient.
  func loss(
    _ function: LossFunction, predicted: MatrixView, expected: BatchTargets, gradient: MatrixView
  ) -> Double {
    guard !memory.isEmpty else {
      return function.evaluate(predicted: predicted, expected: expected, gradient: gradient)
    }
    let batch = memory.batch(rows: predicted.rows)
    guard mixup != nil else {
      for row in 0..<predicted.rows { batch.weights[row] = weight(of: row, expected) }
      return function.evaluate(
        predicted: predicted, expected: expected, gradient: gradient, rowWeights: batch.weights)
    }
    if data.facts.task == .regression, case .values(let values) = expected {
      mix(values, into: batch.values)
      return function.evaluate(
        predicted: predicted, expected: .values(batch.values), gradient: gradient)
    }
    return mixedLoss(function, predicted: predicted, expected: expected, gradient: gradient)
  }

  // λ·loss(first target) + (1−λ)·loss(second target), each row weighed by its class.
  private func mixedLoss(
    _ function: LossFunction, predicted: MatrixView, expected: BatchTargets, gradient: MatrixView
  ) -> Double {
    let count = predicted.rows
    let batch = memory.batch(rows: count)
    let partners = batch.partners(like: expected)
    for row in 0..<count {
      let partner = mixup?.partner(of: row, among: count) ?? row
      let share = mixup?.share(of: row) ?? 1
      batch.weights[row] = share * weight(of: row, expected)
      batch.otherWeights[row] = (1 - share) * weight(of: partner, expected)
      partners.copyRow(row, fromRow: partner, of: expected)
    }
    let loss = function.evaluate(
      predicted: predicted, expected: expected, gradient: gradient, rowWeights: batch.weights)
    let other = function.evaluate(
      predicted: predicted, expected: partners, gradient: batch.gradient,
      rowWeights: batch.otherWeights)
    gradient.elements.add(batch.gradient.elements)
    return loss + other
  }

  private func mix(_ values: VectorView, into mixed: VectorView) {
    for row in 0..<values.count {
      let share = mixup?.share(of: row) ?? 1
      let partner = mixup?.partner(of: row, among: values.count) ?? row
      mixed[row] = share * values[row] + (1 - share) * values[partner]
    }
  }

  private func weight(of row: Int, _ targets: BatchTargets) -> Float {
    balance?.weight(of: row, targets) ?? 1
  }
}
