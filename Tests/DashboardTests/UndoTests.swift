import ExperimentModel
import TerminalUI
import TestKit
import Testing

@testable import Dashboard

@Suite struct UndoTests {
  static let rate = ConfigurationEdit.set("training.optimizer.learning_rate", .real(0.01))

  /// A run in which the learning rate was changed at step 300, and which went on.
  private static func changed() throws -> DashboardState {
    var state = Fixture.running
    state.settings.cursor = "training.optimizer.learning_rate"
    let effects = state.send(rate)
    #expect(effects == [.train(.change(ConfigurationChange(id: 1, edit: rate)))])
    let event = try Fixture.applied(
      ConfigurationChange(id: 1, edit: rate), to: Fixture.configuration, atStep: 300)
    _ = state.apply(.trainer([event]))
    _ = state.apply(.trainer(Fixture.course(epochs: 3, from: 13)))
    _ = state.apply(.progress(Fixture.progress(epochs: 15)))
    return state
  }

  private static func restored(
    _ edit: ConfigurationEdit = rate, id: Int = 1, atStep step: Int,
    _ configuration: ExperimentConfiguration = Fixture.configuration,
    standing: RunStanding = .running, shared changes: Int = 0
  ) -> RestoredRun {
    RestoredRun(
      change: ConfigurationChange(id: id, edit: edit), atStep: step,
      shared: SharedCourse(steps: step, changes: changes, changesOfOther: changes),
      standing: standing, facts: Fixture.facts(configuration))
  }

  private static let seed = ConfigurationEdit.set("training.seed", .integer(2))

  /// Another seed takes effect at step 300, with which the run begins anew.
  private static func beginAfresh(_ state: inout DashboardState, epochs: Int) throws {
    let applied = try Fixture.applied(
      ConfigurationChange(id: 1, edit: seed), to: Fixture.configuration, atStep: 300, .restarted)
    let facts = Fixture.facts(try Fixture.configuration.applying(seed))
    _ = state.apply(.trainer([applied, .started(facts)] + Fixture.course(epochs: epochs)))
  }

  @Test func `u asks for an undo, and what was recorded since is gone`() throws {
    let before = Fixture.running
    var state = try Self.changed()
    #expect(state.run.history != before.run.history)
    #expect(state.press(.character("u")) == [.train(.undo)])
    _ = state.apply(.trainer([.undone(Self.restored(atStep: 300))]))
    #expect(state.run.history == before.run.history)
    #expect(state.run.ledger == before.run.ledger)
    #expect(state.run.judge == before.run.judge)
    #expect(state.run.progress.step == 300)
    #expect(state.configuration == Fixture.configuration)
    #expect(!state.settings.isChanged)
    #expect(state.notice?.text == "Undone: Learning rate 0.001 → 0.01, back at step 300.")
  }

  @Test func `U brings back what was undone`() throws {
    let changed = try Self.changed()
    var state = changed
    _ = state.apply(.trainer([.undone(Self.restored(atStep: 300))]))
    _ = state.apply(.trainer(Fixture.course(epochs: 1, from: 13)))
    #expect(state.press(.character("U")) == [.train(.redo)])
    let after = try Fixture.configuration.applying(Self.rate)
    _ = state.apply(.trainer([.redone(Self.restored(atStep: 375, after))]))
    #expect(state.run.history == changed.run.history)
    #expect(state.run.ledger == changed.run.ledger)
    #expect(state.configuration == after)
    #expect(state.notice?.text == "Redone: Learning rate 0.001 → 0.01, back at step 375.")
    #expect(state.availability(of: .redo) == .unavailable("No change was undone."))
    #expect(state.availability(of: .undo) == .available)
  }

  @Test func `they say why they cannot be done`() throws {
    var state = Fixture.idle
    #expect(state.availability(of: .undo) == .unavailable("The run has not begun yet."))
    state = Fixture.running
    #expect(state.availability(of: .undo) == .unavailable("There is no change to undo."))
    #expect(state.press(.character("U")) == [])
    #expect(state.notice?.text == "No change was undone.")
    _ = state.send(Self.rate)
    #expect(state.availability(of: .undo) == .unavailable("The last change is still on its way."))
    state = try Self.changed()
    _ = state.apply(.trainer([.undoRejected(reason: "It is too large.")]))
    #expect(state.notice?.text == "It is too large.")
    #expect(state.configuration != Fixture.configuration)
  }

  @Test func `the run goes on, waits or has ended as the trainer says`() throws {
    let end = RunEnd(
      status: .completed, epochs: 25, steps: 300, samples: 1, trainingSeconds: 1, test: nil)
    for (standing, phase) in [
      (RunStanding.running, RunPhase.training), (.paused, .paused), (.ended(end), .ended(end)),
    ] {
      var state = try Self.changed()
      _ = state.apply(.trainer([.undone(Self.restored(atStep: 300, standing: standing))]))
      #expect(state.run.phase == phase)
    }
  }

  @Test func `a change that began the run afresh is undone to the run before`() throws {
    let before = Fixture.running
    var state = before
    _ = state.send(Self.seed)
    try Self.beginAfresh(&state, epochs: 1)
    _ = state.apply(.trainer([.undone(Self.restored(Self.seed, atStep: 300))]))
    #expect(state.run.history == before.run.history)
    // A restart that nobody changed anything for is another run.
    _ = state.apply(.trainer([.started(Fixture.facts())]))
    #expect(!state.pastRuns.canUndo)
    #expect(!state.pastRuns.canRedo)
  }

