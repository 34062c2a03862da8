import ExperimentModel
import TerminalUI
import TestKit
import Testing

@testable import Dashboard

@Suite struct ScreenTests {
  private static let medium = Size(columns: 120, rows: 40)
  private static let large = Size(columns: 200, rows: 60)

  @Test func `a run under way at three sizes`() {
    expectScreen(Fixture.running, "running-80x24")
    expectScreen(Fixture.running, at: Self.medium, "running-120x40")
    expectScreen(Fixture.running, at: Self.large, "running-200x60")
  }

  @Test func `too small a screen says what it needs`() {
    expectScreen(Fixture.running, at: Size(columns: 59, rows: 15), "too-small-59x15")
  }

  @Test func `before the first event`() {
    expectScreen(Fixture.idle, "before-the-run-80x24")
    expectScreen(Fixture.idle, at: Self.medium, "before-the-run-120x40")
  }

  @Test func `a configuration that cannot be opened`() {
    var state = Fixture.idle
    let reason = "wine.csv: there is no column 'diagnosis'; did you mean 'class'?"
    _ = state.apply(.trainer([.openFailed(reason: reason)]))
    #expect(state.press(.character(" ")) == [])
    expectScreen(state, "no-run-80x24")
  }

  @Test func `one point`() {
    var state = Fixture.begun
    _ = state.apply(.trainer([.sampled(Fixture.sample(1))]))
    expectScreen(state, "one-point-80x24")
  }

  @Test func `a run that diverged`() {
    var state = Fixture.running
    _ = state.apply(
      .trainer([
        .sampled(Fixture.sample(301, loss: .infinity)),
        .sampled(Fixture.sample(302, loss: .nan)),
        .evaluated(Fixture.report(13, loss: .nan)), Fixture.end(.diverged),
      ]))
    expectScreen(state, "diverged-80x24")
  }

  @Test func `a change under way and others in force`() throws {
    var state = Fixture.running
    _ = state.press(.right)
    let rate = ConfigurationChange(
      id: 1, edit: .set("training.optimizer.learning_rate", .real(0.002)))
    _ = state.apply(
      .trainer([try Fixture.applied(rate, to: Fixture.configuration, atStep: 200)]))
    _ = state.press(.right)
    expectScreen(state, "pending-80x24")
    expectScreen(state, at: Self.large, "pending-200x60")
  }

  @Test func `a verdict stands in one row where there are few`() {
    var state = Fixture.begun
    for epoch in 1...3 {
      var report = Fixture.report(epoch, loss: 0.09)
      report.dev = Fixture.metrics(0.9)
      _ = state.apply(.trainer([.evaluated(report)]))
    }
    func picture(_ size: Size) -> String { PictureText(state.screen(size: size)).text }
    #expect(picture(Size(columns: 80, rows: 24)).contains("High variance: it overfits (±4.4 %). "))
    #expect(picture(Self.medium).contains("High variance: it overfits (±4.4 %, 114"))
  }

  @Test func `the list of changes says by whom, what, the loss before, and what it did`() throws {
    var state = Fixture.running
    var configuration = Fixture.configuration
    let added = SurgeryReport(.identityWithinRange, lossBefore: 0.25031, lossAfter: 0.25032)
    let edits: [(ConfigurationEdit, ChangeAuthor, Double?, ChangeConsequence)] = [
      (.set("training.batch_size", .integer(64)), .schedule, nil, .kept),
      (.set("training.optimizer.learning_rate", .real(0.002)), .person, 0.3124, .kept),
      (.insertLayer(HiddenLayer(units: 8), at: 4), .person, 0.2871, .operated(added)),
      (.set("training.regularization.l2", .real(0.01)), .advice, 0.1234567, .kept),
      (
        .set("network.hidden.4.batch_norm", .flag(true)), .person, 0.1233,
        .operated(SurgeryReport(.outputsKept))
      ),
      (.removeLayer(at: 4), .person, 0.12, .kept),
    ]
    for (index, (edit, author, loss, consequence)) in edits.enumerated() {
      let before = configuration
      configuration = try configuration.applying(edit)
      let applied = AppliedChange(
        change: ConfigurationChange(id: index + 1, edit: edit, author: author),
        atStep: 50 * index, consequence: consequence, lossBefore: loss,
        facts: Fixture.facts(configuration))
      #expect(before != configuration)
      _ = state.apply(.trainer([.changeApplied(applied)]))
    }
    expectScreen(state, at: Self.large, "changes-200x60")
    state.view.focus = .changes
    state.view.isZoomed = true
    expectScreen(state, at: Self.medium, "zoomed-changes-120x40")
  }

