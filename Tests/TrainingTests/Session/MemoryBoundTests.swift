import Datasets
import ExperimentModel
import Testing

@testable import Training

@Suite struct `Networks that do not fit into memory` {
  /// Terabytes of weights.
  private var huge: ExperimentConfiguration {
    smallConfiguration {
      $0.network.hidden = Array(repeating: HiddenLayer(units: 65_536, activation: .relu), count: 64)
    }
  }

  @Test func `are refused before anything is made of them`() throws {
    let error = #expect(throws: ConfigurationError.self) { _ = try makeSession(huge) }
    #expect(error?.problems.map(\.key) == ["network"])
    #expect(error?.problems.first?.expected.contains("of memory for training") == true)
  }

  @Test func `leave the run that is under way as it is`() throws {
    var session = try makeSession(smallConfiguration())
    _ = session.makeSteps(2)
    let before = session.weights()
    #expect(session.obey(.open(huge)).outlines == ["open failed"])
    #expect(session.weights() == before)
    #expect(session.step == 2)
  }

  @Test func `are told from those that fit by weights, activations and repeats`() {
    // 3 × 4 + 4 and 4 × 2 + 2 parameters, each with a gradient and two moments; a row of 3 inputs and
    // of two numbers a unit.
    let configuration = smallConfiguration {
      $0.network.hidden = [HiddenLayer(units: 4, activation: .relu)]
      $0.training.batchSize = 5
      $0.training.repeats = 2
    }
    let needed = 2 * 4 * (4 * (16 + 10) + 5 * (3 + 8 + 4))
    func isRefused(_ byteCount: Int, trainingRows: Int) -> Bool {
      MemoryBound(byteCount: byteCount).problem(
        of: configuration, inputs: 3, outputs: 2, trainingRows: trainingRows) != nil
    }
    #expect(!isRefused(needed, trainingRows: 100))
    #expect(isRefused(needed - 1, trainingRows: 100))
    // A batch has no more rows than there are.
    #expect(!isRefused(needed - 1, trainingRows: 4))
  }
}
