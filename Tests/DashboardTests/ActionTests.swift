import Diagnosis
import ExperimentModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct ActionTests {
  @Test func `Space pauses and goes on`() {
    var state = Fixture.running
    #expect(state.press(.character(" ")) == [.train(.pause)])
    _ = state.apply(.trainer([.paused(atStep: 300)]))
    #expect(!state.isTraining)
    #expect(state.press(.character(" ")) == [.train(.resume)])
    _ = state.apply(.trainer([.resumed(atStep: 300)]))
    #expect(state.isTraining)
  }

  @Test func `one step and a restart are asked of the trainer`() {
    var state = Fixture.running
    #expect(state.press(.character(".")) == [.train(.stepOnce)])
    #expect(state.press(.character("r")) == [.train(.restart)])
  }

  @Test func `a restart of a long run is asked about`() {
    var state = Fixture.running
    var progress = Fixture.progress(epochs: 12)
    progress.trainingSeconds = 125
    _ = state.apply(.progress(progress))
    #expect(state.press(.character("r")) == [])
    #expect(state.press(.enter) == [.train(.restart)])
  }

  @Test func `a run that has ended cannot be paused, and says what to do`() {
    var state = Fixture.running
    _ = state.apply(.trainer([Fixture.end(.completed)]))
    #expect(
      state.notice?.text == "25 epochs done: raise epochs to go on, r to start again.")
    #expect(state.press(.character(" ")) == [])
    #expect(
      state.notice?.text == "25 epochs done: raise epochs to go on, r to start again.")
    #expect(!state.isTraining)
    _ = state.apply(.trainer([.resumed(atStep: 625)]))
    #expect(state.isTraining)
  }

  @Test func `a change in a run that has ended says what sets it going`() throws {
    var state = Fixture.running
    _ = state.apply(.trainer([Fixture.end(.completed)]))
    let rate = ConfigurationChange(
      id: 1, edit: .set("training.optimizer.learning_rate", .real(0.002)))
    #expect(state.press(.right) == [.train(.change(rate))])
    let applied = try Fixture.applied(rate, to: Fixture.configuration, atStep: 625)
    _ = state.apply(.trainer([applied]))
    #expect(
      state.notice?.text == "Learning rate waits: raise epochs to go on, r to start again.")
    _ = state.apply(.trainer([applied, .resumed(atStep: 625)]))
    #expect(state.notice == nil)
  }

  @Test func `the end of a run leads to what was noted of the data`() {
    var state = Fixture.idle
    _ = state.apply(
      .trainer([.started(Fixture.facts(notes: ["One.", "Two."])), Fixture.end(.completed)]))
    #expect(
      state.notice?.text
        == "25 epochs done: raise epochs to go on, r to start again. 2 data notes: n")
  }

  @Test func `views are switched`() {
    var state = Fixture.running
    _ = state.press(.character("y"))
    #expect(!state.view.isLogarithmic)
    _ = state.press(.character("x"), .character("x"))
    #expect(state.view.axis == .seconds)
    _ = state.press(.character("w"))
    #expect(state.view.window == .quarter)
    _ = state.press(.character("z"))
    #expect(state.zoomedPane == .settings)
    _ = state.press(.escape)
    #expect(state.zoomedPane == nil)
  }

  @Test func `panes follow one another and go around`() {
    var state = Fixture.running
    #expect(DashboardLayout(size: state.size).panes == [.settings, .loss, .diagnosis])
    var seen: [Pane] = []
    for _ in 0..<3 {
      _ = state.press(.tab)
      seen.append(state.view.focus)
    }
    #expect(seen == [.loss, .diagnosis, .settings])
    _ = state.press(.backTab)
    #expect(state.view.focus == .diagnosis)
    _ = state.press(.escape)
    #expect(state.view.focus == .settings)
  }

  @Test func `full screen, every pane is reached`() {
    var state = Fixture.running
    _ = state.press(.character("z"))
    var seen: Set<Pane> = []
    for _ in Pane.allCases {
      _ = state.press(.tab)
      seen.insert(state.view.focus)
    }
    #expect(seen == Set(Pane.allCases).subtracting([.twin]))
  }

  @Test func `in a chart the arrows read values, and plus still nudges`() {
    var state = Fixture.running
    _ = state.press(.tab, .left, .left)
    #expect(state.view.reading != nil)
    #expect(state.press(.character("+")).count == 1)
    _ = state.press(.escape)
    #expect(state.view.reading == nil)
    #expect(state.view.focus == .loss)
  }

  @Test func `the cursor goes through every field and stops at the ends`() {
    var state = Fixture.running
    _ = state.press(.home)
    let fields = state.settings.fields.map(\.key)
    #expect(Set(fields) == Set(Hyperparameter.all(in: state.settings.wished).map(\.key)))
    var seen = [state.settings.cursor]
    for _ in 0..<fields.count {
      _ = state.press(.character("j"))
      seen.append(state.settings.cursor)
    }
    #expect(seen == fields + [fields[fields.count - 1]])
    _ = state.press(.up)
    #expect(state.settings.cursor == fields[fields.count - 2])
  }

  @Test func `Enter on a remedy goes to its field`() {
    var state = Fixture.begun
    for epoch in 1...2 {
      _ = state.apply(.trainer([.evaluated(Fixture.report(epoch, loss: 0.9))]))
    }
    #expect(state.run.judge.verdict == .highBias)
    _ = state.press(.backTab, .down, .enter)
    #expect(state.settings.cursor == "training.epochs")
    #expect(state.view.focus == .settings)
  }

  @Test func `the number of a remedy goes to its field from every pane`() {
    var state = Fixture.begun
    _ = state.press(.character("1"))
    #expect(state.notice?.text == "There is nothing to try.")
    for epoch in 1...2 {
      _ = state.apply(.trainer([.evaluated(Fixture.report(epoch, loss: 0.9))]))
    }
    let keys = state.remedies.map(\.key)
    for (index, key) in keys.enumerated() {
      state.view.focus = .loss
      _ = state.press(.character(Character("\(index + 1)")))
      #expect(state.settings.cursor == key)
      #expect(state.view.focus == .settings)
    }
    _ = state.apply(.trainer([.evaluated(Fixture.report(3, loss: .nan))]))
    _ = state.press(.character("6"))
    #expect(state.notice?.text == "There are \(state.remedies.count) remedies.")
  }

  @Test func `quitting asks only where something would be lost`() {
    var state = Fixture.running
    #expect(state.press(.character("q")) == [.quit])
    #expect(state.press(.control("c")) == [.quit])
    _ = state.press(.right)
    #expect(state.press(.character("q")) == [])
    guard case .question(let question) = state.overlay else {
      Issue.record("a question is expected")
      return
    }
    #expect(question.text == "The changes are not saved: Learning rate.")
    #expect(state.press(.enter) == [.quit])
  }

  @Test func `a key without a meaning says where the keys are`() {
    var state = Fixture.running
    #expect(state.press(.character("Q")) == [])
    #expect(state.notice?.text == "Q does nothing here; ? shows the keys.")
  }

  @Test func `an interruption ends it`() {
    var state = Fixture.running
    #expect(state.apply(.terminal(.interrupted(.terminate))) == [.quit])
  }

  @Test func `messages fade, what went wrong stays`() {
    var state = Fixture.running
    _ = state.apply(.tick(seconds: 1))
    _ = state.apply(.presetSaveFailed(reason: "The disk is full."))
    _ = state.apply(.tick(seconds: 100))
    #expect(state.notice?.text == "The disk is full.")
    _ = state.press(.down)
    #expect(state.notice == nil)
    state.tell("Saved.", .good)
    _ = state.apply(.tick(seconds: 105))
    #expect(state.notice != nil)
    _ = state.apply(.tick(seconds: 109))
    #expect(state.notice == nil)
  }
}

