import ExperimentModel
import Presets
import Testing

struct ProblemTests {
  @Test func `all problems are told at once, each with its line`() {
    let found = problems(
      in: """
        name: wrong in every way
        sources: iris
        data:
          source: iris
          split: {train: 1.5, dev: 0, test: 0}
        network:
          hidden:
            - {units: 0}
            - {units: 8, activation: rleu}
        training:
          optimizer: {name: adam, momentum: 0.9}
          batchsize: 16
          epochs: "25"
          epochs: 30
        """)
    #expect(
      found == [
        "line 2: sources: expected a key of a preset, found sources;"
          + " did you mean 'data.source'?",
        "line 5: data.split.train: expected a number from 0 to 1, found 1.5",
        "line 8: network.hidden.0.units: expected a whole number from 1 to 65536, found 0",
        "line 9: network.hidden.1.activation: expected one of linear, sigmoid, tanh, relu,"
          + " leaky_relu, elu, selu, gelu, silu, softplus, softsign, mish, found rleu;"
          + " did you mean 'relu'?",
        "line 11: training.optimizer.momentum: expected a setting of adam"
          + " (learning_rate, beta1, beta2, epsilon), found momentum",
        "line 12: training.batchsize: expected a key of a preset, found training.batchsize;"
          + " did you mean 'training.batch_size'?",
        "line 13: training.epochs: expected a whole number from 0 to 1000000000,"
          + " found the text '25'",
        "line 14: training.epochs: expected each key once, found it already on line 13",
      ])
  }

  @Test func `shares that do not sum to one are told with the line of the split`() {
    #expect(
      problems(in: "data:\n  source: iris\n  split: {train: 0.8}\n")
        == ["line 3: data.split: expected shares that sum to 1, found 1.1"])
  }

  @Test func `a mistyped group is told once, with the nearest group`() {
    #expect(
      problems(in: "trainning:\n  epochs: 3\n  batch_size: 4\n")
        == [
          "line 1: trainning: expected a key of a preset, found trainning;"
            + " did you mean 'training'?"
        ])
  }

  @Test func `mistyped layers are told with their key`() {
    #expect(
      problems(in: "network:\n  hiden:\n    - {units: 3}\n")
        == [
          "line 2: network.hiden: expected a key of a preset, found network.hiden;"
            + " did you mean 'network.hidden'?"
        ])
  }

  @Test(arguments: [
    ("network:\n  hidden: 64", "line 2: network.hidden: expected a list of layers"),
    ("network:\n  hidden: {units: 3}", "line 2: network.hidden: expected a list of layers"),
    ("network:\n  hidden:\n    - 64", "line 3: network.hidden.0: expected a layer such as"),
    ("training:\n  optimizer: adam", "line 2: training.optimizer: expected a mapping such as"),
    ("training: 3", "line 1: training: expected a mapping such as"),
    ("training:\n  huber_delta: 3", "line 2: training.huber_delta: expected this key only with"),
    ("training.epochs: 3", "line 1: training.epochs: expected a key without a dot"),
    ("[a]: 3", "line 1: expected a name as key, found a list"),
    ("- 1\n- 2", "line 1: expected a mapping such as"),
    ("just text", "line 1: expected a mapping such as"),
    ("data:\n  source:", "line 2: data.source: expected text, found nothing"),
    ("data:\n  source: \"a\\0b\"", "line 2: data.source: expected text"),
  ])
  func `a wrong shape says what shape is right`(yaml: String, message: String) {
    let found = problems(in: yaml)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(message) == true, "\(found)")
  }

  @Test func `several duplicates are all told, in quotes and in nested mappings`() {
    let found = problems(
      in: """
        name: a
        training: {epochs: 1, seed: 2,
          "epochs": 3}
        name: b
        data: {seed: 1,
          seed: 2,
          seed: 3}
        """)
    #expect(
      found == [
        "line 3: training.epochs: expected each key once, found it already on line 2",
        "line 4: name: expected each key once, found it already on line 1",
        "line 6: data.seed: expected each key once, found it already on line 5",
        "line 7: data.seed: expected each key once, found it already on line 5",
      ])
  }

  @Test func `lines are counted as YAML does, with any line break and beyond wide characters`() {
    let found = problems(in: "name: 山🏔\r\nnotes: x\rname: b\r\nnotes: é\u{301}\n")
    #expect(
      found == [
        "line 3: name: expected each key once, found it already on line 1",
        "line 4: notes: expected each key once, found it already on line 2",
      ])
  }

  @Test func `too many layers are told, and the rest is still read`() {
    let layers = String(repeating: "    - {units: 8}\n", count: 65)
    let found = problems(in: "network:\n  hidden:\n\(layers)training: {epochs: -1}\n")
    #expect(found.count == 2)
    #expect(found.first == "line 3: network.hidden: expected at most 64 layers, found 65")
  }

  @Test func `what a file says is shown without control characters and cut`() {
    let found = problems(
      in:
        "\"k\\e[31m\": 1\ntraining:\n  epochs: \"\\e]0;title\\a\\u202E\(String(repeating: "x", count: 500))\"\n  batch_size: \u{202E}8"
    )
    let message = found.joined(separator: "\n")
    #expect(found.count == 3)
    #expect(
      message.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    #expect(!message.unicodeScalars.contains("\u{202E}"))
    #expect(message.contains("k\\u{1b}[31m"))
    #expect(message.count < 500)
  }
}
