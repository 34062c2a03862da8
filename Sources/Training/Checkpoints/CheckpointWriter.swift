import ExperimentModel
import Files
import NeuralNetwork
import Numerics

/// Writes the parts of a checkpoint one behind the other.
///
/// The numbers of a network are not copied: there is no memory for a second one of the largest.
struct CheckpointWriter {
  /// What was written behind the last piece.
  private(set) var bytes: [UInt8] = []
  private var finished: [FilePiece] = []

  init() { bytes.reserveCapacity(4_096) }

  /// Everything that was written.
  var pieces: [FilePiece] { finished + [.bytes(bytes)] }

  mutating func put(bytes more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  mutating func put(_ number: some FixedWidthInteger) {
    for byte in 0..<(number.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte)))
    }
  }

  mutating func put(_ number: Int) { put(Int64(number)) }

  mutating func put(_ number: Double) { put(number.bitPattern) }

  mutating func put(_ text: String) {
    put(text.utf8.count)
    put(bytes: text.utf8)
  }

  mutating func put(_ numbers: [Float]) {
    put(numbers.count)
    finished += [.bytes(bytes), .floats(numbers)]
    bytes = []
  }

  mutating func put(_ numbers: [Int32]) {
    put(numbers.count)
    unsafe numbers.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }
}

extension CheckpointWriter {
  mutating func put(_ configuration: ExperimentConfiguration) {
    put(configuration.network.hidden.count)
    let fields = Hyperparameter.all(in: configuration)
    put(fields.count)
    for field in fields {
      put(field.key.description)
      put(field.value(in: configuration))
    }
  }

  mutating func put(_ value: HyperparameterValue) {
    switch value {
    case .absent: put(UInt8(0))
    case .integer(let number):
      put(UInt8(1))
      put(number)
    case .real(let number):
      put(UInt8(2))
      put(number)
    case .flag(let flag):
      put(UInt8(3))
      put(UInt8(flag ? 1 : 0))
    case .text(let text):
      put(UInt8(4))
      put(text)
    }
  }

  mutating func put(_ counters: Counters) {
    put(counters.step)
    put(counters.epoch)
    put(counters.stepInEpoch)
    put(counters.samples)
    put(counters.loss)
    put(counters.learningRate)
  }

  mutating func put(_ standing: RunStanding) {
    switch standing {
    case .running: put(UInt8(0))
    case .paused: put(UInt8(1))
    case .ended(let end):
      // Before version 6 an end was kind 2, without the figures from `train` on.
      put(UInt8(3))
      put(end.status.rawValue)
      put(end.epochs)
      put(end.steps)
      put(end.samples)
      put(end.trainingSeconds)
      put(end.test)
      put(end.train)
      put(end.dev)
      switch end.weights {
      case .last: put(UInt8(0))
      case .best(let epoch):
        put(UInt8(1))
        put(epoch ?? 0)
      }
    }
  }

  mutating func put(_ metrics: EvaluationMetrics?) {
    guard let metrics else { return put(UInt8(0)) }
    switch metrics.task {
    case .classification(let accuracy, let macroF1):
      put(UInt8(1))
      for number in [metrics.loss, accuracy, macroF1] { put(number) }
    case .regression(let rmse, let mae, let r2):
      put(UInt8(2))
      for number in [metrics.loss, rmse, mae, r2 ?? .nan] { put(number) }
    }
    put(metrics.repeats?.count ?? 0)
    guard let repeats = metrics.repeats else { return }
    for spread in [repeats.loss, repeats.error ?? .undefined] {
      for number in [spread.minimum, spread.maximum, spread.deviation] { put(number) }
    }
  }

  mutating func put(_ optimizer: SessionCheckpoint.OptimizerState) {
    put(optimizer.slots)
    put(optimizer.products.updates)
    put(optimizer.products.beta1)
    put(optimizer.products.beta2)
    put(optimizer.products.momentum)
  }

  mutating func put(_ batches: BatchSource.State) {
    put(batches.order)
    put(batches.position)
    put(batches.stream)
  }

  mutating func put(_ stream: RandomStream.State) {
    let (a, b, c, d) = stream.words
    for word in [a, b, c, d] { put(word) }
  }

  mutating func put(_ recorder: SampleRecorder) {
    put(recorder.firstStep)
    put(recorder.lastStep)
    put(recorder.sum)
    put(recorder.minimum)
    put(recorder.maximum)
    put(recorder.end)
  }

  mutating func put(_ stopping: EarlyStoppingMonitor) {
    put(stopping.best)
    put(stopping.evaluationsWithoutGain)
    put(stopping.bestState)
    put(stopping.bestEpoch ?? 0)
  }

  mutating func put(_ plateau: PlateauMonitor) {
    put(plateau.factor)
    put(plateau.best)
    put(plateau.evaluationsWithoutGain)
  }
}

extension ValueSpread {
  /// What stands in bytes for the spread of figures that are undefined.
  fileprivate static let undefined = ValueSpread(minimum: .nan, maximum: .nan, deviation: .nan)
}
