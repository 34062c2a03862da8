import ExperimentModel
import TerminalUI
import TestKit
import Testing

@testable import Dashboard

@Suite struct TwinTests {
  private static let rate = ConfigurationEdit.set("training.optimizer.learning_rate", .real(0.01))
  private static let change = ConfigurationChange(id: 1, edit: rate)

  /// A run in which the learning rate was changed at step 300.
  private static func changed() throws -> DashboardState {
    var state = Fixture.running
    state.settings.cursor = "training.optimizer.learning_rate"
    _ = state.send(rate)
    _ = state.apply(
      .trainer([try Fixture.applied(change, to: Fixture.configuration, atStep: 300)]))
    return state
  }

  private static let started = TrainerEvent.twin(
    .started(TwinFacts(change: change, atStep: 300, lastEpoch: 32)))

  /// The same run three epochs later, with its twin.
  static func accompanied(_ comparisons: [TwinComparison] = helped) throws -> DashboardState {
    var state = try changed()
    _ = state.apply(.trainer([started]))
    _ = state.apply(.trainer(Fixture.course(epochs: 6, from: 13)))
    let twin = Fixture.course(epochs: 6, from: 13).compactMap { event -> TrainerEvent? in
      switch event {
      case .sampled(let sample): .twin(.sampled(sample))
      case .evaluated(var report):
        .twin(
          .evaluated(
            {
              report.train.loss *= 1.5
              report.dev?.loss *= 1.4
              return report
            }()))
      default: nil
      }
    }
    _ = state.apply(.trainer(twin + comparisons.map { .twin(.compared($0)) }))
    _ = state.apply(.progress(Fixture.progress(epochs: 18)))
    return state
  }

  private static func comparison(_ error: Double, _ epoch: Int) -> TwinComparison {
    TwinComparison(
      epoch: epoch, loss: PairedDifference(mean: -0.113, standardError: 0.02, rows: 114),
      error: PairedDifference(mean: error, standardError: 0.0187, rows: 114))
  }

  static let helped = [comparison(-0.0439, 17), comparison(-0.0439, 18)]
  static let same = [comparison(-0.0088, 17), comparison(0.0088, 18)]

  @Test func `t lets one begin and ends it, and says why it cannot`() throws {
    var state = Fixture.idle
    #expect(state.availability(of: .twin) == .unavailable("The run has not begun yet."))
    state = Fixture.running
    #expect(state.press(.character("t")) == [])
    #expect(state.notice?.text == "There is no change yet that a twin could be without.")
    #expect(state.press(.character("T")) == [])
    #expect(state.notice?.text == "There is no twin; t lets one begin.")
    // A change that is on its way has a twin too.
    state.settings.cursor = "training.optimizer.learning_rate"
    #expect(state.press(.right, .character("t")).last == .train(.twin(.start(epochs: 20))))
    state = try Self.changed()
    #expect(state.press(.character("t")) == [.train(.twin(.start(epochs: 20)))])
    _ = state.apply(.trainer([Self.started]))
    #expect(state.press(.character("t")) == [.train(.twin(.dismiss))])
    _ = state.apply(.trainer([.twin(.dismissed), .twin(.rejected(reason: "It had ended."))]))
    #expect(state.twin == nil)
    #expect(state.notice?.text == "It had ended.")
  }

  @Test func `it trains as long again as the run had trained`() throws {
    var state = try Self.changed()
    _ = state.apply(.progress(Fixture.progress(epochs: 900)))
    #expect(state.press(.character("t")) == [.train(.twin(.start(epochs: 900)))])
  }

  @Test func `its course begins as the run did before the change`() throws {
    let before = Fixture.running.run
    let state = try Self.accompanied()
    let twin = try #require(state.twin)
    #expect(twin.number == 1)
    #expect(twin.start.step == 300)
    #expect(twin.run.ledger == before.ledger)
    #expect(twin.run.history.end.step == 450)
    #expect(twin.run.history.devLoss != state.run.history.devLoss)
    var alone = Fixture.running
    _ = alone.apply(.trainer(Fixture.course(epochs: 6, from: 13)))
    #expect(state.run.history == alone.run.history)
  }

