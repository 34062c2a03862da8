import Datasets
import Dispatch
import ExperimentModel
import Foundation
import Testing

@testable import Training

/// A run whose every step draws on what a checkpoint has to hold: moments, dropout, batch order.
private func experiment(epochs: Int = 120) -> ExperimentConfiguration {
  var configuration = moons()
  configuration.network.hidden[0].dropout = 0.3
  configuration.network.hidden[1].batchNorm = true
  configuration.training.augmentation.noise = 0.1
  configuration.training.epochs = epochs
  return configuration
}

/// A trainer with somebody who waits for what it says.
private final class Rehearsal: Sendable {
  let listener = Audience<TrainerEvent>()
  let trainer: Trainer

  /// A trainer that gets `commands` as soon as the third epoch is evaluated.
  ///
  /// Its own thread sends them, because the whole run may be over before another thread wakes up.
  init(_ configuration: ExperimentConfiguration, sending commands: [TrainerCommand] = []) throws {
    var options = SessionOptions()
    options.threads = 1
    let wake = Locked<@Sendable () -> Void>({})
    let isReady = DispatchSemaphore(value: 0)
    let trainer = Trainer(
      configuration: configuration, data: try DatasetLoader().load(configuration.data),
      options: options,
      wake: {
        isReady.wait()
        isReady.signal()
        wake.withLock { $0 }()
      })
    self.trainer = trainer
    let listener = listener
    let unsent = Locked(commands)
    wake.withLock {
      $0 = {
        let events = trainer.drainEvents()
        listener.hear(events)
        if events.contains(where: { $0.outline.hasPrefix("evaluated epoch 3") }) {
          for command in unsent.withLock({ $0 }) { trainer.send(command) }
          unsent.withLock { $0 = [] }
        }
      }
    }
    isReady.signal()
  }

  func change(_ edit: ConfigurationEdit, id: Int = 1) {
    trainer.send(.change(ConfigurationChange(id: id, edit: edit)))
  }

  /// The first event of which the outline begins so.
  @discardableResult func wait(for beginning: String) -> TrainerEvent? {
    let event = listener.wait { $0.outline.hasPrefix(beginning) }
    if event == nil { Issue.record("never heard \(beginning)") }
    return event
  }

  deinit { trainer.stopAndWait() }
}

private func untouched(_ configuration: ExperimentConfiguration) throws -> [TrainerEvent] {
  var course = try Course(configuration)
  course.trainToEnd()
  return course.events
}

extension TrainerEvent {
  fileprivate var twinFacts: TwinFacts? {
    if case .twin(.started(let facts)) = self { facts } else { nil }
  }

  /// The step at which the twin finished.
  fileprivate var twinEnd: Int? {
    if case .twin(.finished(let step)) = self { step } else { nil }
  }

  fileprivate var takenTwin: RestoredRun? {
    if case .twin(.taken(let run)) = self { run } else { nil }
  }
}

extension TwinEvent {
  fileprivate var appliedChange: AppliedChange? {
    if case .changeApplied(let applied) = self { applied } else { nil }
  }
}

extension [TrainerEvent] {
  fileprivate var ofTwin: [TrainerEvent] {
    compactMap { event in
      switch event {
      case .twin(.sampled(let sample)): TrainerEvent.sampled(sample).withoutTime
      case .twin(.evaluated(let report)): TrainerEvent.evaluated(report).withoutTime
      default: nil
      }
    }
  }

  /// What was recorded from behind a step up to an epoch's end.
  fileprivate func recorded(after step: Int, upToStep last: Int) -> [TrainerEvent] {
    compactMap { event in
      switch event {
      case .sampled(let sample) where sample.lastStep > step && sample.lastStep <= last:
        event.withoutTime
      case .evaluated(let report) where report.step > step && report.step <= last:
        event.withoutTime
      default: nil
      }
    }
  }
}

@Suite struct `A twin` {
  static let edits: [ConfigurationEdit] = [
    .set("network.hidden.0.units", .integer(30)),
    .set("training.optimizer.name", .text("sgd")),
    .set("training.batch_size", .integer(50)),
    .insertLayer(HiddenLayer(units: 8), at: 1),
  ]

