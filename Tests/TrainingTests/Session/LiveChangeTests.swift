import ExperimentModel
import Testing
import Training

private func insert(_ layer: HiddenLayer, at index: Int) -> TrainerCommand {
  .change(ConfigurationChange(id: 2, edit: .insertLayer(layer, at: index)))
}

private func remove(at index: Int) -> TrainerCommand {
  .change(ConfigurationChange(id: 3, edit: .removeLayer(at: index)))
}

private func values(of name: String, in tensors: [WeightTensor]) -> [Float]? {
  tensors.first { $0.name == name }?.values
}

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
      ("network.hidden.0.dropout", .real(0.5)), ("network.hidden.1.activation", .text("relu")),
      ("training.label_smoothing", .real(0.2)), ("training.loss", .text("hinge")),
    ] as [(HyperparameterKey, HyperparameterValue)])
  func `loses nothing`(key: HyperparameterKey, value: HyperparameterValue) throws {
    var session = try makeSession(smallConfiguration())
    _ = session.makeSteps(2)
    let before = session.weights()
    #expect(session.obey(.set(key, value)).outlines == ["applied at 2: kept"])
    #expect(session.weights() == before)
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
    #expect(events.outlines == ["applied at 2: optimizerReset"])
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
      .set("network.hidden.5.units", .integer(3)), remove(at: 2),
      .set("data.source", .text("no-such-file.csv")))
    #expect(events.outlines == Array(repeating: "rejected", count: 5))
    for event in events {
      guard case .changeRejected(_, let reason) = event else { continue }
      #expect(!reason.isEmpty)
    }
    #expect(session.configuration == smallConfiguration())
    #expect(session.weights() == before)
  }
}

@Suite struct `A change of layers` {
  @Test func `keeps what the other layers have learned`() throws {
    var session = try makeSession(smallConfiguration())
    _ = session.makeSteps(3)
    let before = session.weights()
    let events = session.obey(insert(HiddenLayer(units: 6, activation: .relu), at: 1))
    #expect(events.outlines == ["applied at 3: layersReset([1])"])
    let after = session.weights()
    for part in ["weight", "bias"] {
      let pairs = [(0, 0), (2, 1), (3, 2)]
      for (new, old) in pairs {
        #expect(
          values(of: "layers.\(new).\(part)", in: after)
            == values(of: "layers.\(old).\(part)", in: before))
      }
    }
    #expect(after.count == 8)
    #expect(session.makeSteps(1).samples.count == 1)
  }

  @Test func `and back leaves weights and the optimizer's memory as they were`() throws {
    var changed = try makeSession(smallConfiguration())
    var plain = try makeSession(smallConfiguration())
    _ = changed.makeSteps(4)
    _ = plain.makeSteps(4)
    let events = changed.obey(
      insert(HiddenLayer(units: 6, batchNorm: true), at: 1), remove(at: 1),
      insert(HiddenLayer(units: 4), at: 2), remove(at: 2), insert(HiddenLayer(units: 2), at: 0))
    #expect(
      events.outlines.dropLast() == [
        "applied at 4: layersReset([1])", "applied at 4: kept", "applied at 4: layersReset([2])",
        "applied at 4: kept",
      ])
    // A layer before the first leaves the next one without inputs of its old number only if it has
    // another width than the data, which has two columns.
    #expect(events.last?.outline == "applied at 4: layersReset([0])")
    _ = changed.obey(remove(at: 0))
    #expect(changed.weights() == plain.weights())
    _ = changed.makeSteps(2)
    _ = plain.makeSteps(2)
    #expect(changed.weights() == plain.weights())
  }

  @Test func `resets the layers whose shape it changes, and no others`() throws {
    var session = try makeSession(smallConfiguration())
    _ = session.makeSteps(2)
    let before = session.weights()
    let events = session.obey(.set("network.hidden.1.units", .integer(9)))
    #expect(events.outlines == ["applied at 2: layersReset([1, 2])"])
    let after = session.weights()
    #expect(values(of: "layers.0.weight", in: after) == values(of: "layers.0.weight", in: before))
    #expect(values(of: "layers.1.weight", in: after)?.count == 54)
    guard case .changeApplied(let applied) = events.first else { return }
    #expect(applied.facts.parameterCount == 18 + 63 + 10)
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
