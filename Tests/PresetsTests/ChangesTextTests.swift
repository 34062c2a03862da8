import ExperimentModel
import Presets
import Testing

@Suite struct ChangesTextTests {
  private static func changes(
    _ yaml: String, for base: ExperimentConfiguration = ExperimentConfiguration()
  ) throws -> [ScheduledChange] {
    try ChangesText.changes(fromBytes: Array(yaml.utf8), for: base)
  }

  private static func problems(_ yaml: String) -> [String] {
    do {
      _ = try ChangesText.changes(fromBytes: Array(yaml.utf8), for: ExperimentConfiguration())
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func `a list by hand is read, sorted by steps, those of one step in their order`() throws {
    let changes = try Self.changes(
      """
      # comments are fine
      - {step: 500, key: training.optimizer.learning_rate, value: 0.001}
      - {step: 20, key: training.optimizer.name, value: sgd}
      - step: 20
        key: training.optimizer.momentum
        value: 0.9
        by: person
      - {step: 310, insert_layer: 1, units: 12, activation: tanh, dropout: 0.1, batch_norm: true}
      - {step: 400, remove_layer: 0}
      - {step: 600, key: training.clip_norm, value: off}
      """)
    #expect(
      changes == [
        ScheduledChange(
          step: 20, edit: .set("training.optimizer.name", .text("sgd")), line: 3),
        ScheduledChange(
          step: 20, author: .person, edit: .set("training.optimizer.momentum", .real(0.9)), line: 4),
        ScheduledChange(
          step: 310,
          edit: .insertLayer(
            HiddenLayer(units: 12, activation: .tanh, dropout: 0.1, batchNorm: true), at: 1),
          line: 8),
        ScheduledChange(step: 400, edit: .removeLayer(at: 0), line: 9),
        ScheduledChange(
          step: 500, edit: .set("training.optimizer.learning_rate", .real(0.001)), line: 2),
        ScheduledChange(step: 600, edit: .set("training.clip_norm", .absent), line: 10),
      ])
  }

  @Test func `the list may stand under its own key, and be empty`() throws {
    let changes = try Self.changes("changes:\n  - {step: 1, remove_layer: 1}\n")
    #expect(changes.map(\.edit) == [.removeLayer(at: 1)])
    #expect(try Self.changes("[]\n").isEmpty)
  }

  @Test func `all problems are told at once, each with its line and the nearest name`() {
    let found = Self.problems(
      """
      - {step: 5, key: training.batchsize, value: 64}
      - {step: 2.5, key: training.batch_size, value: 64}
      - {step: 6, key: training.batch_size, value: many}
      - {step: 7, key: training.batch_size, value: 0}
      - {step: 8, key: training.optimizer.momentum, value: 0.9}
      - {step: 9, key: training.optimizer.name, value: adm}
      - {step: 9, key: data.seed, value: 2}
      - {step: 9, remove_layer: 2}
      - {step: 9, insert_layer: 3, units: 4}
      - {step: 9, insert_layer: 0, activation: relu}
      - {step: 9, insert_layer: 0, units: 0}
      - {key: training.batch_size, value: 3}
      - {step: 9, key: training.batch_size}
      - {step: 9, value: 3}
      - {step: 9, key: training.batch_size, remove_layer: 0, value: 3}
      - {step: 9, key: training.batch_size, valeu: 3, value: 3}
      - {step: 9, by: nobody, key: training.batch_size, value: 3}
      - nonsense
      - {step: 9, step: 10, remove_layer: 0}
      """)
    let expected = [
      "line 1: training.batchsize: expected a key of a preset, found training.batchsize;"
        + " did you mean 'training.batch_size'?",
      "line 2: step: expected a whole number, 0 or more, found 2.5",
      "line 3: training.batch_size: expected a whole number from 1 to 1000000, found many",
      "line 4: training.batch_size: expected a whole number from 1 to 1000000, found 0",
      "line 5: training.optimizer.momentum: expected a setting of adam"
        + " (learning_rate, beta1, beta2, epsilon), found momentum",
      "line 6: training.optimizer.name: expected one of ",
      "line 7: data.seed: expected a field that can change while a network trains,"
        + " found one that begins the run afresh",
      "line 8: remove_layer: expected a whole number from 0 to 1, found 2",
      "line 9: insert_layer: expected a whole number from 0 to 2, found 3",
      "line 10: units: expected the units of the layer, found none",
      "line 11: network.hidden.0.units: expected a whole number from 1 to 65536, found 0",
      "line 12: step: expected the step after which it takes effect, found none",
      "line 13: value: expected the value to set, found none",
      "line 14: expected one of key, insert_layer and remove_layer in a change, found none",
      "line 15: expected one of key, insert_layer and remove_layer in a change,"
        + " found key and remove_layer",
      "line 16: valeu: expected a key of a change (step, by, key, value, from, loss_before),"
        + " found valeu; did you mean 'value'?",
      "line 17: by: expected one of person, schedule, advice, found nobody",
      "line 18: expected a change such as",
      "line 19: step: expected each key once, found it already on line 19",
    ]
    #expect(found.count == expected.count, "\(found)")
    for (found, expected) in zip(found, expected) {
      #expect(found.hasPrefix(expected), "\(found)")
    }
  }

  @Test func `a change is held against what those before it leave, not against the preset`() {
    #expect(
      Self.problems(
        """
        - {step: 2, key: training.optimizer.momentum, value: 0.9}
        - {step: 1, key: training.optimizer.name, value: sgd}
        - {step: 3, key: network.hidden.2.units, value: 4}
        - {step: 2, insert_layer: 2, units: 8}
        """) == [])
  }

  @Test func `the loss that takes other targets is refused like other data`() {
    let found = Self.problems("- {step: 2, key: training.loss, value: poisson}\n")
    #expect(found.first?.contains("begins the run afresh") == true, "\(found)")
  }

  @Test(arguments: [
    ("", "a list of changes, found an empty text"), ("a: 1", "line 1: expected a list of changes"),
    ("- [", "expected YAML"), ("- &a {step: 1, remove_layer: 0}", "no anchors"),
    ("- {step: 1, [a]: 0, remove_layer: 0}", "a name as key"),
    ("- {step: 99999999999999999999, remove_layer: 0}", "a whole number, 0 or more"),
    ("- {step: -1, remove_layer: 0}", "a whole number, 0 or more"),
    ("- {step: 1, remove_layer: \"0\"}", "a whole number from 0 to 1, found the text '0'"),
  ])
  func `what is no list of changes is told as such`(yaml: String, message: String) {
    let found = Self.problems(yaml)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }
}
