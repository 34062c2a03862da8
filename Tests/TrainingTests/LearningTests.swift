import ExperimentModel
import Testing
import Training

private struct Lesson: CustomStringConvertible {
  let source: String
  let activation: Activation
  let epochs: Int
  /// The least share of dev rows that are put into their class.
  let accuracy: Double

  var description: String { source }
}

@Suite struct `A small network` {
  private static let lessons = [
    Lesson(source: "xor", activation: .tanh, epochs: 40, accuracy: 0.93),
    Lesson(source: "moons", activation: .tanh, epochs: 40, accuracy: 0.95),
    Lesson(source: "blobs", activation: .relu, epochs: 20, accuracy: 0.97),
    Lesson(source: "circles", activation: .elu, epochs: 40, accuracy: 0.95),
  ]

  @Test(arguments: lessons, [1, 2, 3])
  fileprivate func `learns in a few hundred steps`(lesson: Lesson, seed: Int) throws {
    var session = try makeSession(
      smallConfiguration {
        $0.data.source = lesson.source
        $0.data.rows = 400
        $0.data.noise = 0.05
        $0.data.seed = seed
        $0.data.split = SplitShares(train: 0.7, dev: 0.3, test: 0)
        $0.network.hidden = [
          HiddenLayer(units: 12, activation: lesson.activation),
          HiddenLayer(units: 8, activation: lesson.activation),
        ]
        $0.training.batchSize = 16
        $0.training.epochs = lesson.epochs
        $0.training.seed = seed
      })
    let report = try #require(session.finish().evaluations.last)
    guard case .classification(let accuracy, let macroF1) = report.dev?.task else {
      Issue.record("no dev part")
      return
    }
    #expect(accuracy >= lesson.accuracy)
    #expect(macroF1 >= lesson.accuracy - 0.05)
  }

  @Test(arguments: [1, 2, 3])
  func `explains a good part of the progression of diabetes`(seed: Int) throws {
    var session = try makeSession(
      smallConfiguration {
        $0.data.source = "diabetes"
        $0.data.seed = seed
        $0.data.split = SplitShares(train: 0.7, dev: 0.3, test: 0)
        $0.network.hidden = [HiddenLayer(units: 8, activation: .tanh)]
        $0.training.optimizer.learningRate = 0.005
        $0.training.l2 = 0.05
        $0.training.batchSize = 32
        $0.training.epochs = 60
        $0.training.seed = seed
      })
    let report = try #require(session.finish().evaluations.last)
    let r2 = try #require(report.dev?.task.regression?.r2)
    #expect(r2 > 0.3)
  }
}
