import AppShell
import Dashboard
import ExperimentModel
import TerminalUI
import Testing

@MainActor @Suite struct AppLoopTests {
  private typealias Happening = ScriptedWorld.Happening

  private func keys(_ keys: Key..., at milliseconds: Int) -> Happening {
    Happening(at: .milliseconds(milliseconds), events: keys.map { .key($0) })
  }

  @Test func `the first picture is shown at once`() {
    let world = ScriptedWorld(script: [keys(.character("q"), at: 500)])
    #expect(world.run() == nil)
    #expect(world.frames.first == .zero)
  }

  @Test func `a running trainer is drawn thirty times a second at most`() {
    let world = ScriptedWorld(
      script: (1..<1_000).map { Happening(at: .milliseconds($0), events: [.woken]) }
        + [keys(.character("q"), at: 1_000)])
    world.mailbox = [.started(ScriptedWorld.facts)]
    world.latest = TrainingProgress()
    world.isStepping = true
    _ = world.run()
    #expect((28...31).contains(world.frames.count))
    for (earlier, later) in zip(world.frames, world.frames.dropFirst()) {
      #expect(later - earlier >= AppLoop.frame)
    }
    #expect(world.drains.count <= world.frames.count + 1)
  }

  @Test func `a trainer without news is looked at but not drawn`() {
    let world = ScriptedWorld(script: [keys(.character("q"), at: 1_000)])
    world.mailbox = [.started(ScriptedWorld.facts)]
    world.latest = TrainingProgress()
    _ = world.run()
    #expect(world.frames.count <= 2)
  }

  @Test func `while paused nothing wakes the loop but a person`() {
    let world = ScriptedWorld(script: [
      keys(.character("j"), at: 60_000), keys(.character("q"), at: 120_000),
    ])
    world.mailbox = [.started(ScriptedWorld.facts), .paused(atStep: 0)]
    _ = world.run()
    #expect(world.waits.filter { $0 == nil }.count >= 2)
    #expect(world.waits.count < 12)
    #expect(world.frames.count == 2)
  }

  @Test func `keys that arrive together share one picture`() {
    let world = ScriptedWorld(script: [
      keys(.down, .down, .down, .down, at: 100), keys(.character("q"), at: 200),
    ])
    _ = world.run()
    #expect(world.frames == [.zero, .milliseconds(100)])
  }

  @Test func `a key is answered within a frame while training runs`() {
    let world = ScriptedWorld(script: [
      keys(.right, at: 50), keys(.character("q"), .enter, at: 300),
    ])
    world.mailbox = [.started(ScriptedWorld.facts)]
    world.latest = TrainingProgress()
    world.answer = { command in
      guard case .change(let change) = command else { return [] }
      return [
        .changeApplied(
          AppliedChange(
            change: change, atStep: 3, consequence: .kept, facts: ScriptedWorld.facts))
      ]
    }
    _ = world.run()
    let sent = world.commands.compactMap { command -> ConfigurationChange? in
      if case .change(let change) = command { change } else { nil }
    }
    #expect(
      sent.map(\.edit) == [.set("training.optimizer.learning_rate", .real(0.002))])
    #expect(world.frames.contains { $0 > .milliseconds(50) && $0 <= .milliseconds(83) })
  }

  @Test func `leaving stops the trainer`() {
    let world = ScriptedWorld(script: [keys(.character("q"), at: 10)])
    #expect(world.run() == nil)
    #expect(world.commands == [.stop])
  }

  @Test func `an interruption stops the trainer and is told`() {
    let world = ScriptedWorld(script: [
      Happening(at: .milliseconds(10), events: [.interrupted(.hangup)])
    ])
    #expect(world.run() == .hangup)
    #expect(world.commands == [.stop])
  }

  @Test(arguments: [(300, "looking for presets"), (700, "spiral")])
  func `presets are listed when they are found, and the loop goes on until then`(
    end: Int, text: String
  ) {
    let world = ScriptedWorld(
      script: [
        keys(.character("o"), at: 100), keys(.backspace, at: 250),
        Happening(at: .milliseconds(end), events: [.woken]),
        Happening(at: .milliseconds(end + 50), events: [.interrupted(.terminate)]),
      ])
    world.timeOfList = .milliseconds(600)
    #expect(world.run() == .terminate)
    #expect(world.frames.contains(.milliseconds(250)))
    #expect(world.picture.contains { $0.contains(text) })
  }

  @Test func `a name that is taken is asked about before it is replaced`() {
    let world = ScriptedWorld(script: [
      keys(.character("s"), .control("u"), at: 10),
      Happening(
        at: .milliseconds(50), events: "taken".map { .key(.character($0)) } + [.key(.enter)]),
      keys(.enter, at: 100), keys(.character("q"), at: 200),
    ])
    #expect(world.run() == nil)
    #expect(world.saves.map(\.reference) == ["taken", "taken"])
    #expect(world.saves.map(\.isOverwriting) == [false, true])
  }
}