  @Test func `a new change gives up what was undone`() throws {
    var state = try Self.changed()
    _ = state.apply(.trainer([.undone(Self.restored(atStep: 300))]))
    #expect(state.pastRuns.canRedo)
    let event = try Fixture.applied(
      ConfigurationChange(id: 2, edit: Self.rate), to: Fixture.configuration, atStep: 300)
    _ = state.apply(.trainer([event]))
    #expect(!state.pastRuns.canRedo)
    #expect(state.pastRuns.canUndo)
  }

  @Test func `where memory is short the curves are cut at the step`() throws {
    var state = Fixture.running
    state.pastRuns = PastRuns(largestByteCount: 1)
    let event = try Fixture.applied(
      ConfigurationChange(id: 1, edit: Self.rate), to: Fixture.configuration, atStep: 300)
    _ = state.apply(.trainer([event]))
    _ = state.apply(.trainer(Fixture.course(epochs: 3, from: 13)))
    _ = state.apply(.trainer([.undone(Self.restored(atStep: 300))]))
    let before = Fixture.running.run
    #expect(state.run.history.batchLoss.buckets == before.history.batchLoss.buckets)
    #expect(state.run.history.devLoss.buckets == before.history.devLoss.buckets)
    #expect(state.run.history.end == before.history.end)
    #expect(state.run.ledger.entries.isEmpty)
    #expect(state.run.ledger.count == 0)
  }

  @Test func `several changes undone at once are told as such, and come back at once`() throws {
    let before = Fixture.running
    var state = try Self.changed()
    let other = ConfigurationEdit.set("training.batch_size", .integer(64))
    let event = try Fixture.applied(
      ConfigurationChange(id: 2, edit: other), to: state.configuration, atStep: 375)
    _ = state.apply(.trainer([event]))
    _ = state.apply(.trainer(Fixture.course(epochs: 2, from: 16)))
    let changed = state
    var restored = Self.restored(atStep: 300)
    restored.changeCount = 2
    _ = state.apply(.trainer([.undone(restored)]))
    #expect(state.run.history == before.run.history)
    #expect(state.run.ledger == before.run.ledger)
    #expect(
      state.notice?.text
        == "Undone: 2 changes, Learning rate and those after it, back at step 300.")
    #expect(state.availability(of: .undo) == .unavailable("There is no change to undo."))
    restored = Self.restored(atStep: 425, changed.configuration)
    restored.changeCount = 2
    _ = state.apply(.trainer([.redone(restored)]))
    #expect(state.run.history == changed.run.history)
    #expect(state.run.ledger == changed.run.ledger)
    #expect(
      state.notice?.text
        == "Redone: 2 changes, Learning rate and those after it, back at step 425.")
  }

  @Test func `changes before those that are remembered can be undone as the trainer says`() throws {
    var state = Fixture.running
    for id in 1...150 {
      let event = try Fixture.applied(
        ConfigurationChange(id: id, edit: Self.rate), to: Fixture.configuration, atStep: 300)
      _ = state.apply(.trainer([event]))
    }
    for id in (11...150).reversed() {
      #expect(state.availability(of: .undo) == .available)
      _ = state.apply(.trainer([.undone(Self.restored(id: id, atStep: 300, shared: id - 1))]))
    }
    #expect(state.run.ledger.entries.map(\.number) == Array(1...10))
    #expect(state.run.ledger.count == 10)
    #expect(state.availability(of: .undo) == .available)
    _ = state.apply(.trainer([.undoRejected(reason: "They are no longer kept.")]))
    #expect(state.notice?.text == "They are no longer kept.")
  }

  @Test func `where the record of another run is not kept, nothing of this one stands for it`()
    throws
  {
    var state = Fixture.running
    state.pastRuns = PastRuns(largestByteCount: 1)
    try Self.beginAfresh(&state, epochs: 20)
    var restored = Self.restored(Self.seed, atStep: 300)
    restored.shared = SharedCourse(steps: 0, changes: 0, changesOfOther: 3)
    _ = state.apply(.trainer([.undone(restored)]))
    #expect(state.run.history.end.step == 0)
    #expect(state.run.ledger.entries.isEmpty)
    // The next one has the number that the trainer gives it.
    #expect(state.run.ledger.count == 3)
    #expect(state.run.progress.step == 300)
  }

  @Test func `an older state that is not kept is told of`() throws {
    var state = try Self.changed()
    _ = state.apply(.trainer([.stateGivenUp(reason: "the disk is full")]))
    #expect(
      state.notice?.text == "An older state is not kept: the disk is full. u goes back past it.")
  }

  @Test func `the status line tells of an undo`() throws {
    var state = try Self.changed()
    _ = state.apply(.trainer([.undone(Self.restored(atStep: 300))]))
    expectGolden(state.screen(size: Size(columns: 80, rows: 24)), "undone-80x24")
  }
}

@Suite struct HistoryCutTests {
  @Test(arguments: [0, 1, 63, 64, 500, 999, 1_000])
  func `after a cut nothing later is left, and it grows on as before`(step: Int) {
    var history = History(capacity: 64)
    func add(_ steps: ClosedRange<Int>) {
      for step in steps {
        history.append(
          HistorySample(
            firstStep: step, lastStep: step, epoch: 0, seconds: 0, minimum: 0, maximum: 1, mean: 0))
      }
    }
    add(1...1_000)
    history.cut(after: step)
    #expect(history.buckets.allSatisfy { $0.lastStep <= step })
    #expect(history.recent.allSatisfy { $0.lastStep <= step })
    #expect((history.buckets.last?.lastStep ?? 0) > step - history.samplesPerBucket)
    add(step + 1...step + 2_000)
    #expect(history.buckets.count <= 64)
    #expect(history.buckets.last?.lastStep == step + 2_000)
    #expect(history.recent.count == 32)
    #expect(history.recent.map(\.lastStep) == Array(step + 1_969...step + 2_000))
  }
}
