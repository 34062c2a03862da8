import Datasets
import ExperimentModel
import NeuralNetwork
import Numerics

/// A network of the engine with a batch, and its double in double precision.
struct GradientSubject: ~Copyable {
  /// Rows of the batch, where there are as many.
  private static let rowLimit = 16
  /// Single and double precision may find numbers nearer to a kink than this on different sides.
  private static let nearestKink = 1e-5

  let network: Network
  let reference: ReferenceNetwork
  let parameters: [Double]
  private(set) var batch = ReferenceBatch(inputs: [], targets: [])
  private let training: TrainingConfiguration
  private let data: PreparedData
  private var source: BatchSource
  private var targets = BatchTargets.values(FloatBlock(count: 0).all)

  init(
    _ configuration: ExperimentConfiguration, _ data: PreparedData, weights: [WeightTensor]?
  ) throws(ConfigurationError) {
    try TrainingSession.check(configuration, against: data)
    let plain = configuration.withoutChance
    network = try Self.network(plain, data, weights)
    training = plain.training
    self.data = data
    parameters = network.parameters.toArray().map(Double.init)
    reference = ReferenceNetwork(
      shape: network.shape, loss: ReferenceLoss(training, task: data.facts.task),
      l1: Double(Float(training.l1)), l2: Double(Float(training.l2)))
    source = BatchSource(
      data.train,
      stream: RandomStream(seed: UInt64(training.seed), name: "gradient check rows"),
      batchCapacity: Self.rowLimit)
    // Other rows, until no number lies so near to a kink that the two precisions may part there.
    for _ in 0..<10 {
      drawBatch()
      if reference.trace(parameters, batch).kinks.nearest >= Self.nearestKink { break }
    }
  }

  /// The network with given weights, or with the first ones, moved a little.
  private static func network(
    _ configuration: ExperimentConfiguration, _ data: PreparedData, _ weights: [WeightTensor]?
  ) throws(ConfigurationError) -> Network {
    let model = Model(configuration, data)
    let network = Network(model.network.shape, batchCapacity: rowLimit)
    network.state.copy(from: model.network.state)
    if let weights {
      try network.load(weights)
    } else {
      network.parameters.shake(
        RandomStream(seed: UInt64(configuration.training.seed), name: "gradient check"))
    }
    return network
  }

  var rows: Int { batch.inputs.count }

  /// The gradient by the engine, penalty included.
  borrowing func gradient() -> [Double] {
    let treatment = BatchTreatment(data, training, rows: Self.rowLimit)
    network.forward(rows: rows, step: 0, dropout: RandomStream(seed: 0, name: "none"))
    _ = treatment.loss(
      LossFunction(training, task: data.facts.task),
      predicted: network.logits.firstRows(rows), expected: targets,
      gradient: network.logitsGradient.firstRows(rows))
    network.backward(rows: rows)
    _ = network.addPenalty(l1: Float(training.l1), l2: Float(training.l2))
    return network.gradients.toArray().map(Double.init)
  }

  private mutating func drawBatch() {
    source.beginEpoch(shuffled: true)
    let drawn = source.next(rows: Self.rowLimit, into: network.input)
    targets = drawn.targets
    let rows = 0..<drawn.rows
    let numbers = rows.map { row in
      switch drawn.targets {
      case .values(let values): Double(values[row])
      case .classes(let labels): Double(labels[row])
      }
    }
    batch = ReferenceBatch(
      inputs: rows.map { network.input.row($0).toArray().map(Double.init) },
      targets: numbers.map { [$0] })
    if training.classWeights == .balanced {
      let balance = ClassBalance(
        data.train.targets, classCount: max(data.facts.classNames.count, 2))
      batch.rowWeights = rows.map { Double(balance.weight(of: $0, drawn.targets)) }
    }
  }
}

extension VectorView {
  /// Moves each number by up to a twentieth.
  fileprivate func shake(_ stream: RandomStream) {
    var stream = stream
    for index in 0..<count {
      let move: Float = 0.1 * stream.uniform() - 0.05
      self[index] += move
    }
  }
}

extension ReferenceLoss {
  fileprivate init(_ training: TrainingConfiguration, task: Task) {
    self.init(
      loss: training.loss ?? .automatic(for: task), delta: Double(Float(training.huberDelta)),
      smoothing: Double(Float(training.labelSmoothing)))
  }
}
