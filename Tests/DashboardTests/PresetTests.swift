import ExperimentModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct PresetTests {
  @Test func `saving proposes a name, and what was saved is not lost any more`() {
    var state = Fixture.running
    _ = state.press(.right)
    #expect(state.settings.isChanged)
    #expect(state.press(.character("s")) == [])
    guard case .prompt(let prompt) = state.overlay else {
      Issue.record("a prompt is expected")
      return
    }
    #expect(prompt.prompt.text == "breast-cancer-four-hidden-layers")
    let effects = state.press(.enter)
    let request = PresetSaveRequest(
      reference: "breast-cancer-four-hidden-layers", configuration: state.configuration)
    #expect(effects == [.savePreset(request)])
    _ = state.apply(.presetSaved(request, reference: "breast-cancer-four-hidden-layers"))
    #expect(!state.settings.isChanged)
    #expect(state.notice?.kind == .good)
  }

  @Test func `a preset that exists is replaced only when that is agreed to`() {
    var state = Fixture.running
    let request = PresetSaveRequest(reference: "mine", configuration: state.configuration)
    _ = state.apply(.presetExists(request))
    #expect(state.press(.escape) == [])
    _ = state.apply(.presetExists(request))
    var overwriting = request
    overwriting.isOverwriting = true
    #expect(state.press(.enter) == [.savePreset(overwriting)])
  }

  @Test func `the list is narrowed by typing and opens the chosen one`() {
    var state = Fixture.running
    #expect(state.press(.character("o")) == [.listPresets])
    _ = state.apply(.presetsListed(Self.entries))
    _ = state.type("sp")
    guard case .presets(let list) = state.overlay else {
      Issue.record("a list is expected")
      return
    }
    #expect(list.matches.map(\.reference) == ["spiral"])
    #expect(state.press(.enter) == [.openPreset("spiral")])
    #expect(state.overlay == nil)
  }

  @Test func `an opened preset begins and becomes what saving is measured by`() {
    var state = Fixture.running
    let entry = Self.entries[2]
    #expect(state.apply(.presetOpened(entry)) == [.train(.open(entry.configuration))])
    _ = state.apply(.trainer([.started(Fixture.facts(entry.configuration))]))
    #expect(!state.settings.isChanged)
    #expect(state.settings.reference == "spiral")
    #expect(state.configuration == entry.configuration)
    #expect(state.run.history.end.step == 0)
  }

  @Test func `opening asks where changes would be lost`() {
    var state = Fixture.running
    _ = state.press(.right)
    let entry = Self.entries[1]
    #expect(state.apply(.presetOpened(entry)) == [])
    #expect(state.press(.enter) == [.train(.open(entry.configuration))])
  }

  @Test func `a preset that cannot be opened leaves the run as it is`() {
    var state = Fixture.running
    let before = state.configuration
    _ = state.apply(.presetOpened(Self.entries[2]))
    _ = state.apply(.trainer([.openFailed(reason: "There is no such file.")]))
    #expect(state.configuration == before)
    #expect(state.settings.reference == "breast-cancer")
    #expect(state.notice?.text == "There is no such file.")
    _ = state.apply(.presetOpenFailed(reason: "It is no preset."))
    #expect(state.configuration == before)
    #expect(state.notice?.text == "It is no preset.")
  }

  @Test func `write and quit leaves only once the preset is saved`() {
    var state = Fixture.running
    _ = state.press(.right, .character(":"))
    _ = state.type("wq mine")
    let effects = state.press(.enter)
    let request = PresetSaveRequest(reference: "mine", configuration: state.configuration)
    #expect(effects == [.savePreset(request)])
    #expect(state.apply(.presetSaveFailed(reason: "The disk is full.")) == [])
    #expect(state.apply(.presetSaved(request, reference: "mine")) == [])
    _ = state.press(.right, .character(":"))
    _ = state.type("wq mine")
    _ = state.press(.enter)
    #expect(state.apply(.presetSaved(request, reference: "mine")) == [.quit])
  }

  static let entries = ["breast-cancer", "digits", "spiral"].map { name in
    var configuration = ExperimentConfiguration()
    configuration.data.source = name
    return PresetEntry(reference: name, configuration: configuration, isBuiltIn: true)
  }
}

@Suite struct CommandTests {
  private func run(_ command: String) -> (state: DashboardState, effects: [DashboardEffect]) {
    var state = Fixture.running
    state.knownPresets = PresetTests.entries
    _ = state.press(.character(":"))
    _ = state.type(command)
    let effects = state.press(.enter)
    return (state, effects)
  }

  @Test func `set changes any key of the preset`() {
    #expect(
      run("set training.batch_size=64").effects == [
        .train(
          .change(
            ConfigurationChange(id: 1, edit: .set("training.batch_size", .integer(64)))))
      ])
    #expect(run("set network.hidden.0.units 128").effects.count == 1)
  }

  @Test(arguments: Hyperparameter.all(in: Fixture.configuration).map(\.key.description))
  func `every key can be set, and its present value is no change`(key: String) throws {
    let field = try Hyperparameter.named(HyperparameterKey(key), in: Fixture.configuration)
    let value = field.value(in: Fixture.configuration)
    let result = run("set \(key)=\(value)")
    #expect(result.effects == [])
    #expect(result.state.notice == nil)
    #expect(result.state.settings.cursor.description == key)
  }

  @Test func `mistakes are answered with the nearest name`() {
    #expect(
      run("set training.batchsize=64").state.notice?.text.contains("training.batch_size") == true)
    #expect(run("puase").state.notice?.text == "No command puase; did you mean pause?")
    #expect(run("set training.epochs").state.notice?.kind == .bad)
  }

  @Test func `files and leaving have their commands`() {
    let configuration = Fixture.configuration
    #expect(
      run("w mine").effects
        == [.savePreset(PresetSaveRequest(reference: "mine", configuration: configuration))])
    #expect(
      run("w! mine").effects == [
        .savePreset(
          PresetSaveRequest(
            reference: "mine", configuration: configuration, isOverwriting: true))
      ])
    #expect(run("e digits").effects == [.openPreset("digits")])
    #expect(run("q").effects == [.quit])
    #expect(run("pause").effects == [.train(.pause)])
  }

  @Test(arguments: [
    ("zo", "zoom"), ("set training.ep", "set training.epochs="),
    ("set training.optimizer.name=adamw", "set training.optimizer.name=adamw"),
    ("set network.initializer=or", "set network.initializer=orthogonal"), ("e sp", "e spiral"),
    ("set network.hidden.0.batch_norm=t", "set network.hidden.0.batch_norm=true"),
  ])
  func `Tab completes commands, keys and values`(typed: String, completed: String) {
    var state = Fixture.running
    state.knownPresets = PresetTests.entries
    _ = state.press(.character(":"))
    _ = state.type(typed)
    _ = state.press(.tab)
    guard case .prompt(let prompt) = state.overlay else {
      Issue.record("the command line should stay")
      return
    }
    #expect(prompt.prompt.text == completed)
  }
}
