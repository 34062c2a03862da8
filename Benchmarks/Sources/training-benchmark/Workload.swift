import Datasets
import ExperimentModel
import Numerics

/// A training that is timed: the same six for every engine that is compared.
struct Workload {
  let name: String
  /// Units from the input to the output layer.
  let sizes: [Int]
  let activation: Activation
  let batchSize: Int
  let optimizer: OptimizerName
  let rows: Int

  static let all = [
    Workload(
      name: "playground", sizes: [2, 4, 2, 1], activation: .tanh, batchSize: 10, optimizer: .sgd,
      rows: 500),
    Workload(
      name: "cancer", sizes: [30, 64, 32, 16, 8, 1], activation: .relu, batchSize: 16,
      optimizer: .adam, rows: 569),
    Workload(
      name: "digits", sizes: [64, 128, 64, 10], activation: .relu, batchSize: 32,
      optimizer: .adam, rows: 1797),
    Workload(
      name: "fashion32", sizes: [784, 128, 10], activation: .relu, batchSize: 32,
      optimizer: .adam, rows: 60000),
    Workload(
      name: "fashion128", sizes: [784, 256, 128, 10], activation: .relu, batchSize: 128,
      optimizer: .adam, rows: 60000),
    Workload(
      name: "wide512", sizes: [784, 1024, 1024, 10], activation: .relu, batchSize: 512,
      optimizer: .adam, rows: 60000),
  ]

  var inputCount: Int { sizes[0] }
  var outputCount: Int { sizes[sizes.count - 1] }

  /// Operations of the matrix products of a step: forward, weight gradients, and input gradients but
  /// for the first layer.
  var operationsPerStep: Double {
    let layers = zip(sizes, sizes.dropFirst()).map { 2 * $0 * $1 }
    return Double(batchSize * (3 * layers.reduce(0, +) - layers[0]))
  }

  var configuration: ExperimentConfiguration {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = sizes.dropFirst().dropLast().map {
      HiddenLayer(units: $0, activation: activation)
    }
    configuration.training.optimizer = OptimizerConfiguration(optimizer)
    configuration.training.batchSize = batchSize
    configuration.training.epochs = 1_000_000_000
    configuration.training.evaluateEvery = 0
    return configuration
  }

  /// Normal inputs, and the class that a random linear map finds largest: throughput does not depend
  /// on the values.
  func data() -> PreparedData {
    var stream = RandomStream(seed: 1, name: name)
    let inputs = (0..<rows * inputCount).map { _ in Float(stream.normal()) }
    let map = (0..<outputCount * inputCount).map { _ in Float(stream.normal()) }
    let scores = (0..<rows).map { row in
      (0..<outputCount).map { output in
        (0..<inputCount).reduce(Float(0)) {
          $0 + inputs[row * inputCount + $1] * map[output * inputCount + $1]
        }
      }
    }
    let isBinary = outputCount == 1
    let targets: Targets =
      isBinary
      ? .values(scores.map { $0[0] > 0 ? 1 : 0 })
      : .classes(scores.map { row in Int32(row.indices.max { row[$0] < row[$1] } ?? 0) })
    let facts = DataFacts(
      task: isBinary ? .binary : .multiclass, featureNames: (1...inputCount).map { "x\($0)" },
      targetName: "y", classNames: (0..<max(outputCount, 2)).map { "class \($0)" }, notes: [])
    let nothing: Targets = isBinary ? .values([]) : .classes([])
    return PreparedData(
      facts: facts, train: DataPart(inputs: inputs, rowCount: rows, targets: targets),
      dev: DataPart(inputs: [], rowCount: 0, targets: nothing),
      test: DataPart(inputs: [], rowCount: 0, targets: nothing))
  }
}
