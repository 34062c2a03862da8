import ExperimentModel
import Presets
import Testing

@testable import nn_tui

@Suite struct ExperimentRequestTests {
  private let store = PresetStore(userFolder: nil, builtInSources: ["iris"])

  @Test func `without anything the default preset opens, and it is one`() throws {
    let request = ExperimentRequest()
    #expect(request.reference == ExperimentRequest.defaultPreset)
    _ = try request.base(in: store)
  }

  @Test func `data alone begins with a modest network and no preset`() throws {
    var request = ExperimentRequest()
    request.data = "houses.csv"
    #expect(request.reference == nil)
    let configuration = try configuration(request)
    #expect(configuration.data.source == "houses.csv")
    #expect(configuration.data.target == nil)
    #expect(configuration.training.optimizer.name == .adam)
    #expect(configuration.training.batchSize == 32)
    #expect(configuration.training.earlyStopping == nil)
  }

  @Test(arguments: [(42, 1_000), (400, 500), (3_200, 50), (1_000_000, 10)])
  func `data alone is trained as long as its rows ask for`(rows: Int, epochs: Int) throws {
    var request = ExperimentRequest(data: "houses.csv")
    let base = try configuration(request)
    #expect(request.paced(base, trainingRows: rows).training.epochs == epochs)

    request.assignments = [Assignment(key: "training.epochs", value: "3")]
    let set = try configuration(request)
    #expect(request.paced(set, trainingRows: rows).training.epochs == 3)
    request = ExperimentRequest(preset: "iris", data: "houses.csv")
    let preset = try configuration(request)
    #expect(request.paced(preset, trainingRows: rows) == preset)
  }

  @Test func `other data takes along nothing that was said of the data before`() throws {
    var base = ExperimentConfiguration()
    base.name = "Iris"
    base.notes = "flowers"
    base.data.source = "iris"
    base.data.target = "species"
    base.data.task = .multiclass
    base.targetError = 0.02
    base.training.batchSize = 7
    var request = ExperimentRequest(preset: "iris", data: "houses.csv")
    let changed = try request.configuration(from: base)
    #expect(changed.data.target == nil)
    #expect(changed.data.task == .auto)
    #expect(changed.targetError == nil)
    #expect(changed.name.isEmpty && changed.notes.isEmpty)
    #expect(changed.training.batchSize == 7)

    request.data = "iris"
    #expect(try request.configuration(from: base) == base)
  }

  @Test func `the target goes with data and without`() throws {
    var request = ExperimentRequest(data: "houses.csv", target: "price")
    #expect(try configuration(request).data.target == "price")
    request.data = nil
    #expect(try configuration(request).data.target == "price")
  }

  @Test func `shares of the split are set one by one and judged together`() throws {
    let shares = ["data.split.train=0.5", "data.split.dev=0.3", "data.split.test=0.2"]
    let split = try configuration(setting: shares).data.split
    #expect(split == SplitShares(train: 0.5, dev: 0.3, test: 0.2))
    expectUsageError("data.split: expected shares that sum to 1, found 0.8", setting: [shares[0]])
  }

  @Test func `an optimizer's name is set before its settings, whatever the order`() throws {
    let optimizer = try configuration(setting: [
      "training.optimizer.momentum=0.9", "training.optimizer.learning_rate=0.5",
      "training.optimizer.name=sgd",
    ]).training.optimizer
    #expect(optimizer.name == .sgd)
    #expect(optimizer.momentum == 0.9)
    #expect(optimizer.learningRate == 0.5)
  }

  @Test func `of two values for one key the last counts`() throws {
    let configuration = try configuration(setting: [
      "training.batch_size=8", "training.batch_size=64",
    ])
    #expect(configuration.training.batchSize == 64)
  }

  @Test func `a value may hold an equals sign, and be empty`() throws {
    #expect(try configuration(setting: ["name=a=b"]).name == "a=b")
    #expect(try configuration(setting: ["name="]).name == "")
  }

  @Test func `the seed is that of data and training, unless one of them is set`() throws {
    var request = ExperimentRequest(seed: 7)
    var configuration = try configuration(request)
    #expect(configuration.data.seed == 7 && configuration.training.seed == 7)
    request.assignments = [Assignment(key: "training.seed", value: "9")]
    configuration = try self.configuration(request)
    #expect(configuration.data.seed == 7 && configuration.training.seed == 9)
  }

  @Test func `all problems are told at once, in the order of the options`() {
    expectUsageError(
      """
      options: 3 problems
        --set network.hidden.7.units: expected a layer from 0 to 1, found layer 7
        --set training.batch_size: expected a whole number from 1 to 1000000, found 0
        --set training.bath_size: expected a key of a preset, found training.bath_size; \
      did you mean 'training.batch_size'?
      """,
      setting: [
        "network.hidden.7.units=3", "training.batch_size=0", "training.bath_size=3",
      ])
  }

  @Test func `a setting of another optimizer is told with those of this one`() {
    expectUsageError(
      """
      --set training.optimizer.rho: expected a setting of adam (learning_rate, beta1, beta2, \
      epsilon), found rho
      """, setting: ["training.optimizer.rho=0.5"])
  }

  @Test func `text without a key and an equals sign is no assignment`() {
    #expect(Assignment(argument: "training.batch_size") == nil)
    #expect(Assignment(argument: "=3") == nil)
    #expect(Assignment(argument: "a=3") == Assignment(key: "a", value: "3"))
  }

  @Test func `a preset that is not there is an input that is not found`() {
    let error = #expect(throws: CommandError.self) {
      try ExperimentRequest(preset: "irsi").base(in: store)
    }
    #expect(error?.status.rawValue == 66)
    #expect(error?.message.contains("did you mean 'iris'?") == true)
  }

  private func configuration(_ request: ExperimentRequest) throws -> ExperimentConfiguration {
    try request.configuration(from: request.base(in: store))
  }

  private func configuration(setting texts: [String]) throws -> ExperimentConfiguration {
    var request = ExperimentRequest(preset: "breast-cancer")
    request.assignments = texts.compactMap(Assignment.init(argument:))
    return try configuration(request)
  }

  private func expectUsageError(
    _ message: String, setting texts: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: CommandError.self, sourceLocation: sourceLocation) {
      try configuration(setting: texts)
    }
    #expect(error?.message == message, sourceLocation: sourceLocation)
    #expect(error?.status.rawValue == 64, sourceLocation: sourceLocation)
  }
}
