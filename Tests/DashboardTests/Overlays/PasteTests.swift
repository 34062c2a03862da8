import ExperimentModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct PasteTests {
  @Test func `pasted text is no command, and a note says so`() {
    var state = Fixture.running
    let before = state.configuration
    #expect(state.apply(.terminal(.pasted("q\nrdda"))) == [])
    #expect(state.configuration == before)
    #expect(state.overlay == nil)
    #expect(state.message?.contains("Pasted text was ignored") == true)
  }

  @Test func `a question is not answered by a paste`() {
    var state = Fixture.running
    _ = state.press(.right, .character("q"))
    #expect(state.apply(.terminal(.pasted("y\n"))) == [])
  }

  @Test func `into an open line it is inserted as one line`() throws {
    var state = Fixture.running
    _ = state.press(.character(":"))
    _ = state.type("set ")
    _ = state.apply(.terminal(.pasted("training.batch_size=64\n")))
    guard case .prompt(let prompt) = state.overlay else {
      Issue.record("the line is no longer open")
      return
    }
    #expect(prompt.prompt.text == "set training.batch_size=64")
    _ = state.press(.enter)
    #expect(state.configuration.training.batchSize == 64)
  }

  @Test func `it narrows the list of presets down`() throws {
    var state = Fixture.running
    _ = state.press(.character("o"))
    _ = state.apply(.presetsListed([Fixture.preset]))
    _ = state.apply(.terminal(.pasted("no such")))
    guard case .presets(let list) = state.overlay else {
      Issue.record("the list is no longer open")
      return
    }
    #expect(list.filter.text == "no such")
    #expect(list.matches.isEmpty)
  }

  @Test func `keys that were left out are counted, unless the last one has something to say`() {
    var state = Fixture.running
    _ = state.apply(.keysDropped(count: 1_234))
    #expect(state.message == "1,234 keys were ignored: too many arrived at once.")
    _ = state.press(.character("Q"))
    let said = state.message
    _ = state.apply(.keysDropped(count: 5))
    #expect(state.message == said)
  }
}
