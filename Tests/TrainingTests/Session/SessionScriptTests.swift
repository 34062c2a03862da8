import Datasets
import ExperimentModel
import Testing
import Training

@Suite struct `A session` {
  @Test func `tells a run from its start to its end`() throws {
    var session = try makeSession(smallConfiguration())
    let events = session.finish()
    #expect(
      events.outlines == [
        "started", "sampled 1…1", "sampled 2…2", "sampled 3…3", "evaluated epoch 1 at 3",
        "sampled 4…4", "sampled 5…5", "sampled 6…6", "evaluated epoch 2 at 6",
        "ended completed at 6",
      ])
    #expect(events.end?.samples == 40)
    #expect(events.end?.epochs == 2)
    #expect(events.end?.test == nil)
    #expect(events.samples.last?.epoch == 2)
    #expect(session.isTraining == false)
    #expect(session.finish() == [])
  }

  @Test func `waits, goes on and makes single steps when asked`() throws {
    var session = try makeSession(smallConfiguration())
    #expect(session.obey(.pause).outlines == ["started", "paused at 0"])
    #expect(session.isTraining == false)
    #expect(session.obey(.pause, .pause) == [])
    #expect(session.obey(.resume).outlines == ["resumed at 0"])
    #expect(session.isTraining == true)
    #expect(session.obey(.resume) == [])
    #expect(session.obey(.stepOnce).outlines == ["sampled 1…1", "paused at 1"])
    #expect(
      session.obey(.stepOnce, .stepOnce).outlines == [
        "sampled 2…2", "paused at 2", "sampled 3…3", "evaluated epoch 1 at 3", "paused at 3",
      ])
    #expect(
      session.makeSteps(3).outlines.suffix(3) == [
        "sampled 6…6", "evaluated epoch 2 at 6", "ended completed at 6",
      ])
    #expect(session.obey(.stepOnce, .resume, .pause) == [])
  }

  @Test func `begins again with the same weights and order`() throws {
    var session = try makeSession(smallConfiguration())
    let first = session.finish()
    #expect(session.obey(.restart).outlines == ["started"])
    #expect(session.progress().step == 0)
    let second = session.finish()
    #expect(["started"] + second.outlines == first.outlines)
    #expect(second.losses == first.losses)
  }

  @Test func `ends at once when told to, and once`() throws {
    var session = try makeSession(
      smallConfiguration { $0.data.split = SplitShares(train: 0.7, dev: 0.2, test: 0.1) })
    _ = session.makeSteps(1)
    let events = session.obey(.stop)
    #expect(events.outlines == ["ended stopped at 1"])
    #expect(events.end?.samples == 8)
    #expect(events.end?.epochs == 0)
    #expect(events.end?.test != nil)
    #expect(session.obey(.stop) == [])
  }

  @Test func `reports every step where that is asked for`() throws {
    let configuration = smallConfiguration {
      $0.training.l2 = 0.1
      $0.training.schedule = ScheduleConfiguration(.exponential)
    }
    var session = try makeSession(configuration, reportsEveryStep: true)
    let events = session.finish()
    let reports = events.reports
    #expect(reports.map(\.step) == [1, 2, 3, 4, 5, 6])
    #expect(reports.map(\.epoch) == [1, 1, 1, 2, 2, 2])
    #expect(reports.map(\.loss) == events.samples.map(\.mean))
    #expect(reports.map(\.learningRate) == [0.02, 0.02, 0.02, 0.019, 0.019, 0.019])
    #expect(reports.allSatisfy { $0.penalty > 0 && $0.gradientNorm > 0 })
  }

  @Test func `opens another configuration with other data`() throws {
    var session = try makeSession(smallConfiguration())
    _ = session.makeSteps(2)
    let opened = smallConfiguration {
      $0.data.source = "blobs"
      $0.training.seed = 4
    }
    let events = session.obey(.open(opened))
    #expect(events.outlines == ["started"])
    let facts = try #require(events.first?.startFacts)
    #expect(facts.configuration == opened)
    #expect(facts.data.task == .multiclass)
    #expect(session.configuration == opened)
    #expect(session.progress().step == 0)
    #expect(session.finish().end?.status == .completed)
  }

  @Test func `stays as it is where another configuration cannot be opened`() throws {
    let configuration = smallConfiguration()
    var session = try makeSession(configuration)
    _ = session.makeSteps(2)
    let before = session.weights()
    let missing = smallConfiguration { $0.data.source = "no-such-file.csv" }
    let unfit = smallConfiguration { $0.training.loss = .meanSquaredError }
    let events = session.obey(.open(missing), .open(unfit))
    #expect(events.outlines == ["open failed", "open failed"])
    let reasons = events.compactMap { event in
      if case .openFailed(let reason) = event { reason } else { nil }
    }
    try #require(reasons.count == 2)
    #expect(reasons[0].contains("no-such-file.csv"))
    #expect(reasons[1].contains("training.loss"))
    #expect(session.configuration == configuration)
    #expect(session.weights() == before)
    #expect(session.makeSteps(1).outlines.first == "sampled 3…3")
  }

  @Test func `starts from given weights`() throws {
    let source = try makeSession(smallConfiguration { $0.training.seed = 7 }).weights()
    let session = try makeSession(smallConfiguration(), initialWeights: source)
    #expect(session.weights() == source)
  }

  @Test func `is refused with every problem at once`() throws {
    let data = try DatasetLoader().load(smallConfiguration().data)
    let wrong = smallConfiguration {
      $0.training.batchSize = 0
      $0.training.loss = .huber
    }
    var problems: [ConfigurationProblem] = []
    do {
      _ = try TrainingSession(configuration: wrong, data: data, options: SessionOptions())
    } catch {
      problems = error.problems
    }
    #expect(problems.map(\.key) == ["training.batch_size", "training.loss"])
  }
}