  @Test(arguments: edits)
  func `does, to the bit, what the run would have done without the change`(
    edit: ConfigurationEdit
  ) throws {
    let rehearsal = try Rehearsal(
      experiment(),
      sending: [.change(ConfigurationChange(id: 1, edit: edit)), .twin(.start(epochs: 20))])
    let facts = try #require(rehearsal.wait(for: "twin started")?.twinFacts)
    let end = try #require(rehearsal.wait(for: "twin finished")?.twinEnd)
    let expected = try untouched(experiment()).recorded(after: facts.atStep, upToStep: end)
    #expect(expected.count > 100)
    // Of two long lists only the first difference would be worth telling.
    let isSame = rehearsal.listener.events.ofTwin == expected
    #expect(isSame)
  }

  @Test(arguments: edits)
  func `is taken, and the run goes on as if the change had never been made`(
    edit: ConfigurationEdit
  ) throws {
    let rehearsal = try Rehearsal(
      experiment(),
      sending: [.change(ConfigurationChange(id: 1, edit: edit)), .twin(.start(epochs: 20))])
    rehearsal.wait(for: "twin finished")
    rehearsal.trainer.send(.twin(.take))
    let taken = try #require(rehearsal.wait(for: "twin taken")?.takenTwin)
    #expect(taken.change.edit == edit)
    #expect(taken.facts.configuration == experiment())
    let after = rehearsal.listener.find { events -> [TrainerEvent]? in
      let index = events.firstIndex { $0.outline.hasPrefix("twin taken") } ?? events.count
      let rest = Array(events[index...])
      return rest.end == nil ? nil : rest
    }
    let expected = try untouched(experiment())
    let last = try #require(expected.end?.steps)
    let isSame =
      after?.recorded(after: taken.atStep, upToStep: last)
      == expected.recorded(after: taken.atStep, upToStep: last)
    #expect(isSame)
    #expect(after?.end?.test == expected.end?.test)
  }

  @Test func `goes as far as the run and no further, and waits there`() throws {
    var course = try Course(experiment())
    course.train(steps: 20)
    course.change(Self.edits[0])
    let listener = Audience<TwinEvent>()
    let twin = try course.session.twin(epochs: 50) { listener.hear($0) }
    let rows = course.session.samples
    twin.follow(rows: rows + 10 * 16)
    let arrival = listener.wait { $0.outline == "sampled 30…30" || $0.outline == "sampled 29…30" }
    #expect(arrival != nil)
    // Meanwhile the run trains for as long as a twin that did not wait would train on.
    course.train(steps: 500)
    let state = try #require(twin.handOver()).state
    #expect(state.counters.samples - rows < 11 * 16)
    #expect(state.counters.samples >= rows + 10 * 16)
  }

  @Test func `tells of the changes that a schedule makes in it`() throws {
    let batchSize = ConfigurationEdit.set("training.batch_size", .integer(50))
    var course = try Course(experiment(), schedule: [ScheduledChange(step: 24, edit: batchSize)])
    course.train(upTo: 20)
    course.change(Self.edits[0])
    let listener = Audience<TwinEvent>()
    let twin = try course.session.twin(epochs: 50) { listener.hear($0) }
    twin.follow(rows: course.session.samples + 10 * 16)
    let event = listener.wait { $0.outline == "applied at 24" }
    let applied = try #require(event?.appliedChange)
    #expect(applied.change.edit == batchSize)
    #expect(applied.facts.configuration.network == experiment().network)
    twin.endAndWait()
  }

  @Test func `ends after its epochs, in the middle of which the run may be`() throws {
    let rehearsal = try Rehearsal(experiment(epochs: 100_000))
    rehearsal.wait(for: "evaluated epoch 3")
    rehearsal.change(Self.edits[0])
    rehearsal.trainer.send(.twin(.start(epochs: 7)))
    let facts = try #require(rehearsal.wait(for: "twin started")?.twinFacts)
    let step = try #require(rehearsal.wait(for: "twin finished")?.twinEnd)
    #expect(step == facts.lastEpoch * 9)
  }

