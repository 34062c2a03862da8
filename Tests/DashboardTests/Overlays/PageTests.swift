import ExperimentModel
import TerminalUI
import Testing

@testable import Dashboard

/// Whether the last line of everything that scrolls can be reached, on screens of any size.
@Suite struct PageTests {
  static let sizes: [Size] =
    [60, 80, 100, 120, 250].flatMap { columns in
      [16, 24, 29, 30, 40, 80].map { Size(columns: columns, rows: $0) }
    }

  private func text(of state: DashboardState, _ size: Size) -> String {
    let screen = state.screen(size: size)
    return (0..<size.rows).map { screen.row($0).map(\.text).joined() }.joined(separator: "\n")
  }

  private func sized(_ state: DashboardState, _ size: Size) -> DashboardState {
    var state = state
    _ = state.apply(.terminal(.resized(size)))
    return state
  }

  @Test(arguments: [(Key.end, 1), (.pageDown, 30)])
  func `the last line of the help page can be reached at every size`(key: Key, times: Int) {
    for size in Self.sizes {
      var state = sized(Fixture.begun, size)
      _ = state.press(.character("?"))
      for _ in 0..<times { _ = state.press(key) }
      #expect(text(of: state, size).contains("A loss that was not finite."), "\(size)")
      // The first key back moves the page: nothing was scrolled beyond its end.
      let end = text(of: state, size)
      _ = state.press(.up)
      #expect(text(of: state, size) != end || !end.contains("▴"), "\(size)")
      for _ in 0..<30 { _ = state.press(.pageUp) }
      #expect(text(of: state, size).contains("The hyperparameter above"), "\(size)")
    }
  }

  @Test func `the last of many notes on the data can be reached at every size`() {
    let notes = (1...80).map { "Note \($0) says something that takes more than a few words." }
    for size in Self.sizes {
      var state = sized(Fixture.idle, size)
      _ = state.apply(.trainer([.started(Fixture.facts(notes: notes))]))
      _ = state.press(.character("n"), .end)
      #expect(text(of: state, size).contains("Note 80 says"), "\(size)")
    }
  }

  @Test func `the last preset can be reached at every size`() {
    let entries = (1...90).map {
      PresetEntry(
        reference: "preset-\($0).", configuration: ExperimentConfiguration(), isBuiltIn: false)
    }
    for size in Self.sizes {
      var state = sized(Fixture.begun, size)
      _ = state.press(.character("o"))
      _ = state.apply(.presetsListed(entries))
      for _ in 0..<10 { _ = state.press(.pageDown) }
      #expect(text(of: state, size).contains("preset-90."), "\(size)")
    }
  }

  @Test func `the oldest change and the last layer can be reached at every size`() throws {
    for size in Self.sizes {
      var state = sized(Fixture.begun, size)
      for number in 1...60 {
        let change = ConfigurationChange(
          id: number, edit: .set("training.batch_size", .integer(number)))
        _ = state.apply(
          .trainer([try Fixture.applied(change, to: Fixture.configuration, atStep: 1_000 + number)])
        )
      }
      state.view.isZoomed = true
      state.view.focus = .changes
      _ = state.press(.end)
      #expect(text(of: state, size).contains("1,001"), "\(size)")
      state.view.focus = .network
      _ = state.press(.end)
      #expect(text(of: state, size).contains("output"), "\(size)")
    }
  }

  @Test func `the last choice can be reached at every size`() throws {
    for size in Self.sizes {
      var state = sized(Fixture.begun, size)
      state.settings.cursor = "training.optimizer.name"
      let field = try #require(state.settings.chosen)
      guard case .choice(let names) = field.kind else {
        Issue.record("the optimizer is chosen by name")
        return
      }
      _ = state.press(.enter)
      for _ in names { _ = state.press(.down) }
      #expect(text(of: state, size).contains(try #require(names.last)), "\(size)")
    }
  }
}
