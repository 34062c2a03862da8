import Datasets
import ExperimentModel
import Testing
import Training

/// What an untouched network, one layer of given weights, is judged at.
private func evaluate(
  _ data: PreparedData, weight: [[Float]], bias: [Float],
  configure: (inout TrainingConfiguration) -> Void = { _ in }
) throws -> EpochReport {
  let configuration = smallConfiguration {
    $0.network.hidden = []
    $0.training.optimizer.learningRate = 0
    $0.training.epochs = 1
    configure(&$0.training)
  }
  var options = SessionOptions()
  options.threads = 1
  options.initialWeights = [
    WeightTensor(
      name: "layers.0.weight", shape: [weight.count, weight[0].count],
      values: Array(weight.joined())),
    WeightTensor(name: "layers.0.bias", shape: [bias.count], values: bias),
  ]
  var session = try TrainingSession(configuration: configuration, data: data, options: options)
  return try #require(session.finish().evaluations.first)
}

private func part(_ inputs: [Float], _ targets: Targets) -> DataPart {
  DataPart(inputs: inputs, rowCount: targets.count, targets: targets)
}

private func facts(_ task: Task, inputs: Int, classes: Int = 0) -> DataFacts {
  DataFacts(
    task: task, featureNames: (0..<inputs).map { "x\($0)" }, targetName: "y",
    classNames: (0..<classes).map { "c\($0)" }, notes: [])
}

private let nothing = part([], .values([]))

private func isClose(_ one: Double, _ other: Double) -> Bool {
  abs(one - other) <= 1e-6 + 1e-5 * abs(other)
}

