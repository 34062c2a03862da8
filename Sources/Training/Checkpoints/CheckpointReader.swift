import ExperimentModel
import NeuralNetwork
import Numerics

/// Reads the parts of a checkpoint one behind the other, and never more than there is.
struct CheckpointReader {
  private var bytes: ArraySlice<UInt8>
  /// Whether a network beside the first is being read, which has none beside itself.
  var isInCopy = false
  /// The version of what is read.
  var version = CheckpointFile.version

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  mutating func dropLast(_ count: Int) { bytes = bytes.dropLast(count) }

  mutating func number<Number: FixedWidthInteger>() throws(CheckpointError) -> Number {
    let part = try take(MemoryLayout<Number>.size)
    return part.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }

  mutating func integer() throws(CheckpointError) -> Int {
    let number: Int64 = try number()
    return Int(number)
  }

  mutating func real() throws(CheckpointError) -> Double { Double(bitPattern: try number()) }

  mutating func text() throws(CheckpointError) -> String {
    let part = try take(try count(ofBytes: 1))
    guard let text = String(validating: part, as: UTF8.self) else {
      throw .damaged(expected: "text in UTF-8", found: "other bytes")
    }
    return text
  }

  mutating func floats() throws(CheckpointError) -> [Float] { try numbers() }

  /// Numbers as memory has them.
  private mutating func numbers<Number: BitwiseCopyable>() throws(CheckpointError) -> [Number] {
    let size = MemoryLayout<Number>.size
    let part = try take(size * (try count(ofBytes: size)))
    return unsafe [Number](unsafeUninitializedCapacity: part.count / size) { numbers, count in
      count = part.count / size
      unsafe part.withUnsafeBytes {
        unsafe UnsafeMutableRawBufferPointer(numbers).copyMemory(from: $0)
      }
    }
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { bytes.isEmpty }

  /// What has not been read.
  var remaining: ArraySlice<UInt8> { bytes }

  /// Nothing is left.
  func end() throws(CheckpointError) {
    guard bytes.isEmpty else {
      throw .damaged(expected: "nothing more", found: "\(bytes.count) bytes")
    }
  }

  /// A count of things, of which there are so many at most.
  mutating func count(upTo largest: Int, of what: String) throws(CheckpointError) -> Int {
    let count = try integer()
    guard 0...largest ~= count else {
      throw .damaged(expected: "up to \(largest) \(what)", found: "\(count)")
    }
    return count
  }

  /// A count of things of so many bytes each, no more than there are bytes for.
  mutating func count(ofBytes size: Int) throws(CheckpointError) -> Int {
    let count = try integer()
    guard count >= 0, count <= bytes.count / size else {
      throw .damaged(expected: "at most \(bytes.count / size) elements", found: "\(count)")
    }
    return count
  }

  private mutating func take(_ count: Int) throws(CheckpointError) -> ArraySlice<UInt8> {
    guard count <= bytes.count else {
      throw .damaged(expected: "\(count) bytes more", found: "\(bytes.count)")
    }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count)
  }
}

extension CheckpointReader {
  /// A configuration, its fields read in the order in which one decides which others there are.
  mutating func configuration() throws(CheckpointError) -> ExperimentConfiguration {
    let layerCount = try count(upTo: Hyperparameter.largestLayerCount, of: "layers")
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = Array(repeating: HiddenLayer(units: 1), count: layerCount)
    // A field takes at least its name's length and its kind.
    for _ in 0..<(try count(ofBytes: 9)) {
      let key = HyperparameterKey(try text())
      let value = try value()
      do {
        try Hyperparameter.named(key, in: configuration).set(value, in: &configuration)
      } catch {
        throw .configuration(ConfigurationError([error]))
      }
    }
    return configuration
  }

  mutating func value() throws(CheckpointError) -> HyperparameterValue {
    let tag = try tag()
    return switch tag {
    case 0: .absent
    case 1: .integer(try integer())
    case 2: .real(try real())
    case 3: .flag(try self.tag() != 0)
    case 4: .text(try text())
    default: throw unknown(tag)
    }
  }