  @Test func `a run that ended`() {
    var state = Fixture.running
    _ = state.apply(.trainer(Fixture.course(epochs: 13, from: 13) + [Fixture.end(.completed)]))
    _ = state.apply(.progress(Fixture.progress(epochs: 25)))
    expectScreen(state, at: Self.medium, "ended-120x40")
  }

  @Test func `a million steps`() {
    var state = Fixture.begun
    let events = stride(from: 250, through: 1_000_000, by: 250).flatMap { step in
      [
        TrainerEvent.sampled(Self.covering(Fixture.sample(step), steps: 250)),
        .evaluated(Fixture.report(step / 25)),
      ]
    }
    _ = state.apply(.trainer(events))
    var progress = Fixture.progress(epochs: 40_000)
    progress.epochs = 1_000_000
    progress.stepsPerSecond = 1_241_000
    _ = state.apply(.progress(progress))
    expectScreen(state, at: Self.medium, "a-million-steps-120x40")
  }

  private static func covering(_ sample: LossSample, steps: Int) -> LossSample {
    var sample = sample
    sample.firstStep = sample.lastStep - steps + 1
    sample.minimum *= 0.7
    sample.maximum *= 1.6
    return sample
  }

  @Test func `long and wide names`() {
    var configuration = Fixture.configuration
    configuration.name = "An experiment with a name that nobody would ever want to read to its end"
    configuration.data.source = "/data/乳腺癌/診断データセット-二〇二六年版-完全.csv"
    configuration.network.hidden = [
      HiddenLayer(units: 65_536, activation: .leakyReLU, dropout: 0.95, batchNorm: true)
    ]
    configuration.training.loss = .categoricalCrossentropy
    configuration.training.schedule = ScheduleConfiguration(.reduceOnPlateau)
    var state = DashboardState(configuration: configuration)
    var facts = Fixture.facts(configuration)
    facts.data.targetName = "診断"
    _ = state.apply(.trainer([.started(facts)] + Fixture.course(epochs: 3)))
    state.settings.cursor = .layer(0, "units")
    expectScreen(state, "long-names-80x24")
    expectScreen(state, at: Self.large, "long-names-200x60")
  }

