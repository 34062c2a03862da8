import ExperimentModel
import Testing

@testable import Datasets
@testable import Training

private func data(_ task: Task) -> PreparedData {
  let rows = 40
  let numbers = normalNumbers(rows, seed: 8)
  let targets: Targets =
    switch task {
    case .regression: .values(numbers.map { abs($0) })
    case .binary: .values(numbers.map { $0 > 0.8 ? 1 : 0 })
    case .multiclass: .classes(numbers.map { $0 > 0.5 ? 2 : ($0 > -0.5 ? 1 : 0) })
    }
  return preparedData(
    DataPart(inputs: normalNumbers(rows * 5, seed: 9), rowCount: rows, targets: targets), task,
    classes: task == .regression ? 0 : (task == .binary ? 2 : 3))
}

private func configuration(
  _ change: (inout ExperimentConfiguration) -> Void = { _ in }
) -> ExperimentConfiguration {
  var configuration = ExperimentConfiguration()
  configuration.network.hidden = [
    HiddenLayer(units: 7, activation: .tanh), HiddenLayer(units: 4, activation: .silu),
  ]
  change(&configuration)
  return configuration
}

private func task(of loss: Loss) -> Task { loss.tasks.first ?? .regression }

@Suite struct `A gradient check` {
  @Test(arguments: Activation.allCases, [false, true])
  func `passes the engine with every activation`(activation: Activation, batchNorm: Bool) throws {
    let report = try GradientCheck.report(
      configuration {
        $0.network.hidden = [
          HiddenLayer(units: 7, activation: activation, batchNorm: batchNorm),
          HiddenLayer(units: 6, activation: activation, dropout: 0.5, batchNorm: batchNorm),
        ]
      }, data(.multiclass))
    #expect(report.isPassed, "\(report)")
    #expect(report.rows == 16)
    #expect(report.tensors.allSatisfy { $0.checkedCount > 0 && $0.differenceError < 1e-5 })
  }

  @Test(arguments: Loss.allCases)
  func `passes the engine with every loss`(loss: Loss) throws {
    let report = try GradientCheck.report(
      configuration {
        $0.training.loss = loss
        $0.training.huberDelta = loss == .huber ? 0.4 : 1
        $0.training.labelSmoothing = 0.1
        $0.training.l1 = 0.01
        $0.training.l2 = 0.1
        $0.training.augmentation.mixup = 1
        $0.training.classWeights = task(of: loss) == .regression ? .none : .balanced
      }, data(task(of: loss)))
    #expect(report.isPassed, "\(report)")
    #expect(report.tensors.allSatisfy { $0.differenceError < 1e-6 })
  }

  @Test(arguments: Initializer.allCases)
  func `passes whatever the first weights`(initializer: Initializer) throws {
    let report = try GradientCheck.report(
      configuration {
        $0.network.hidden[0].activation = .relu
        $0.network.initializer = initializer
      }, data(.binary))
    #expect(report.isPassed, "\(report)")
  }

  @Test func `names its tensors as weights files do`() throws {
    let wish = configuration { $0.network.hidden[0].batchNorm = true }
    let report = try GradientCheck.report(wish, data(.binary))
    let session = try TrainingSession(
      configuration: wish, data: data(.binary), options: SessionOptions())
    let trained = session.weights().filter { !$0.name.contains("running") }
    #expect(report.tensors.map(\.name) == trained.map(\.name))
    #expect(report.tensors.map(\.shape) == trained.map(\.shape))
  }

  @Test func `finds the tensor whose engine gradient is wrong, and the element`() throws {
    let subject = try GradientSubject(configuration(), data(.regression), weights: nil)
    var gradient = subject.gradient()
    #expect(subject.report(on: gradient).isPassed)
    // Input 3 of unit 2 of the second layer, whose weights lie behind 5 × 7 weights and 7 biases.
    let place = 42 + 3 * 4 + 2
    gradient[place] *= 1.1
    let report = subject.report(on: gradient)
    #expect(report.tensors.filter { !$0.isPassed }.map(\.name) == ["layers.1.weight"])
    #expect(report.tensors.allSatisfy { $0.differenceError < 1e-7 })
    let worst = try #require(report.tensors.first { !$0.isPassed }?.worst)
    #expect(worst.index == [2, 3])
    #expect(abs(worst.engine - 1.1 * worst.analytic) < 1e-6)
    let difference = try #require(worst.difference)
    #expect(abs(difference - worst.analytic) < 1e-8)
  }

  @Test func `finds the tensor whose formula is wrong`() throws {
    let subject = try GradientSubject(configuration(), data(.regression), weights: nil)
    var formula = subject.gradient()
    for place in 35..<42 { formula[place] *= 0.98 }
    let report = subject.report(on: subject.gradient(), analytic: formula)
    let wrong = report.tensors.filter { $0.differenceError > 1e-4 }
    #expect(wrong.map(\.name) == ["layers.0.bias"])
    #expect(report.tensors.filter { !$0.isPassed }.map(\.name) == ["layers.0.bias"])
  }

  @Test func `fails where a number is none`() throws {
    let session = try TrainingSession(
      configuration: configuration(), data: data(.binary), options: SessionOptions())
    var weights = session.weights()
    weights[2].values[1] = .nan
    let report = try GradientCheck.report(configuration(), data(.binary), weights: weights)
    #expect(!report.isPassed)
  }

  @Test func `leaves out what a step carries over a kink`() throws {
    let session = try TrainingSession(
      configuration: configuration { $0.network.hidden = [HiddenLayer(units: 3)] },
      data: data(.regression), options: SessionOptions())
    var weights = session.weights()
    weights[0].values = weights[0].values.map { _ in 0 }
    // Weights and biases of 0: every input of the relu lies on its kink.
    let report = try GradientCheck.report(
      session.configuration, data(.regression), weights: weights)
    #expect(report.tensors.map(\.skippedCount) == [15, 3, 0, 0])
    #expect(report.tensors.map(\.checkedCount) == [0, 0, 3, 1])
  }
}
