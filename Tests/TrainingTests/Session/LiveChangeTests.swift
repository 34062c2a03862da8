import ExperimentModel
import Testing
import Training

@Suite struct `A change while training` {
  @Test func `takes effect at its step exactly`() throws {
    var session = try makeSession(smallConfiguration(), reportsEveryStep: true)
    var events = session.makeSteps(2)
    events += session.obey(.set("training.optimizer.learning_rate", .real(0.5)))
    events += session.finishAfterPause()
    #expect(events.reports.map(\.learningRate) == [0.02, 0.02, 0.5, 0.5, 0.5, 0.5])
    #expect(events.outlines.contains("applied at 2: kept"))
    #expect(session.configuration.training.optimizer.learningRate == 0.5)
  }

  @Test(
    arguments: [
      ("training.regularization.l2", .real(0.5)), ("training.clip_norm", .real(0.1)),
      ("network.hidden.0.dropout", .real(0.5)),
      ("training.label_smoothing", .real(0.2)), ("training.loss", .text("hinge")),
    ] as [(HyperparameterKey, HyperparameterValue)])
  func `loses nothing`(key: HyperparameterKey, value: HyperparameterValue) throws {
    var session = try makeSession(smallConfiguration())
    _ = session.makeSteps(2)
    var before = session.checkpoint()
    #expect(session.obey(.set(key, value)).outlines == ["applied at 2: kept"])
    // Weights, the optimizer's memory, order and streams.
    let after = session.checkpoint()
    before.configuration = after.configuration
    before.ledger = after.ledger
    #expect(after == before)
    var plain = try makeSession(smallConfiguration())
    _ = plain.makeSteps(4)
    _ = session.makeSteps(2)
    #expect(session.weights() != plain.weights())
    #expect(session.makeSteps(2).end?.status == .completed)
  }

  @Test func `of the batch size holds from the next step of the same epoch`() throws {
    var session = try makeSession(
      smallConfiguration {
        $0.training.batchSize = 4
        $0.training.epochs = 1
      })
    _ = session.makeSteps(2)
    // 8 rows are done; 7 and 5 are left to do.
    let events = session.obey(.set("training.batch_size", .integer(7))) + session.makeSteps(9)
    #expect(
      events.outlines == [
        "applied at 2: kept", "sampled 3…3", "paused at 3", "sampled 4…4",
        "evaluated epoch 1 at 4", "ended completed at 4",
      ])
    #expect(events.samples.map(\.epoch) == [0.75, 1])
    #expect(events.end?.samples == 20)
  }

  @Test func `of the optimizer keeps the weights`() throws {
    var session = try makeSession(smallConfiguration())
    _ = session.makeSteps(2)
    let before = session.weights()
    let events = session.obey(.set("training.optimizer.name", .text("lion")))
    #expect(
      events.outlines == [
        "applied at 2: optimizerSwitched(kept: [ExperimentModel.OptimizerMemory.meanGradient])"
      ])
    #expect(session.weights() == before)
    #expect(session.configuration.training.optimizer.name == .lion)
    #expect(
      session.makeSteps(1).outlines == ["sampled 3…3", "evaluated epoch 1 at 3", "paused at 3"])
  }

  @Test(
    arguments: [
      ("training.seed", .integer(9)), ("network.initializer", .text("orthogonal")),
      ("data.seed", .integer(3)),
    ] as [(HyperparameterKey, HyperparameterValue)])
  func `of what a run starts from starts another`(
    key: HyperparameterKey, value: HyperparameterValue
  ) throws {
    var session = try makeSession(smallConfiguration())
    _ = session.makeSteps(2)
    let events = session.obey(.set(key, value))
    #expect(events.outlines == ["applied at 2: restarted", "started"])
    var fresh = try makeSession(session.configuration)
    #expect(session.weights() == fresh.weights())
    #expect(session.finish().losses == fresh.finish().losses)
  }

  @Test func `that does not fit is refused, and nothing changes`() throws {
    var session = try makeSession(smallConfiguration())
    _ = session.makeSteps(1)
    let before = session.weights()
    let events = session.obey(
      .set("training.loss", .text("mean_squared_error")), .set("training.batch_size", .integer(0)),
      .set("network.hidden.5.units", .integer(3)),
      .change(ConfigurationChange(id: 3, edit: .removeLayer(at: 2))),
      .set("data.source", .text("no-such-file.csv")))
    #expect(events.outlines == Array(repeating: "rejected", count: 5))
    let reasons = events.compactMap { event in
      if case .changeRejected(_, let reason) = event { reason } else { nil }
    }
    #expect(reasons.count == 5 && !reasons.contains(""))
    #expect(session.configuration == smallConfiguration())
    #expect(session.weights() == before)
  }
}

@Suite struct `Epochs` {
  @Test func `added after the end go on as if they had been asked for at once`() throws {
    var short = try makeSession(smallConfiguration())
    var events = short.finish()
    let change = short.obey(.set("training.epochs", .integer(5)))
    #expect(change.outlines == ["applied at 6: kept", "resumed at 6"])
    events += short.finish()
    var long = try makeSession(smallConfiguration { $0.training.epochs = 5 })
    let expected = long.finish()
    #expect(events.losses == expected.losses)
    #expect(short.weights() == long.weights())
    #expect(events.end?.steps == 15)
  }

  @Test func `taken away under those done end the run`() throws {
    var session = try makeSession(smallConfiguration { $0.training.epochs = 9 })
    _ = session.makeSteps(7)
    let events = session.obey(.set("training.epochs", .integer(2)), .resume) + session.finish()
    #expect(events.outlines == ["applied at 7: kept", "resumed at 7", "ended completed at 7"])
  }
}

extension TrainingSession {
  /// Goes on after single steps, and trains to the end.
  fileprivate mutating func finishAfterPause() -> [TrainerEvent] { obey(.resume) + finish() }
}