  mutating func tag() throws(CheckpointError) -> UInt8 { try number() }

  func unknown(_ tag: UInt8) -> CheckpointError {
    .damaged(expected: "a kind of value", found: "kind \(tag)")
  }

  mutating func counters() throws(CheckpointError) -> Counters {
    Counters(
      step: try integer(), epoch: try integer(), stepInEpoch: try integer(),
      samples: try integer(), loss: try real(), learningRate: try real())
  }

  mutating func standing() throws(CheckpointError) -> RunStanding {
    let tag = try tag()
    switch tag {
    case 0: return .running
    case 1: return .paused
    case 2, 3: break
    default: throw unknown(tag)
    }
    let name = try text()
    guard let status = RunStatus(rawValue: name) else {
      throw .damaged(expected: "how a run ended", found: name)
    }
    var end = RunEnd(
      status: status, epochs: try integer(), steps: try integer(), samples: try integer(),
      trainingSeconds: try real(), test: try metrics())
    if tag == 3 {
      end.train = try metrics()
      end.dev = try metrics()
      if try self.tag() != 0 { end.weights = .best(epoch: try knownEpoch()) }
    }
    return .ended(end)
  }

  /// The number of an epoch; `nil` where it was not stored.
  private mutating func knownEpoch() throws(CheckpointError) -> Int? {
    let epoch = try count(upTo: 1 << 48, of: "epochs")
    return epoch == 0 ? nil : epoch
  }

  mutating func metrics() throws(CheckpointError) -> EvaluationMetrics? {
    let tag = try tag()
    var metrics: EvaluationMetrics
    switch tag {
    case 0: return nil
    case 1:
      metrics = EvaluationMetrics(
        loss: try real(), task: .classification(accuracy: try real(), macroF1: try real()))
    case 2:
      metrics = EvaluationMetrics(
        loss: try real(),
        task: .regression(rmse: try real(), mae: try real(), r2: try definedReal()))
    default: throw unknown(tag)
    }
    let count = try integer()
    if count > 0 {
      let (loss, error) = (try spread(), try spread())
      metrics.repeats = RepeatSpread(
        count: count, loss: loss, error: error.minimum.isNaN ? nil : error)
    }
    return metrics
  }

  /// A number; `nil` for one that is undefined.
  private mutating func definedReal() throws(CheckpointError) -> Double? {
    let number = try real()
    return number.isNaN ? nil : number
  }

  private mutating func spread() throws(CheckpointError) -> ValueSpread {
    ValueSpread(minimum: try real(), maximum: try real(), deviation: try real())
  }

  mutating func optimizer() throws(CheckpointError) -> SessionCheckpoint.OptimizerState {
    let slots = try floats()
    var products = OptimizerProducts()
    products.updates = try integer()
    products.beta1 = try real()
    products.beta2 = try real()
    products.momentum = try real()
    return SessionCheckpoint.OptimizerState(slots: slots, products: products)
  }

  mutating func batches() throws(CheckpointError) -> BatchSource.State {
    BatchSource.State(order: try numbers(), position: try integer(), stream: try stream())
  }

  mutating func stream() throws(CheckpointError) -> RandomStream.State {
    RandomStream.State(words: (try number(), try number(), try number(), try number()))
  }

  mutating func recorder() throws(CheckpointError) -> SampleRecorder {
    SampleRecorder(
      firstStep: try integer(), lastStep: try integer(), sum: try real(), minimum: try real(),
      maximum: try real(), end: try integer())
  }

  mutating func stopping() throws(CheckpointError) -> EarlyStoppingMonitor {
    var stopping = EarlyStoppingMonitor(
      best: try real(), evaluationsWithoutGain: try integer(), bestState: try floats())
    if version >= 6 { stopping.bestEpoch = try knownEpoch() }
    return stopping
  }

  mutating func plateau() throws(CheckpointError) -> PlateauMonitor {
    PlateauMonitor(
      factor: try real(), best: try real(), evaluationsWithoutGain: try integer())
  }
}