  @Test func `no colours and no characters beyond ASCII`() {
    var state = Fixture.running
    state.glyphs = .ascii
    expectScreen(state, "running-ascii-80x24")
    #expect(
      state.screen(size: Self.large).cells.allSatisfy { $0.scalar.value < 0x7F && $0.mark == "\0" })
  }

  @Test func `a pane full screen`() {
    var state = Fixture.running
    state.view.isZoomed = true
    for pane in [Pane.loss, .diagnosis, .network] {
      state.view.focus = pane
      expectScreen(state, "zoomed-\(pane.rawValue)-80x24")
    }
  }

  @Test func `values read off a chart`() {
    var state = Fixture.running
    _ = state.press(.tab)
    for _ in 0..<10 { _ = state.press(.left) }
    expectScreen(state, "reading-80x24")
  }

  @Test func `what stands before the panes`() {
    var state = Fixture.running
    _ = state.press(.character("?"))
    expectScreen(state, "help-80x24")
    state = Fixture.running
    _ = state.press(.character("o"))
    _ = state.apply(.presetsListed(PresetTests.entries))
    _ = state.type("i")
    expectScreen(state, "presets-80x24")
    state = Fixture.running
    state.settings.cursor = "training.optimizer.name"
    _ = state.press(.enter)
    expectScreen(state, "choices-80x24")
    state = Fixture.running
    _ = state.press(.enter)
    _ = state.type("x")
    _ = state.press(.enter)
    expectScreen(state, "typing-80x24")
  }

  @Test func `what is asked stands at the bottom`() {
    var state = Fixture.running
    _ = state.press(.character(":"))
    _ = state.type("set training.s")
    _ = state.press(.tab)
    expectScreen(state, "command-80x24")
    state = Fixture.running
    state.settings.cursor = "data.seed"
    _ = state.press(.right)
    expectScreen(state, "fresh-start-80x24")
  }

  @Test func `notes on the data`() {
    var state = Fixture.idle
    let notes = [
      "Column id was left out: every value is different.",
      "Column texture_mean has 3 missing values; the mean of the training part stands in for them.",
    ]
    _ = state.apply(.trainer([.started(Fixture.facts(notes: notes))]))
    _ = state.press(.character("n"))
    expectScreen(state, "notes-80x24")
  }

  @Test(arguments: LayoutTests.sizes)
  func `any state can be drawn at any size`(size: Size) throws {
    var regression = Fixture.facts()
    regression.data.task = .regression
    regression.data.classNames = []
    var other = Fixture.idle
    let metrics = EvaluationMetrics(loss: 3, task: .regression(rmse: 4, mae: 3, r2: -1.5))
    let report = EpochReport(epoch: 1, step: 25, train: metrics, dev: metrics, seconds: 1)
    _ = other.apply(.trainer([.started(regression), .evaluated(report), .evaluated(report)]))
    for state in [Fixture.idle, Fixture.begun, Fixture.running, other] {
      for pane in Pane.allCases {
        for isZoomed in [false, true] {
          var state = state
          state.view.focus = pane
          state.view.isZoomed = isZoomed
          state.view.axis = isZoomed ? .seconds : .epoch
          state.view.window = .sixteenth
          let picture = state.screen(size: size)
          #expect(picture.size == size)
          #expect(picture.row(0).map(\.text).joined().contains("nn-tui  "))
        }
      }
    }
  }
}

@Suite struct CurveTests {
  @Test func `losses below 0 are drawn on a linear axis, and y says why`() {
    var state = Fixture.begun
    _ = state.apply(.trainer([.sampled(Fixture.sample(1, loss: -0.5))]))
    #expect(state.view.isLogarithmic)
    #expect(!state.isLogarithmic)
    _ = state.press(.character("y"))
    #expect(state.notice?.text == "Losses below 0 have no logarithm.")
  }

  @Test func `without colours the dev curve is dashed`() {
    func legend(_ glyphs: GlyphSet) -> String {
      var state = Fixture.running
      state.glyphs = glyphs
      return state.screen(size: Size(columns: 80, rows: 24)).row(2).map(\.text).joined()
    }
    #expect(legend(.unicode).contains("━ dev"))
    #expect(legend(.monochrome).contains("╌ dev"))
  }

  @Test func `a change late in a run is seen at its place on every axis`() throws {
    var state = Fixture.running
    let change = ConfigurationChange(
      id: 1, edit: .set("training.batch_size", .integer(32)))
    _ = state.apply(
      .trainer([try Fixture.applied(change, to: Fixture.configuration, atStep: 250)]))
    let place = try #require(state.run.ledger.entries.first?.place)
    #expect(place.value(on: .step) == 250)
    #expect(abs(place.value(on: .epoch) - 10) < 1e-9)
    #expect(abs(place.value(on: .seconds) - 0.02) < 1e-9)
  }
}