  @Test func `is compared with the run, row by row, after the same epochs`() throws {
    let rehearsal = try Rehearsal(experiment(epochs: 100_000))
    rehearsal.wait(for: "evaluated epoch 3")
    rehearsal.change(.set("training.optimizer.learning_rate", .real(0)))
    rehearsal.trainer.send(.twin(.start(epochs: 30)))
    rehearsal.wait(for: "twin finished")
    let events = rehearsal.listener.events
    let comparisons = events.compactMap { event -> TwinComparison? in
      guard case .twin(.compared(let comparison)) = event else { return nil }
      return comparison
    }
    #expect(comparisons.count > 5)
    for comparison in comparisons {
      func dev(_ reports: [EpochReport]) throws -> EvaluationMetrics {
        try #require(reports.last { $0.epoch == comparison.epoch }?.dev)
      }
      let run = try dev(events.evaluations)
      let twin = try dev(events.ofTwin.evaluations)
      #expect(abs(comparison.loss.mean - (run.loss - twin.loss)) < 1e-5)
      let error = try #require(comparison.error)
      let (ofRun, ofTwin) = (try #require(run.error), try #require(twin.error))
      #expect(abs(error.mean - (ofRun - ofTwin)) < 1e-5)
      #expect(error.rows == 40)
    }
  }

  @Test(arguments: [TrainerCommand.undo, .restart, .open(moons())])
  func `is gone when the run goes back or begins anew`(command: TrainerCommand) throws {
    let rehearsal = try Rehearsal(experiment(epochs: 100_000))
    rehearsal.wait(for: "evaluated epoch 3")
    rehearsal.change(Self.edits[0])
    rehearsal.trainer.send(.twin(.start(epochs: 50_000)))
    rehearsal.wait(for: "twin evaluated")
    rehearsal.trainer.send(command)
    rehearsal.wait(for: "twin dismissed")
    rehearsal.trainer.send(.twin(.take))
    rehearsal.wait(for: "twin rejected")
  }

  @Test func `says why there is nothing to go on with`() throws {
    func refusal(_ prepare: (inout Course) -> Void) throws -> String {
      var course = try Course(moons())
      prepare(&course)
      do {
        try course.session.twin(epochs: 1) { _ in }.endAndWait()
        return ""
      } catch {
        return error.reason
      }
    }
    #expect(try refusal { $0.train(steps: 3) } == "There is no change to undo.")
    let taken = try refusal { course in
      course.train(steps: 3)
      let before = course.session.checkpoint()
      let change = ConfigurationChange(id: 1, edit: .set("training.batch_size", .integer(8)))
      course.command(.change(change))
      course.train(steps: 3)
      course.take(before, insteadOf: change)
    }
    #expect(taken == "The last change was taken back; make another, or u brings it back.")
    #expect(
      try refusal { $0.change(.set("data.seed", .integer(2))) }.hasPrefix(
        "The last change began afresh"))
    #expect(
      try refusal {
        $0.trainToEnd()
        $0.change(.set("training.epochs", .integer(12)))
      }.hasPrefix("The run had ended before"))
    #expect(try refusal { $0.change(.set("training.epochs", .integer(12))) } == "")
  }

  @Test func `shares the rows with the run`() throws {
    var course = try Course(moons())
    let twin = try TrainingSession.resuming(
      course.state(), data: course.session.data.prepared, options: SessionOptions())
    guard case .dense(let own) = course.session.data.prepared.train.inputs,
      case .dense(let shared) = twin.data.prepared.train.inputs
    else {
      Issue.record("generated rows are in memory")
      return
    }
    let addresses = [own, shared].map { rows in
      unsafe rows.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
    #expect(addresses[0] == addresses[1])
  }

  @Test func `taken by mistake, it is undone and taken again`() throws {
    var course = try Course(experiment())
    course.train(steps: 20)
    course.change(.set("training.batch_size", .integer(8)))
    course.train(steps: 20)
    let before = course.state()
    course.change(Self.edits[0])
    course.train(steps: 5)
    course.change(Self.edits[1])
    course.train(steps: 9)
    let changed = course.state()
    let change = ConfigurationChange(id: 2, edit: Self.edits[0])
    course.take(before, insteadOf: change)
    #expect(course.state() == before)
    course.command(.undo)
    #expect(course.state() == changed)
    course.command(.redo)
    #expect(course.state() == before)
    course.command(.undo)
    // The changes that had been taken back are there again, one by one.
    for step in [45, 40, 20] {
      course.command(.undo)
      #expect(course.session.step == step)
    }
    course.forgetEvents()
    course.command(.undo)
    #expect(course.events == [.undoRejected(reason: "There is no change to undo.")])
  }
}
