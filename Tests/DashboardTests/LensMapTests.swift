import ExperimentModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct LensMapTests {
  private static let medium = Size(columns: 120, rows: 40)
  private static let large = Size(columns: 200, rows: 60)
  private static let rate: HyperparameterKey = "training.optimizer.learning_rate"
  private static let size: HyperparameterKey = "training.batch_size"

  /// A run with a map of learning rate and batch size, and what it asked for.
  private func opened(
    at size: Size = Size(columns: 80, rows: 24)
  ) throws -> (
    DashboardState, LensRequest
  ) {
    var state = Fixture.running
    _ = state.apply(.terminal(.resized(size)))
    _ = state.press(.character("P"))
    let request = try #require(state.press(.enter).last?.lens)
    return (state, request)
  }

  @Test func `P looks at the field, and offers one that goes with it`() {
    var state = Fixture.running
    #expect(state.press(.character("P")).last?.lens?.axes.map(\.key) == [Self.rate])
    #expect(state.lens?.isPairing == true)
    #expect(state.settings.cursor == Self.size)
  }

  @Test func `Enter looks at all pairs of the two`() throws {
    let (state, request) = try opened()
    #expect(request.axes.map(\.key) == [Self.rate, Self.size])
    #expect(request.axes.map(\.values.count) == [5, 5])
    #expect(state.lens?.selected == request.currentTrial)
    #expect(state.settings.cursor == Self.rate)
  }

  @Test func `another field can be chosen, but not the same and none that has no lens`() throws {
    var state = Fixture.running
    _ = state.press(.character("p"))
    let only = state.lens?.request?.id
    #expect(state.press(.character("P")) == [])
    #expect(state.lens?.request?.id == only)
    _ = state.press(.down)
    #expect(state.settings.cursor == "training.epochs")
    #expect(state.press(.enter) == [])
    #expect(state.notice?.text == "Epochs ends a run: a short training cannot tell.")
    while state.settings.cursor != Self.rate { _ = state.press(.up) }
    #expect(state.press(.enter) == [])
    #expect(state.notice?.text == "Learning rate is the first field: choose another one.")
    _ = state.press(.up)
    #expect(
      state.press(.character("P")).last?.lens?.axes.map(\.key)
        == [Self.rate, "training.optimizer.name"])
  }

  @Test func `the choice goes on where the trials begin anew`() throws {
    var state = Fixture.running
    _ = state.press(.character("P"))
    let facts = try #require(state.run.facts)
    let rate = ConfigurationChange(id: 1, edit: .set(Self.rate, .real(0.002)), author: .schedule)
    let effects = state.apply(
      .trainer([
        .changeApplied(AppliedChange(change: rate, atStep: 90, consequence: .kept, facts: facts))
      ]))
    #expect(effects.last?.lens?.axes.map(\.key) == [Self.rate])
    #expect(state.lens?.isPairing == true)
    #expect(state.settings.cursor == Self.size)
  }

  @Test func `Esc ends the choice, and then the lens`() {
    var state = Fixture.running
    _ = state.press(.character("P"))
    #expect(state.press(.escape) == [])
    #expect(state.lens?.isPairing == false)
    #expect(state.settings.cursor == Self.rate)
    #expect(state.press(.escape) == [.closeLens])
  }

  @Test func `arrows go over the map, upwards to larger numbers`() throws {
    var (state, request) = try opened()
    _ = state.press(.up, .right)
    let edits = request.edits(ofTrial: try #require(state.lens?.selected))
    #expect(edits == [.set(Self.rate, .real(0.003)), .set(Self.size, .integer(32))])
    for _ in 0..<9 { _ = state.press(.up, .right) }
    #expect(state.lens?.selected == request.trialCount - 1)
    for _ in 0..<9 { _ = state.press(.down, .left) }
    #expect(state.lens?.selected == 0)
  }

  @Test func `Enter takes both values`() throws {
    var (state, _) = try opened()
    _ = state.press(.down, .left)
    #expect(
      state.press(.enter) == [
        .closeLens,
        .train(.change(ConfigurationChange(id: 1, edit: .set(Self.rate, .real(0.0003))))),
        .train(.change(ConfigurationChange(id: 2, edit: .set(Self.size, .integer(8))))),
      ])
    #expect(state.lens == nil)
  }

  @Test func `a change that takes effect draws the map anew, as large as before`() throws {
    var (state, first) = try opened(at: Self.medium)
    #expect(first.trialCount == 81)
    let change = ConfigurationChange(id: 1, edit: .set(Self.rate, .real(0.002)))
    _ = state.press(.character("+"))
    let applied = try Fixture.applied(change, to: Fixture.configuration, atStep: 300)
    let second = try #require(state.apply(.trainer([applied])).last?.lens)
    #expect(second.trialCount == 81)
    #expect(second.axes.map(\.key) == first.axes.map(\.key))
  }

  @Test func `the map takes as many values as have room`() {
    #expect(LensMap.valueCount(in: Size(columns: 48, rows: 20)) == 5)
    #expect(LensMap.valueCount(in: Size(columns: 60, rows: 20)) == 7)
    #expect(LensMap.valueCount(in: Size(columns: 79, rows: 22)) == 9)
    #expect(LensMap.valueCount(in: Size(columns: 79, rows: 12)) == 5)
  }

  @Test func `choosing the second field`() {
    var state = Fixture.running
    _ = state.press(.character("P"))
    expectScreen(state, "lens-pairing-80x24")
  }

  @Test func `a map that is empty, growing, and full at three sizes`() throws {
    var (state, request) = try opened()
    expectScreen(state, "lens-map-empty-80x24")
    _ = state.apply(.lensGrew(Fixture.report(request, points: 5, best: 18)))
    expectScreen(state, "lens-map-growing-80x24")
    _ = state.press(.up)
    _ = state.apply(.lensGrew(Fixture.report(request, points: 129, best: 18)))
    expectScreen(state, "lens-map-80x24")
    for size in [Self.medium, Self.large] {
      (state, request) = try opened(at: size)
      _ = state.apply(.lensGrew(Fixture.report(request, points: 129, best: 60)))
      expectScreen(state, at: size, "lens-map-\(size.columns)x\(size.rows)")
    }
  }

  @Test func `a map without colours, and in plain letters`() throws {
    var (state, request) = try opened()
    _ = state.apply(.lensGrew(Fixture.report(request, points: 40, best: 18)))
    state.glyphs = .monochrome
    expectScreen(state, "lens-map-monochrome-80x24")
    state.glyphs = .ascii
    expectScreen(state, "lens-map-ascii-80x24")
  }

  @Test func `pairs that flew off or were not trained, and names below each other`() throws {
    var state = Fixture.running
    _ = state.press(.character("P"))
    state.settings.cursor = .layer(0, "activation")
    let request = try #require(state.press(.enter).last?.lens)
    var odd = Fixture.report(request, points: 40, best: 7, error: 1)
    odd.trials[1] = LensTrial(refusal: "takes too much memory")
    odd.trials[4].scores[39] = .nan
    odd.trials[4].difference = .nan
    odd.trials[9].scores[39] = 1e4
    _ = state.apply(.lensGrew(odd))
    _ = state.press(.down)
    expectScreen(state, "lens-map-odd-80x24")
  }
}
