import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

@testable import Datasets
@testable import Training

private func blobs(rows: Int, rare: Int) -> PreparedData {
  let noise = normalNumbers(2 * rows, seed: 7)
  let labels = (0..<rows).map { $0 < rare ? Float(1) : 0 }
  let inputs = noise.indices.map { noise[$0] + labels[$0 / 2] }
  return preparedData(
    DataPart(inputs: inputs, rowCount: rows, targets: .values(labels)), .binary, classes: 2)
}

private func configuration(
  _ change: (inout TrainingConfiguration) -> Void = { _ in }
) -> ExperimentConfiguration {
  var configuration = ExperimentConfiguration()
  configuration.network.hidden = [HiddenLayer(units: 8, activation: .tanh)]
  configuration.training.epochs = 3
  configuration.training.batchSize = 32
  configuration.training.optimizer.learningRate = 0.01
  change(&configuration.training)
  return configuration
}

private func everything(_ training: inout TrainingConfiguration) {
  training.augmentation.noise = 0.5
  training.augmentation.mixup = 0.5
  training.classWeights = .balanced
}

@Suite struct `A session with augmentation` {
  let data = blobs(rows: 200, rare: 20)

  @Test func `evaluates rows as they are, each counted once`() throws {
    let frozen = configuration { $0.optimizer.learningRate = 0 }
    let plain = try events(frozen, data)
    let changed = try events(
      configuration {
        $0.optimizer.learningRate = 0
        everything(&$0)
      }, data)
    #expect(plain.evaluations.count == 3)
    #expect(plain.evaluations.map(\.train) == changed.evaluations.map(\.train))
    #expect(plain.reports.map(\.loss) != changed.reports.map(\.loss))
  }

  @Test func `gives the same bits twice`() throws {
    let first = try events(configuration(everything), data)
    let second = try events(configuration(everything), data)
    #expect(first.reports.map(\.loss) == second.reports.map(\.loss))
    #expect(first.evaluations.map(\.train) == second.evaluations.map(\.train))
  }

  @Test(
    arguments: [
      ("training.augmentation.mixup", .real(0.4), .real(0)),
      ("training.class_weights", .text("balanced"), .text("none")),
    ] as [(HyperparameterKey, HyperparameterValue, HyperparameterValue)])
  func `takes it on and off between two steps`(
    key: HyperparameterKey, on: HyperparameterValue, off: HyperparameterValue
  ) throws {
    let frozen = configuration {
      $0.optimizer.learningRate = 0
      $0.shuffle = false
    }
    func change(to value: HyperparameterValue) -> TrainerCommand {
      .change(ConfigurationChange(id: 1, edit: .set(key, value)))
    }
    let found = try events(frozen, data) { session, events in
      session.apply(.stepOnce, &events)
      session.apply(change(to: on), &events)
      session.apply(.stepOnce, &events)
      session.apply(change(to: off), &events)
      session.apply(.resume, &events)
    }
    let plain = try events(frozen, data).reports.map(\.loss)
    #expect(found.reports.map(\.loss).count == plain.count)
    #expect(found.reports.map(\.loss)[0] == plain[0])
    #expect(found.reports.map(\.loss)[1] != plain[1])
    #expect(Array(found.reports.map(\.loss)[2...]) == Array(plain[2...]))
  }

  @Test func `refuses to turn rows that are no pictures, and says why`() {
    let wish = configuration { $0.augmentation.rotation = 10 }
    let error = #expect(throws: ConfigurationError.self) { try events(wish, data) }
    #expect(error?.problems.map(\.key) == ["training.augmentation"])
    #expect(
      error?.problems.first?.description.contains("pictures to flip, shift, rotate or zoom")
        == true)
  }
}

@Suite struct `Class weights` {
  @Test func `raise the recall of a rare class`() throws {
    let data = blobs(rows: 1_000, rare: 30)
    func recall(_ weights: ClassWeights) throws -> Double {
      var session = try TrainingSession(
        configuration: configuration {
          $0.epochs = 30
          $0.classWeights = weights
        }, data: data, options: SessionOptions())
      var events: [TrainerEvent] = []
      while session.isTraining { session.advance(&events) }
      session.model.network.input.firstRows(30).elements
        .copy(from: data.train.numbers.span.extracting(first: 60))
      session.model.network.forward(rows: 30, step: 0, dropout: session.model.dropoutStream)
      return Double((0..<30).count { session.model.network.logits[$0, 0] > 0 }) / 30
    }
    #expect(try recall(.none) < 0.3)
    #expect(try recall(.balanced) > 0.6)
  }

  @Test func `let each class weigh the same in all`() {
    let balance = ClassBalance(.classes([0, 0, 0, 1, 2, 2]), classCount: 3)
    let labels = TargetMemory(.classes([0, 1, 2]))
    let targets = labels.rows(at: 0, count: 3)
    let weights = (0..<3).map { balance.weight(of: $0, targets) }
    #expect(abs(weights[0] - 2.0 / 3) < 1e-6)
    #expect(weights[1] == 2)
    #expect(weights[2] == 1)
  }

  @Test func `are refused for a regression`() {
    let data = preparedData(
      DataPart(inputs: [1, 2], rowCount: 2, targets: .values([1, 2])), .regression)
    let error = #expect(throws: ConfigurationError.self) {
      try events(configuration { $0.classWeights = .balanced }, data)
    }
    #expect(error?.problems.map(\.key) == ["training.class_weights"])
  }
}
