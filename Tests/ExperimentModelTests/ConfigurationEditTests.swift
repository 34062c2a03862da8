import ExperimentModel
import Testing

struct ConfigurationEditTests {
  let configuration = ExperimentConfiguration()

  @Test func `setting a field changes that field alone`() throws {
    let changed = try configuration.applying(.set("training.batch_size", .integer(64)))
    var expected = configuration
    expected.training.batchSize = 64
    #expect(changed == expected)
  }

  @Test func `choosing an optimizer sets its published defaults`() throws {
    let changed = try configuration.applying(.set("training.optimizer.name", .text("sgd")))
    #expect(changed.training.optimizer == OptimizerConfiguration(.sgd))
  }

  @Test func `choosing the optimizer in force keeps its settings`() throws {
    var tuned = configuration
    tuned.training.optimizer.learningRate = 0.5
    let changed = try tuned.applying(.set("training.optimizer.name", .text("adam")))
    #expect(changed == tuned)
  }

  @Test(arguments: [
    ("data.split.train", 0.6, SplitShares(train: 0.6, dev: 0.3, test: 0.1)),
    ("data.split.dev", 0.1, SplitShares(train: 0.8, dev: 0.1, test: 0.1)),
    ("data.split.test", 0.3, SplitShares(train: 0.5, dev: 0.2, test: 0.3)),
  ])
  func `shares keep summing to one`(key: String, share: Double, expected: SplitShares) throws {
    let changed = try configuration.applying(.set(HyperparameterKey(key), .real(share)))
    #expect(changed.data.split == expected)
  }

  @Test func `a share that leaves less than nothing is refused`() {
    #expect(throws: ConfigurationError.self) {
      try configuration.applying(.set("data.split.train", .real(0.95)))
    }
  }

  @Test func `layers go in and out at their index`() throws {
    let grown = try configuration.applying(.insertLayer(HiddenLayer(units: 8), at: 1))
    #expect(grown.network.hidden.map(\.units) == [32, 8, 16])
    let shrunk = try grown.applying(.removeLayer(at: 0))
    #expect(shrunk.network.hidden.map(\.units) == [8, 16])
  }

  @Test(arguments: [
    ConfigurationEdit.removeLayer(at: 2), .removeLayer(at: -1),
    .insertLayer(HiddenLayer(units: 8), at: 3), .insertLayer(HiddenLayer(units: 0), at: 0),
    .set("network.hidden.2.units", .integer(8)), .set("network.hidden.0.units", .integer(0)),
  ])
  func `an edit that cannot be is refused`(edit: ConfigurationEdit) {
    #expect(throws: ConfigurationError.self) { try configuration.applying(edit) }
  }

  @Test func `all problems of a configuration are reported together`() {
    var broken = configuration
    broken.training.batchSize = 0
    broken.training.optimizer.learningRate = .nan
    broken.data.split.test = 0.5
    #expect(
      Set(broken.problems.map(\.key)) == [
        "training.batch_size", "training.optimizer.learning_rate", "data.split",
      ])
  }
}

struct NearestNameTests {
  @Test(
    arguments: [
      ("lr", nil), ("leaky_relu", "leaky_relu"), ("rleu", "relu"), ("sigmiod", "sigmoid"),
      ("zzzzzz", nil), ("RELU", "relu"),
    ] as [(String, String?)])
  func `only a close name is suggested`(text: String, name: String?) {
    #expect(nearestName(to: text, among: ["relu", "sigmoid", "tanh", "leaky_relu"]) == name)
  }
}
