import ExperimentModel
import Testing
import Training

private let everything = smallConfiguration {
  $0.data.rows = 90
  $0.network.hidden[0].dropout = 0.3
  $0.network.hidden[1].batchNorm = true
  $0.training.epochs = 9
  $0.training.schedule = ScheduleConfiguration(.cosine)
  $0.training.clipNorm = 0.5
  $0.training.l1 = 0.001
}

@Suite struct `Two sessions of one configuration` {
  @Test func `give the same bits`() throws {
    var one = try makeSession(everything)
    var other = try makeSession(everything)
    #expect(one.finish().losses == other.finish().losses)
    #expect(one.weights() == other.weights())
  }

  @Test func `give the same bits whether steps come in bursts or one by one`() throws {
    var bursts = try makeSession(everything)
    var single = try makeSession(everything)
    let events = bursts.finish()
    let steps = events.end?.steps ?? 0
    #expect(single.makeSteps(steps).losses == events.losses)
    #expect(single.weights() == bursts.weights())
  }

  @Test func `differ by the seed`() throws {
    var one = try makeSession(everything)
    var other = everything
    other.training.seed = 2
    var changed = try makeSession(other)
    #expect(one.weights() != changed.weights())
    #expect(one.finish().losses != changed.finish().losses)
  }

  @Test func `give the same bits with the same changes at the same steps`() throws {
    func run() throws -> [WeightTensor] {
      var session = try makeSession(everything)
      _ = session.makeSteps(5)
      _ = session.obey(.set("training.batch_size", .integer(13)))
      _ = session.makeSteps(5)
      _ = session.obey(.set("network.hidden.0.units", .integer(11)))
      _ = session.makeSteps(5)
      _ = session.obey(.set("training.optimizer.name", .text("nadam")), .resume)
      _ = session.finish()
      return session.weights()
    }
    #expect(try run() == run())
  }

  @Test func `see each row once an epoch, in another order each time`() throws {
    // A batch of all rows has one loss whatever their order; its parts have not.
    var session = try makeSession(
      smallConfiguration {
        $0.training.optimizer.learningRate = 0
        $0.training.epochs = 3
      })
    let losses = session.finish().samples.map(\.mean)
    let weights = [8.0, 8, 4]
    let epochs = (0..<3).map { epoch in
      zip(losses[(epoch * 3)..<(epoch * 3 + 3)], weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(abs(epochs[0] - epochs[1]) < 1e-5 && abs(epochs[1] - epochs[2]) < 1e-5)
    #expect(losses[0] != losses[3] && losses[3] != losses[6])
  }

  @Test func `keep the rows' order where nothing is shuffled`() throws {
    var session = try makeSession(
      smallConfiguration {
        $0.training.optimizer.learningRate = 0
        $0.training.shuffle = false
      })
    let losses = session.finish().samples.map(\.mean)
    #expect(Array(losses[..<3]) == Array(losses[3...]))
  }
}
