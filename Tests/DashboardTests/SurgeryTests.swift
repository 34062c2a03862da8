import ExperimentModel
import TerminalUI
import TestKit
import Testing

@testable import Dashboard

@Suite struct `A change of structure` {
  private static func told(
    _ edit: ConfigurationEdit, _ report: SurgeryReport
  ) throws -> String? {
    var state = Fixture.running
    let change = ConfigurationChange(id: 1, edit: edit)
    _ = state.apply(
      .trainer([
        try Fixture.applied(change, to: Fixture.configuration, atStep: 300, .operated(report))
      ]))
    return state.notice?.text
  }

  private static let cases: [(ConfigurationEdit, SurgeryOutcome, String)] = [
    (
      .set("network.hidden.2.units", .integer(24)), .outputsKept,
      "Layer 3 units 16 → 24: outputs unchanged"
    ),
    (
      .set("network.hidden.1.units", .integer(16)), .unitsRemoved(16),
      "Layer 2 units 32 → 16: the 16 least important went"
    ),
    (
      .set("network.hidden.3.units", .integer(7)), .unitsRemoved(1),
      "Layer 4 units 8 → 7: the least important went"
    ),
    (
      .set("network.hidden.0.activation", .text("tanh")), .activationSwitched,
      "Layer 1 activation relu → tanh: weights kept"
    ),
    (
      .set("network.hidden.2.batch_norm", .flag(false)), .outputsKept,
      "Layer 3 batch norm on → off: outputs unchanged"
    ),
    (
      .insertLayer(HiddenLayer(units: 8), at: 4), .identityWithinRange,
      "Layer 5 added: passes on the values seen, not exact beyond"
    ),
    (
      .insertLayer(HiddenLayer(units: 64, activation: .tanh), at: 1), .identityApproximated,
      "Layer 2 added: passes on nearly all, not exact"
    ),
    (
      .insertLayer(HiddenLayer(units: 8), at: 0), .inputsSelected(8, of: 30),
      "Layer 1 added: passes on 8 of 30 inputs, not exact"
    ),
    (
      .removeLayer(at: 1), .curvatureLost(.leakyReLU),
      "Layer 2 removed: what leaky_relu bent is lost"
    ),
  ]

  @Test(arguments: cases)
  func `is told with what it did and the loss`(
    edit: ConfigurationEdit, outcome: SurgeryOutcome, text: String
  ) throws {
    let report = SurgeryReport(outcome, lossBefore: 0.412, lossAfter: 0.46789)
    #expect(try Self.told(edit, report) == "\(text), loss 0.412 → 0.4679.")
    #expect(try Self.told(edit, SurgeryReport(outcome)) == "\(text).")
  }

  @Test func `of the optimizer is told with what is left of its memory`() throws {
    let edit = ConfigurationEdit.set("training.optimizer.name", .text("nadam"))
    let texts = try [[], [.meanSquare], [.meanGradient, .meanSquare]].map {
      try Self.told(edit, SurgeryReport(.optimizerSwitched(kept: $0)))
    }
    #expect(
      texts == [
        "Optimizer adam → nadam: weights kept, its memory begins afresh.",
        "Optimizer adam → nadam: weights kept, and mean squares.",
        "Optimizer adam → nadam: weights kept, and mean gradients and mean squares.",
      ])
  }

  @Test(
    arguments: [
      ("network.hidden.2.units", "◐ more keep the outputs, fewer drop the weakest"),
      ("network.hidden.0.activation", "◐ weights kept"),
      ("network.hidden.1.batch_norm", "◐ outputs kept"),
      ("training.optimizer.name", "◐ weights kept"), ("data.seed", "○ a fresh start"),
    ] as [(HyperparameterKey, String)])
  func `says what it will cost beside what it does, on every screen`(
    key: HyperparameterKey, cost: String
  ) throws {
    for columns in [80, 120, 200] {
      var state = Fixture.running
      let size = Size(columns: columns, rows: 40)
      _ = state.apply(.terminal(.resized(size)))
      state.settings.cursor = key
      let help = try #require(state.settings.chosen).help
      let rows = PictureText(state.screen(size: size)).lines
      // A long text gives way to what a change costs.
      let shown = columns == 80 && key == "data.seed" ? help.prefix(62) + "…" : help[...]
      #expect(rows.contains { $0.contains("\(shown)  \(cost)") })
    }
  }

  @Test func `says on the smallest screen what every field costs`() {
    var state = Fixture.running
    let size = DashboardLayout.smallest
    _ = state.apply(.terminal(.resized(size)))
    for field in state.settings.fields where !field.cost.isEmpty {
      state.settings.cursor = field.key
      let rows = PictureText(state.screen(size: size)).lines
      #expect(rows.contains { $0.contains(" \(field.cost)") }, "\(field.key)")
    }
  }

  @Test func `asks wherever the trainer would begin afresh`() throws {
    var regression = Fixture.configuration
    regression.training.loss = .meanSquaredError
    for field in Hyperparameter.all(in: regression) {
      let value = field.value(in: regression)
      guard let next = field.value(after: value, .up) ?? field.value(after: value, .down) else {
        continue
      }
      guard let changed = try? regression.applying(.set(field.key, next)), changed != regression
      else { continue }
      #expect(
        changed.needsFreshStart(after: regression) == (field.liveness == .cold), "\(field.key)")
    }
    var counts = regression
    counts.training.loss = .poisson
    #expect(counts.needsFreshStart(after: regression))
    #expect(regression.needsFreshStart(after: counts))
  }

  @Test func `asks before a loss that needs the target in its own units`() {
    var state = Fixture.idle
    var facts = Fixture.facts(Fixture.configuration)
    facts.data.task = .regression
    _ = state.apply(.trainer([.started(facts)]))
    #expect(state.run(command: "set training.loss=poisson") == [])
    guard case .question(let question)? = state.overlay else {
      Issue.record("a fresh start is asked for")
      return
    }
    #expect(question.text == "Loss poisson needs a fresh start: 0 steps are given up.")
    // One further, a loss that needs none is taken without asking.
    #expect(state.press(.right).count == 1)
    #expect(state.overlay == nil)
    #expect(state.settings.wished.training.loss == .hinge)
    // A loss of other data is left to the trainer to refuse.
    var other = Fixture.running
    #expect(other.run(command: "set training.loss=poisson").count == 1)
  }
}
