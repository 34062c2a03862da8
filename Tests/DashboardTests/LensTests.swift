import ExperimentModel
import TerminalUI
import TestKit
import Testing

@testable import Dashboard

@Suite struct LensTests {
  private static let medium = Size(columns: 120, rows: 40)
  private static let large = Size(columns: 200, rows: 60)
  private static let rate: HyperparameterKey = "training.optimizer.learning_rate"

  /// A run with a lens on the learning rate, and what it asked for.
  private func opened(
    _ running: DashboardState = Fixture.running
  ) throws -> (DashboardState, LensRequest) {
    var state = running
    let request = try #require(state.press(.character("p")).last?.lens)
    return (state, request)
  }

  @Test func `p asks for the values around the field under the cursor`() throws {
    let (state, request) = try opened()
    #expect(request.axes.map(\.key) == [Self.rate])
    #expect(request.axes[0].values.count == 9)
    #expect(request.axes[0].values[request.currentTrial] == .real(0.001))
    #expect(state.lens?.selected == request.currentTrial)
  }

  @Test func `Esc ends the trainings and leaves no trace`() throws {
    let before = Fixture.running
    var (state, request) = try opened(before)
    _ = state.apply(.lensGrew(Fixture.report(request, points: 20, best: 6)))
    _ = state.press(.right)
    #expect(state.press(.escape) == [.closeLens])
    #expect(state.lens == nil)
    #expect(state.configuration == before.configuration)
    #expect(
      state.screen(size: Size(columns: 80, rows: 24))
        == before.screen(size: Size(columns: 80, rows: 24)))
    // Reports that were on their way are of no lens.
    _ = state.apply(.lensGrew(Fixture.report(request, points: 24, best: 6)))
    #expect(state.lens == nil)
  }

  @Test func `arrows choose a value and Enter makes it an ordinary change`() throws {
    var (state, _) = try opened()
    #expect(state.press(.right, .right, .left, .right) == [])
    let change = ConfigurationChange(id: 1, edit: .set(Self.rate, .real(0.01)))
    #expect(state.press(.enter) == [.closeLens, .train(.change(change))])
    #expect(state.settings.isPending(Self.rate))
    #expect(state.lens == nil)
  }

  @Test func `a choice stops at the ends of the values`() throws {
    var (state, request) = try opened()
    for _ in 0..<20 { _ = state.press(.left) }
    #expect(state.lens?.selected == 0)
    for _ in 0..<20 { _ = state.press(.right) }
    #expect(state.lens?.selected == request.trialCount - 1)
  }

  @Test func `Enter on the value in force changes nothing`() throws {
    var (state, _) = try opened()
    #expect(state.press(.enter) == [.closeLens])
    #expect(!state.settings.hasChangesUnderWay)
  }

  @Test func `a value that was not trained is not taken`() throws {
    var (state, request) = try opened()
    var refusing = Fixture.report(request, points: 3, best: 6)
    refusing.trials[5] = LensTrial(refusal: "takes too much memory")
    _ = state.apply(.lensGrew(refusing))
    #expect(state.press(.right, .enter) == [])
    #expect(state.notice?.text == "It cannot be taken: takes too much memory")
    #expect(state.lens != nil)
  }

  @Test func `going to another field looks at that one`() throws {
    var (state, first) = try opened()
    let second = try #require(state.press(.down).last?.lens)
    #expect(second.id > first.id)
    #expect(second.axes.map(\.key) == [state.settings.cursor])
    #expect(state.settings.cursor != Self.rate)
    _ = state.apply(.lensGrew(Fixture.report(first, points: 5, best: 3)))
    #expect(state.lens?.report == nil)
  }

  @Test func `p looks again`() throws {
    var (state, first) = try opened()
    let second = try #require(state.press(.character("p")).last?.lens)
    #expect(second.id == first.id + 1)
    #expect(second.axes == first.axes)
  }

  @Test func `a field without a lens says why`() {
    var state = Fixture.running
    state.settings.cursor = "data.seed"
    #expect(state.press(.character("p")) == [])
    #expect(state.lens == nil)
    #expect(
      state.notice?.text
        == "Data seed needs a fresh start: from the present weights it cannot be tried.")
  }

  @Test func `coming upon a field without a lens ends the trainings, and the next begins others`()
    throws
  {
    var state = Fixture.running
    state.settings.cursor = "training.batch_size"
    _ = try opened(state)
    _ = state.press(.character("p"))
    #expect(state.press(.down) == [.closeLens])
    #expect(state.settings.cursor == "training.epochs")
    expectScreen(state, "lens-refused-80x24")
    #expect(state.press(.down).last?.lens != nil)
  }

  @Test func `before the run there is nothing to look at`() {
    var state = Fixture.idle
    #expect(state.press(.character("p")) == [])
    #expect(state.notice?.text == "The run has not begun yet.")
  }

  @Test func `a change that takes effect makes it look again from there`() throws {
    var (state, first) = try opened()
    let change = ConfigurationChange(id: 1, edit: .set(Self.rate, .real(0.002)))
    #expect(state.press(.character("+")) == [.train(.change(change))])
    let applied = try Fixture.applied(change, to: Fixture.configuration, atStep: 300)
    let second = try #require(state.apply(.trainer([applied])).last?.lens)
    #expect(second.id > first.id)
    #expect(second.axes[0].values[second.currentTrial] == .real(0.002))
    #expect(state.apply(.trainer([.paused(atStep: 310)])) == [])
  }

  @Test func `training can be paused below it`() throws {
    var (state, _) = try opened()
    #expect(state.press(.character(" ")) == [.train(.pause)])
    #expect(state.lens != nil)
  }

  @Test func `what the trials say`() throws {
    let (_, request) = try opened()
    func verdict(_ report: LensReport) -> LensVerdict { LensVerdict(request, report) }
    #expect(verdict(Fixture.report(request, points: 1, best: 6)) == .unknown)
    #expect(verdict(Fixture.report(request, points: 9, best: 6)) == .better(6))
    #expect(verdict(Fixture.report(request, points: 9, best: 6, error: 1)) == .cannotTell(best: 6))
    #expect(verdict(Fixture.report(request, points: 9, best: request.currentTrial)) == .here)
    #expect(
      verdict(Fixture.report(request, points: 9, best: request.currentTrial, error: 1))
        == .cannotTell(best: request.currentTrial))
  }

  @Test func `a best value within chance says nothing of the others`() throws {
    var (state, request) = try opened()
    func picture(best: Int) -> String {
      _ = state.apply(.lensGrew(Fixture.report(request, points: 9, best: best, error: 1)))
      return PictureText(state.screen(size: Self.medium)).text
    }
    #expect(picture(best: 6).contains("cannot tell: the best is within chance"))
    #expect(
      picture(best: request.currentTrial)
        .contains("cannot tell: the differences are within chance"))
  }

  @Test func `a lens that has just been opened`() throws {
    let (state, request) = try opened()
    expectScreen(state, "lens-empty-80x24")
    var begun = state
    _ = begun.apply(.lensGrew(Fixture.report(request, points: 1, best: 6)))
    expectScreen(begun, "lens-one-point-80x24")
  }

  @Test func `a fan that grows, and a full one at three sizes`() throws {
    var (state, request) = try opened()
    _ = state.apply(.lensGrew(Fixture.report(request, points: 12, best: 6)))
    expectScreen(state, "lens-growing-80x24")
    _ = state.press(.right)
    _ = state.apply(.lensGrew(Fixture.report(request, points: 129, best: 6)))
    expectScreen(state, "lens-full-80x24")
    expectScreen(state, at: Self.medium, "lens-full-120x40")
    expectScreen(state, at: Self.large, "lens-full-200x60")
  }

  @Test func `a fan without colours, and in plain letters`() throws {
    var (state, request) = try opened()
    _ = state.apply(.lensGrew(Fixture.report(request, points: 129, best: 6)))
    state.glyphs = .monochrome
    expectScreen(state, at: Self.medium, "lens-monochrome-120x40")
    state.glyphs = .ascii
    expectScreen(state, "lens-ascii-80x24")
  }

  @Test func `trials that flew off or could not be trained`() throws {
    var (state, request) = try opened()
    var odd = Fixture.report(request, points: 40, best: 2, error: 1)
    for point in 5..<40 { odd.trials[8].scores[point] = point < 9 ? 1e4 : .nan }
    odd.trials[8].difference = .nan
    odd.trials[7] = LensTrial(refusal: "takes too much memory")
    _ = state.apply(.lensGrew(odd))
    expectScreen(state, at: Self.medium, "lens-odd-120x40")
  }

  @Test func `a lens that the trainer refuses`() throws {
    var (state, request) = try opened()
    let reason = "The run uses 2 threads: pause it first."
    _ = state.apply(.lensGrew(LensReport(id: request.id, phase: .refused(reason: reason))))
    #expect(state.lens?.refusal == reason)
    expectScreen(state, "lens-refused-by-the-trainer-80x24")
  }

  @Test func `names and errors`() throws {
    var state = Fixture.running
    state.settings.cursor = "training.loss"
    var (looking, request) = try opened(state)
    var errors = Fixture.report(request, points: 40, best: 3)
    errors.measure = .errorRate
    _ = looking.apply(.lensGrew(errors))
    expectScreen(looking, at: Self.medium, "lens-names-120x40")
  }
}