  @Test func `T goes over to it, and u comes back`() throws {
    let before = try Self.accompanied()
    var state = before
    #expect(state.press(.character("T")) == [.train(.twin(.take))])
    func restored(_ configuration: ExperimentConfiguration) -> RestoredRun {
      RestoredRun(
        change: Self.change, atStep: 450,
        shared: SharedCourse(steps: 300, changes: 0, changesOfOther: 0), standing: .running,
        facts: Fixture.facts(configuration))
    }
    let taken = TrainerEvent.twin(.taken(restored(Fixture.configuration)))
    _ = state.apply(.trainer([taken, .twin(.dismissed)]))
    #expect(state.twin == nil)
    #expect(state.run.history == before.twin?.run.history)
    #expect(state.run.ledger.count == 0)
    #expect(state.configuration == Fixture.configuration)
    #expect(
      state.notice?.text
        == "Without the change (Learning rate 0.001 → 0.01) from step 450 on; u brings it back.")
    #expect(state.press(.character("u")) == [.train(.undo)])
    _ = state.apply(.trainer([.undone(restored(before.configuration))]))
    #expect(state.run.history == before.run.history)
    #expect(state.run.ledger == before.run.ledger)
    _ = state.apply(.trainer([.redone(restored(Fixture.configuration))]))
    #expect(state.run.history == before.twin?.run.history)
    _ = state.apply(.trainer([.undone(restored(before.configuration))]))
    // The change that had been taken back can itself be undone again.
    #expect(state.availability(of: .undo) == .available)
    _ = state.apply(.trainer([.undone(restored(Fixture.configuration))]))
    #expect(state.run.history == Fixture.running.run.history)
    #expect(state.availability(of: .undo) == .unavailable("There is no change to undo."))
  }

  @Test func `changes that a schedule made in it are those of the run that goes over to it`() throws
  {
    var state = try Self.changed()
    _ = state.apply(.trainer([Self.started]))
    let scheduled = ConfigurationChange(
      id: -1, edit: .set("training.batch_size", .integer(64)), author: .schedule)
    let change = try Fixture.appliedChange(scheduled, to: Fixture.configuration, atStep: 375)
    _ = state.apply(.trainer([.twin(.changeApplied(change))]))
    #expect(state.run.ledger.entries.map(\.edit) == [Self.rate])
    let restored = RestoredRun(
      change: Self.change, atStep: 450,
      shared: SharedCourse(steps: 300, changes: 0, changesOfOther: 1), standing: .running,
      facts: change.facts)
    _ = state.apply(.trainer([.twin(.taken(restored)), .twin(.dismissed)]))
    let entry = try #require(state.run.ledger.entries.first)
    #expect(state.run.ledger.count == 1)
    #expect(entry.number == 1)
    #expect(entry.place.step == 375)
    #expect(entry.author == .schedule)
    #expect([entry.before, entry.after] == [.integer(16), .integer(64)])
  }

  @Test func `Enter in its pane keeps the change`() throws {
    var state = try Self.accompanied()
    state.view.focus = .twin
    #expect(state.press(.enter) == [.train(.twin(.dismiss))])
    #expect(state.notice?.text == "Kept: Learning rate 0.001 → 0.01.")
    _ = state.apply(.trainer([.twin(.dismissed)]))
    #expect(state.view.focus == .settings)
    #expect(state.run.ledger.count == 1)
  }

  @Test func `it is without all that was changed while it is compared, and without nothing later`()
    throws
  {
    var state = try Self.accompanied()
    func text(
      _ edit: ConfigurationEdit, atEpoch epoch: Int, by author: ChangeAuthor = .person
    ) throws -> String? {
      _ = state.apply(.trainer(Fixture.course(epochs: 1, from: epoch)))
      let change = ConfigurationChange(id: epoch, edit: edit, author: author)
      let event = try Fixture.applied(
        change, to: state.settings.inForce, atStep: epoch * 25)
      _ = state.apply(.trainer([event]))
      return state.twin.map { state.changeText(of: $0) }
    }
    let key: HyperparameterKey = "training.optimizer.learning_rate"
    #expect(try text(.set(key, .real(0.02)), atEpoch: 19) == "Learning rate 0.001 → 0.02")
    #expect(
      try text(.set("training.batch_size", .integer(8)), atEpoch: 20)
        == "Learning rate 0.001 → 0.02 and 1 more")
    #expect(
      try text(.set("name", .text("other")), atEpoch: 21)
        == "Learning rate 0.001 → 0.02 and 1 more")
    #expect(
      try text(.set("training.clip_norm", .real(1)), atEpoch: 22, by: .schedule)
        == "Learning rate 0.001 → 0.02 and 1 more")
    // The two are compared up to epoch 32.
    #expect(
      try text(.set(key, .real(0.5)), atEpoch: 33) == "Learning rate 0.001 → 0.02 and 1 more")
  }

  @Test func `one that is far behind says so, and how it catches up`() throws {
    var state = try Self.accompanied([])
    func picture() -> String { PictureText(state.screen(size: Size(columns: 120, rows: 40))).text }
    #expect(picture().contains("Waiting until both have been judged"))
    var progress = Fixture.progress(epochs: 900)
    progress.stepsPerSecond = 1_000
    _ = state.apply(.progress(progress))
    #expect(picture().contains("882 epochs behind: Space lets it catch up."))
    // It is on its way where the run waits.
    _ = state.apply(.trainer([.paused(atStep: 22_500)]))
    #expect(!picture().contains("behind"))
  }

  @Test func `its pane is there as long as it is`() throws {
    var state = try Self.changed()
    func focuses() -> Set<Pane> {
      Set(
        Pane.allCases.map { _ in
          _ = state.press(.tab)
          return state.view.focus
        })
    }
    #expect(!focuses().contains(.twin))
    _ = state.apply(.trainer([Self.started]))
    #expect(focuses().contains(.twin))
    _ = state.press(.character("z"))
    #expect(focuses() == Set(Pane.allCases))
    _ = state.apply(.trainer([.twin(.dismissed)]))
    #expect(!focuses().contains(.twin))
  }

  @Test func `each change begins one where that is wished, and one field has one`() throws {
    var state = Fixture.running
    #expect(state.run(command: "twin always") == [])
    #expect(state.run(command: "twin 50") == [])
    func effects(
      _ edit: ConfigurationEdit, _ consequence: ChangeConsequence = .kept
    ) throws
      -> [DashboardEffect]
    {
      let change = ConfigurationChange(id: 1, edit: edit)
      let event = try Fixture.applied(
        change, to: Fixture.configuration, atStep: 300, consequence)
      return state.apply(.trainer([event]))
    }
    let start = [DashboardEffect.train(.twin(.start(epochs: 50)))]
    #expect(try effects(Self.rate) == start)
    _ = state.apply(.trainer([Self.started]))
    #expect(try effects(.set("training.optimizer.learning_rate", .real(0.02))) == [])
    #expect(try effects(.set("training.batch_size", .integer(8))) == start)
    #expect(try effects(.set("name", .text("another"))) == [])
    #expect(try effects(.set("training.seed", .integer(2)), .restarted) == [])
    _ = state.apply(.trainer([.twin(.finished(atStep: 800))]))
    #expect(try effects(Self.rate) == start)
    _ = state.run(command: "twin off")
    #expect(try effects(.set("training.batch_size", .integer(8))) == [])
    _ = state.run(command: "twin often")
    #expect(state.notice?.kind == .bad)
  }

  @Test func `the difference it makes is told with its uncertainty`() throws {
    func check(
      _ state: DashboardState, _ size: Size, _ name: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      expectGolden(state.screen(size: size), name, sourceLocation: sourceLocation)
    }
    let small = Size(columns: 80, rows: 24)
    var state = try Self.accompanied()
    check(state, small, "twin-80x24")
    check(state, Size(columns: 120, rows: 40), "twin-120x40")
    state.view.focus = .twin
    check(state, Size(columns: 200, rows: 60), "twin-200x60")
    check(try Self.accompanied(Self.same), small, "twin-no-difference-80x24")
    state = try Self.accompanied([])
    state.glyphs = .ascii
    check(state, small, "twin-waiting-ascii-80x24")
  }

  @Test(arguments: LayoutTests.sizes)
  func `it has room at any size, and hides nothing`(size: Size) throws {
    let layout = DashboardLayout(size: size, hasTwin: true)
    #expect(layout.rect(of: .twin) != nil)
    #expect(layout.rect(of: .loss)?.rows ?? 0 >= 7)
    for (index, place) in layout.places.enumerated() {
      #expect(!place.rect.isEmpty && layout.body.contains(place.rect))
      for other in layout.places[(index + 1)...] {
        #expect(place.rect.intersection(other.rect).isEmpty)
      }
    }
    #expect(try Self.accompanied().screen(size: size).size == size)
  }
}