@Suite struct `Evaluation` {
  @Test func `counts classes and takes the mean of their F1`() throws {
    // Inputs are the logits. Predicted 0 0 1 2 1 0, right 0 1 1 2 2 0.
    let rows: [[Float]] = [
      [3, 1, 0], [2, 1, 1], [0, 5, 1], [0, 0, 4], [1, 2, 0], [1, 0, 0.5],
    ]
    let train = part(Array(rows.joined()), .classes([0, 1, 1, 2, 2, 0]))
    let data = PreparedData(
      facts: facts(.multiclass, inputs: 3, classes: 3), train: train, dev: nothing, test: nothing)
    let report = try evaluate(
      data, weight: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], bias: [0, 0, 0])
    // F1: 2·2/(3+2), 2·1/(2+2), 2·1/(1+2).
    #expect(
      report.train.task
        == .classification(accuracy: 4.0 / 6, macroF1: (0.8 + 0.5 + 2.0 / 3) / 3))
    #expect(report.dev == nil)
    #expect(isClose(report.train.error ?? .nan, 1 - 4.0 / 6))
  }

  @Test func `tells two classes apart at a logit of 0, whatever the loss`() throws {
    let train = part([-2, -1, 0.5, 3, 0.25, -0.5], .values([0, 1, 1, 1, 0, 0]))
    let data = PreparedData(
      facts: facts(.binary, inputs: 1, classes: 2), train: train, dev: train, test: nothing)
    for loss in [Loss.binaryCrossentropy, .hinge] {
      let report = try evaluate(data, weight: [[2]], bias: [0]) { $0.loss = loss }
      // Right: 4 of 6; class 0 hits 2 of 3 predicted and 3 right ones, class 1 the same.
      #expect(report.train.task == .classification(accuracy: 4.0 / 6, macroF1: 2.0 / 3))
      #expect(report.dev == report.train)
    }
    let hinge = try evaluate(data, weight: [[2]], bias: [0]) { $0.loss = .hinge }
    #expect(isClose(hinge.train.loss, (0 + 3 + 0 + 0 + 1.5 + 0) / 6))
  }

  @Test func `measures a regression's errors over more rows than fit one pass`() throws {
    let inputs = (0..<1300).map { Float($0 % 17) / 4 - 2 }
    let targets = (0..<1300).map { Float($0 % 13) / 3 - 2 }
    let train = part(inputs, .values(targets))
    let data = PreparedData(
      facts: facts(.regression, inputs: 1), train: train, dev: nothing, test: nothing)
    let report = try evaluate(data, weight: [[0.5]], bias: [0.25])
    let errors = zip(inputs, targets).map { Double($0) * 0.5 + 0.25 - Double($1) }
    let mean = targets.reduce(0) { $0 + Double($1) } / 1300
    let squares = errors.reduce(0) { $0 + $1 * $1 }
    let spread = targets.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    guard case .regression(let rmse, let mae, let r2) = report.train.task else {
      Issue.record("not a regression")
      return
    }
    #expect(isClose(rmse, (squares / 1300).squareRoot()))
    #expect(isClose(mae, errors.reduce(0) { $0 + abs($1) } / 1300))
    #expect(isClose(r2 ?? .nan, 1 - squares / spread))
    #expect(isClose(report.train.loss, squares / 1300))
  }

  @Test func `gives errors in the target's own units, the loss on the scale trained on`() throws {
    var configuration = smallConfiguration {
      $0.data.source = "diabetes"
      $0.network.hidden = []
      $0.network.initializer = .zeros
      $0.training.optimizer.learningRate = 0
      $0.training.epochs = 1
    }
    configuration.data.split = SplitShares(train: 0.8, dev: 0.2, test: 0)
    let scale = try #require(try DatasetLoader().load(configuration.data).targetScale)
    var session = try makeSession(configuration)
    let report = try #require(session.finish().evaluations.first)
    let (rmse, mae, r2) = try #require(report.train.task.regression)
    // The network says 0, which is the mean.
    #expect(isClose(report.train.loss, 1))
    #expect(isClose(rmse, scale.deviation))
    #expect(scale.deviation > 50)
    #expect(mae < rmse && mae > rmse / 2)
    #expect(abs(r2 ?? .nan) < 1e-5)
  }

  @Test(arguments: [[3], [3, 3, 3]] as [[Float]])
  func `has no R² where targets do not differ`(targets: [Float]) throws {
    let train = part([1, 2, 3, 4], .values([1, 2, 3, 5]))
    let dev = part(targets.map { $0 - 1 }, .values(targets))
    let data = PreparedData(
      facts: facts(.regression, inputs: 1), train: train, dev: dev, test: nothing)
    let report = try evaluate(data, weight: [[1]], bias: [0])
    #expect(report.dev?.task == .regression(rmse: 1, mae: 1, r2: nil))
    #expect(report.dev?.error == nil)
    #expect(report.train.error != nil)
  }

  @Test func `knows no label smoothing, penalty or dropout`() throws {
    let train = part([-2, -1, 0.5, 3], .values([0, 1, 1, 0]))
    let data = PreparedData(
      facts: facts(.binary, inputs: 1, classes: 2), train: train, dev: nothing, test: nothing)
    let plain = try evaluate(data, weight: [[2]], bias: [0])
    let other = try evaluate(data, weight: [[2]], bias: [0]) {
      $0.labelSmoothing = 0.4
      $0.l2 = 10
    }
    #expect(plain.train == other.train)
  }

  @Test func `judges poisson by rates`() throws {
    let train = part([0, 1, 2], .values([1, 2, 9]))
    let data = PreparedData(
      facts: facts(.regression, inputs: 1), train: train, dev: nothing, test: nothing)
    let report = try evaluate(data, weight: [[1]], bias: [0]) { $0.loss = .poisson }
    let e = 2.718281828459045
    let mae = try #require(report.train.task.regression).mae
    #expect(isClose(mae, (0 + (e - 2) + (9 - e * e)) / 3))
    #expect(isClose(report.train.loss, (1 + (e - 2) + (e * e - 18)) / 3))
  }

  @Test func `comes as often as asked, and at the end`() throws {
    func epochs(every: Int) throws -> [Int] {
      var session = try makeSession(
        smallConfiguration {
          $0.training.epochs = 7
          $0.training.evaluateEvery = every
        })
      return session.finish().evaluations.map(\.epoch)
    }
    #expect(try epochs(every: 1) == [1, 2, 3, 4, 5, 6, 7])
    #expect(try epochs(every: 3) == [3, 6, 7])
    #expect(try epochs(every: 0) == [])
  }
}
