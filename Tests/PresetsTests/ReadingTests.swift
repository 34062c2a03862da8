import ExperimentModel
import Presets
import Testing

/// The problems a text is refused with, a line each; empty for a valid preset.
func problems(in yaml: String) -> [String] {
  do {
    _ = try PresetText.configuration(from: yaml)
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

struct ReadingTests {
  @Test func `a byte-order mark is passed over`() throws {
    let text: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("data: {source: iris}\nname: x\n".utf8)
    let configuration = try PresetText.configuration(fromBytes: text)
    #expect(configuration.data.source == "iris")
    #expect(configuration.name == "x")
  }

  @Test func `a preset of two lines is valid, and the rest has its default`() throws {
    var expected = ExperimentConfiguration()
    expected.data.source = "iris"
    #expect(try PresetText.configuration(from: "data:\n  source: iris\n") == expected)
    #expect(try PresetText.configuration(from: "{}") == ExperimentConfiguration())
  }

  @Test func `every key of the documented form is read`() throws {
    var expected = ExperimentConfiguration()
    expected.name = "Breast cancer, four hidden layers"
    expected.notes = "free text"
    expected.data.target = "diagnosis"
    expected.data.split = SplitShares(train: 0.6, dev: 0.3, test: 0.1)
    expected.data.standardize = false
    expected.data.seed = 2
    expected.network.hidden = [
      HiddenLayer(units: 64), HiddenLayer(units: 32, dropout: 0.2, batchNorm: true),
    ]
    expected.network.initializer = .glorotNormal
    expected.training.optimizer.learningRate = 0.01
    expected.training.schedule = ScheduleConfiguration(.step)
    expected.training.schedule.gamma = 0.25
    expected.training.batchSize = 8
    expected.training.epochs = 50
    expected.training.l2 = 0.0001
    expected.training.clipNorm = 1
    expected.training.labelSmoothing = 0.1
    expected.training.earlyStopping = EarlyStopping()
    expected.training.earlyStopping?.restoreBest = false
    expected.training.shuffle = false
    expected.training.evaluateEvery = 2
    expected.training.seed = 3
    expected.targetError = 0.02
    let read = try PresetText.configuration(
      from: """
        name: Breast cancer, four hidden layers
        notes: free text
        data:
          source: breast-cancer
          target: diagnosis
          task: auto
          split: {train: 0.6, dev: 0.3, test: 0.1}
          standardize: no
          seed: 2
        network:
          hidden:
            - {units: 64, activation: relu}
            - units: 32
              activation: relu
              dropout: 0.2
              batch_norm: true
          initializer: glorot_normal
        training:
          loss: auto
          optimizer: {learning_rate: 0.01, name: adam}
          schedule: {gamma: .25, name: step}
          batch_size: 8
          epochs: 5e1
          regularization: {l1: 0, l2: 1e-04}
          clip_norm: 1.0
          label_smoothing: 0.1
          early_stopping: {restore_best: false}
          shuffle: off
          evaluate_every: 2
          seed: 3
        target_error: 0.02
        """)
    #expect(read == expected)
  }

  @Test func `an optimizer's name counts before its settings, whatever their order`() throws {
    let read = try PresetText.configuration(
      from: "training: {optimizer: {momentum: 0.9, nesterov: true, name: sgd}}")
    #expect(read.training.optimizer.name == .sgd)
    #expect(read.training.optimizer.momentum == 0.9)
    #expect(read.training.optimizer.nesterov)
    #expect(read.training.optimizer.learningRate == 0.01)
  }

  @Test func `optional keys are switched off by null and by off`() throws {
    let read = try PresetText.configuration(
      from: """
        data: {target: null}
        training:
          clip_norm: off
          early_stopping:
        target_error: ~
        """)
    #expect(read == ExperimentConfiguration())
  }

  @Test func `no hidden layers make a linear model`() throws {
    #expect(try PresetText.configuration(from: "network: {hidden: []}").network.hidden.isEmpty)
  }

  @Test(arguments: [
    ("25", 25), ("+25", 25), ("025", 25), ("2.5e1", 25), ("25.0", 25),
  ])
  func `whole numbers are read as YAML 1.2 spells them`(text: String, epochs: Int) throws {
    let read = try PresetText.configuration(from: "training: {epochs: \(text)}")
    #expect(read.training.epochs == epochs)
  }

  @Test(arguments: [
    "\"25\"", "1_000", "0x10", "1:30", "many", "2.5", "[25]", "{a: 1}", "true", "", ".inf", ".nan",
    "-1", "1e99", "~",
  ])
  func `what is no count of epochs is refused with its line`(text: String) {
    let found = problems(in: "name: x\ntraining:\n  epochs: \(text)\n")
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix(
        "line 3: training.epochs: expected a whole number from 0 to 1000000000, found ") == true,
      "\(found)")
  }

  @Test(arguments: [
    ("true", true), ("True", true), ("yes", true), ("ON", true),
    ("false", false), ("FALSE", false), ("No", false), ("off", false),
  ])
  func `flags take the words of both versions of YAML`(text: String, isOn: Bool) throws {
    #expect(
      try PresetText.configuration(from: "training: {shuffle: \(text)}").training.shuffle == isOn)
  }

  @Test(arguments: ["1", "\"true\"", "y", "maybe"])
  func `other words are no flags`(text: String) {
    #expect(problems(in: "training: {shuffle: \(text)}").count == 1)
  }

  @Test func `numbers and flags are text where text is expected`() throws {
    let read = try PresetText.configuration(from: "name: 42\nnotes: true\ndata: {target: 3}")
    #expect(read.name == "42")
    #expect(read.notes == "true")
    #expect(read.data.target == "3")
  }
}
