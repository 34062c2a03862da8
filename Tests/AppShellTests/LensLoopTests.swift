import AppShell
import ExperimentModel
import TerminalUI
import Testing

@MainActor @Suite struct LensLoopTests {
  @Test func `a lens is asked of the trainer, drawn when it shows something, and ended`() throws {
    let world = ScriptedWorld(script: [
      .init(at: .milliseconds(100), events: [.key(.character("p"))]),
      .init(at: .milliseconds(500), events: [.woken]),
      .init(at: .milliseconds(900), events: [.key(.escape)]),
      .init(at: .milliseconds(1_000), events: [.key(.character("q"))]),
    ])
    world.mailbox = [.started(ScriptedWorld.facts), .paused(atStep: 0)]
    _ = world.run()
    #expect(world.lenses.count == 2)
    let request = try #require(world.lenses[0])
    #expect(request.axes.map(\.key) == ["training.optimizer.learning_rate"])
    #expect(world.lenses[1] == nil)
    #expect(world.frames.contains(.milliseconds(500)))
  }
}
