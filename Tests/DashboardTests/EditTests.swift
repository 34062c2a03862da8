import ExperimentModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct EditTests {
  private let rate: HyperparameterKey = "training.optimizer.learning_rate"

  private func change(
    _ id: Int, _ key: HyperparameterKey, _ value: HyperparameterValue
  )
    -> ConfigurationChange
  {
    ConfigurationChange(id: id, edit: .set(key, value))
  }

  @Test func `a nudge is sent at once and pending until it is in force`() throws {
    var state = Fixture.running
    let wanted = change(1, rate, .real(0.002))
    #expect(state.press(.right) == [.train(.change(wanted))])
    #expect(state.settings.isPending(rate))
    #expect(state.settings.wished.training.optimizer.learningRate == 0.002)
    #expect(state.settings.inForce.training.optimizer.learningRate == 0.001)

    let applied = try Fixture.applied(wanted, to: Fixture.configuration, atStep: 310)
    #expect(state.apply(.trainer([applied])) == [])
    #expect(!state.settings.isPending(rate))
    #expect(state.settings.inForce.training.optimizer.learningRate == 0.002)
    #expect(state.run.ledger.entries.map(\.place.step) == [310])
    #expect(state.run.ledger.entries.map(\.before) == [.real(0.001)])
    #expect(state.run.ledger.entries.map(\.after) == [.real(0.002)])
  }

  @Test func `a key held down has one change under way, and then the last value`() throws {
    var state = Fixture.running
    let first = change(1, rate, .real(0.002))
    #expect(state.press(.right) == [.train(.change(first))])
    #expect(state.press(.right, .right, .right) == [])
    #expect(state.settings.wished.training.optimizer.learningRate == 0.02)
    let applied = try Fixture.applied(first, to: Fixture.configuration, atStep: 310)
    #expect(
      state.apply(.trainer([applied])) == [.train(.change(change(2, rate, .real(0.02))))])
    #expect(state.settings.wished.training.optimizer.learningRate == 0.02)
    #expect(state.settings.isPending(rate))
  }

  @Test func `a change of a schedule is no answer to a key held down`() throws {
    var state = Fixture.running
    let first = change(1, rate, .real(0.002))
    _ = state.press(.right, .right, .right)
    var scheduled = change(-2, rate, .real(0.5))
    scheduled.author = .schedule
    let event = try Fixture.applied(scheduled, to: Fixture.configuration, atStep: 305)
    #expect(state.apply(.trainer([event])) == [])
    #expect(state.settings.inForce.training.optimizer.learningRate == 0.5)
    #expect(state.settings.wished.training.optimizer.learningRate == 0.01)
    scheduled.id = -1
    #expect(state.apply(.trainer([.changeRejected(scheduled, reason: "too hot.")])) == [])
    let applied = try Fixture.applied(first, to: state.settings.inForce, atStep: 310)
    #expect(
      state.apply(.trainer([applied])) == [.train(.change(change(2, rate, .real(0.01))))])
  }

  @Test func `a refused change falls back and says why`() {
    var state = Fixture.running
    _ = state.press(.right)
    let refused = change(1, rate, .real(0.002))
    #expect(state.apply(.trainer([.changeRejected(refused, reason: "too hot.")])) == [])
    #expect(state.settings.wished.training.optimizer.learningRate == 0.001)
    #expect(!state.settings.isPending(rate))
    #expect(state.notice?.text == "Learning rate stays: too hot.")
    #expect(state.notice?.kind == .bad)
  }

  @Test func `a typed value is checked before it is sent`() {
    var state = Fixture.running
    #expect(state.press(.enter) == [])
    #expect(state.press(.control("u")) == [])
    #expect(state.type("fast") == [])
    #expect(state.press(.enter) == [])
    guard case .prompt(let prompt) = state.overlay else {
      Issue.record("the prompt should stay")
      return
    }
    #expect(prompt.remark.hasPrefix("Expected a number"))
    #expect(prompt.prompt.text == "fast")
    #expect(state.press(.control("u")) == [])
    _ = state.type("0.05")
    #expect(state.press(.enter) == [.train(.change(change(1, rate, .real(0.05))))])
    #expect(state.overlay == nil)
  }

  @Test func `a field that needs a fresh start is asked for with its cost`() {
    var state = Fixture.running
    state.settings.cursor = "data.seed"
    #expect(state.press(.right) == [])
    guard case .question(let question) = state.overlay else {
      Issue.record("a question is expected")
      return
    }
    #expect(question.text == "Data seed 2 needs a fresh start: 300 steps are given up.")
    #expect(state.press(.escape) == [])
    #expect(state.settings.wished.data.seed == 1)

    #expect(state.press(.right, .right, .right) == [])
    #expect(
      state.press(.enter) == [.train(.change(change(1, "data.seed", .integer(4))))])
    #expect(state.overlay == nil)
  }

  @Test func `a choice is taken from a list`() {
    var state = Fixture.running
    state.settings.cursor = "training.optimizer.name"
    #expect(state.press(.enter) == [])
    guard case .choices(let list) = state.overlay else {
      Issue.record("a list is expected")
      return
    }
    #expect(list.names[list.selected] == "adam")
    #expect(
      state.press(.down, .enter)
        == [.train(.change(change(1, "training.optimizer.name", .text("adamw"))))])
    #expect(state.settings.wished.training.optimizer.weightDecay == 0.01)
  }

  @Test func `Enter turns a flag over`() {
    var state = Fixture.running
    state.settings.cursor = "training.shuffle"
    #expect(
      state.press(.enter) == [.train(.change(change(1, "training.shuffle", .flag(false))))])
  }

  @Test func `a layer is added after the one under the cursor and deleted there`() throws {
    var state = Fixture.running
    state.settings.cursor = .layer(1, "activation")
    let added = ConfigurationChange(id: 1, edit: .insertLayer(HiddenLayer(units: 32), at: 2))
    #expect(state.press(.character("a")) == [.train(.change(added))])
    #expect(state.settings.wished.network.hidden.map(\.units) == [64, 32, 32, 16, 8])
    #expect(state.settings.cursor == .layer(2, "units"))

    #expect(state.press(.character("d")) == [])
    #expect(state.notice?.text == "The last layer is still on its way.")
    _ = state.apply(
      .trainer([try Fixture.applied(added, to: Fixture.configuration, atStep: 301)]))
    #expect(
      state.press(.character("d"))
        == [.train(.change(ConfigurationChange(id: 2, edit: .removeLayer(at: 2))))])
    #expect(state.settings.wished.network.hidden.map(\.units) == [64, 32, 16, 8])
  }

  @Test func `deleting needs a layer under the cursor and says so`() {
    var state = Fixture.running
    #expect(state.press(.character("d")) == [])
    #expect(state.notice?.text == "Choose a hidden layer to delete first.")
  }

  @Test func `the last layer can go and the cursor finds another field`() throws {
    var state = Fixture.running
    state.settings.cursor = .layer(3, "dropout")
    _ = state.press(.character("d"))
    #expect(state.settings.cursor == .layer(2, "units"))
  }

  @Test func `a value at the end of its range stays and says so`() {
    var state = Fixture.running
    state.settings.cursor = "training.batch_size"
    _ = state.apply(.terminal(.key(.enter)))
    _ = state.press(.control("u"))
    _ = state.type("1")
    _ = state.press(.enter)
    #expect(state.press(.left) == [])
    #expect(
      state.notice?.text
        == "Batch size goes no lower than 1: a whole number from 1 to 1000000.")
    _ = state.apply(.terminal(.key(.enter)))
    _ = state.press(.control("u"))
    _ = state.type("1000000")
    _ = state.press(.enter)
    #expect(state.press(.right) == [])
    #expect(state.notice?.text.hasPrefix("Batch size goes no higher than 1,000,000: ") == true)
  }

  @Test func `the data field goes through the sources it was told of`() {
    var state = Fixture.running
    state.dataSources = ["breast-cancer", "digits", "spiral"]
    state.settings.cursor = "data.source"
    #expect(state.press(.left) == [])
    #expect(
      state.press(.enter) == [.train(.change(change(1, "data.source", .text("spiral"))))])
  }
}
