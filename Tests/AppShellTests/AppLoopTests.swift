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

  @Test func `nothing that arrives with a request to end is answered before it`() {
    let world = ScriptedWorld(script: [
      Happening(
        at: .milliseconds(10),
        events: Array(repeating: .key(.right), count: 50) + [.interrupted(.terminate)])
    ])
    #expect(world.run() == .terminate)
    #expect(world.commands == [.stop])
  }

  @Test func `of a flood of keys each frame answers as many as a person presses, and the last`() {
    let flood = (0..<300).map {
      Happening(at: .milliseconds($0), events: Array(repeating: .key(.right), count: 1_000))
    }
    let world = ScriptedWorld(script: flood + [keys(.character("q"), .enter, at: 900)])
    world.mailbox = [.started(ScriptedWorld.facts)]
    world.latest = TrainingProgress()
    #expect(world.run() == nil)
    // 300 ms of a flood are three frames, of 64 keys and one more; a key sends one change at most.
    #expect(world.commands.count <= 3 * 65 + 1)
    #expect(world.frames.filter { $0 < .milliseconds(300) }.count <= 3)
  }

  @Test func `the last key of a flood is answered at its frame`() {
    let keys = Array(repeating: TerminalEvent.key(.character("j")), count: 5_000)
    let world = ScriptedWorld(script: [
      Happening(at: .milliseconds(100), events: keys + [.key(.character("q"))])
    ])
    #expect(world.run() == nil)
    #expect(world.now < .milliseconds(400))
  }

  @Test func `a flood into an open line is text of it`() {
    let text = Array(repeating: TerminalEvent.key(.character("x")), count: 500)
    let world = ScriptedWorld(script: [
      keys(.character("s"), .control("u"), at: 10),
      Happening(at: .milliseconds(50), events: text), keys(.enter, at: 400),
      keys(.character("q"), at: 500),
    ])
    #expect(world.run() == nil)
    #expect(world.saves.map(\.reference) == [String(repeating: "x", count: 500)])
  }
}