@Suite struct ActionTableTests {
  @Test func `every name stands in the table once`() {
    #expect(
      Action.all.map(\.name).sorted { $0.rawValue < $1.rawValue }
        == ActionName.allCases.sorted { $0.rawValue < $1.rawValue })
  }

  @Test func `no key means two things in one pane`() {
    for pane in Pane.allCases {
      for key in Set(Action.all.flatMap(\.keys)) {
        let general = Action.all.filter { $0.panes.isEmpty && $0.keys.contains(key) }
        let special = Action.all.filter { $0.panes.contains(pane) && $0.keys.contains(key) }
        #expect(general.count <= 1, "\(key)")
        #expect(special.count <= 1, "\(key) in \(pane)")
      }
    }
  }

  // Section 6 of the interfaces.
  @Test(arguments: [
    ("↑", ActionName.previous), ("k", .previous), ("↓", .next), ("j", .next), ("←", .lower),
    ("h", .lower), ("-", .lower), ("→", .raise), ("l", .raise), ("+", .raise), ("Enter", .edit),
    ("Space", .pause), (".", .step), ("r", .restart), ("u", .undo), ("U", .redo), ("a", .addLayer),
    ("d", .deleteLayer), ("t", .twin), ("T", .takeTwin),
    ("s", .save), ("o", .open), ("Tab", .nextPane), ("Shift-Tab", .previousPane), ("z", .zoom),
    ("y", .yAxis), ("x", .xAxis), ("?", .help), (":", .command), ("q", .quit), ("Esc", .back),
    ("Ctrl-C", .quit), ("Ctrl-Z", .suspend),
  ])
  func `the promised keys mean what was promised`(key: String, action: ActionName) throws {
    let key = try #require(Key(key))
    #expect(Action.named(by: key, in: .settings)?.name == action)
  }

  @Test func `help shows every key, command and mark`() {
    let state = Fixture.running
    let text = state.lines(of: .help, columns: 74).map { "\($0)" }.joined(separator: "\n")
    for action in Action.all {
      #expect(text.contains(action.keys.map(\.description).joined(separator: " ")))
      #expect(text.contains(":" + action.name.rawValue))
    }
    for command in CommandForm.all { #expect(text.contains(command.form)) }
  }

  @Test func `every hint is a key of the table`() {
    var state = Fixture.running
    let labels = Set(Action.all.flatMap(\.keys).map(\.description) + ["↑↓", "←→"])
    for pane in Pane.allCases {
      state.view.focus = pane
      for hint in HintsLine(state: state, panes: []).hints {
        #expect(labels.contains(hint.key), "\(hint.key)")
      }
    }
  }

  @Test(arguments: ActionName.allCases)
  func `every action can be given as a command, in every odd moment`(name: ActionName) {
    for state in [Fixture.idle, Fixture.begun, Fixture.running] {
      var state = state
      _ = state.press(.character(":"))
      _ = state.type(name.rawValue)
      _ = state.press(.enter)
      #expect(state.notice?.text.hasPrefix("No command") != true)
      _ = state.screen(size: Size(columns: 80, rows: 24))
    }
  }
}
