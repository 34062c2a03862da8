import ExperimentModel
import Testing

struct HyperparameterTests {
  let configuration = ExperimentConfiguration()

  @Test func `every default is a value its own field accepts`() {
    #expect(configuration.problems.isEmpty)
  }

  @Test func `every field takes back the value it gives`() throws {
    for optimizer in OptimizerName.allCases {
      for schedule in ScheduleName.allCases {
        var full = configuration
        full.training.optimizer = OptimizerConfiguration(optimizer)
        full.training.schedule = ScheduleConfiguration(schedule)
        full.training.earlyStopping = EarlyStopping()
        full.training.loss = .huber
        for field in Hyperparameter.all(in: full) {
          var copy = full
          try field.set(field.value(in: full), in: &copy)
          #expect(copy == full, "\(field.key)")
        }
      }
    }
  }

  @Test func `keys are unique and have a help line`() {
    let fields = Hyperparameter.all(in: configuration)
    #expect(Set(fields.map(\.key)).count == fields.count)
    #expect(fields.allSatisfy { !$0.help.isEmpty && !$0.title.isEmpty })
  }

  @Test(arguments: [
    (0.001, StepDirection.up, 0.002), (0.002, .up, 0.005), (0.005, .up, 0.01),
    (0.01, .down, 0.005), (0.0112, .down, 0.01), (1e-7, .down, 0), (0, .up, 1e-7),
  ])
  func `the learning rate steps along 1, 2, 5`(from: Double, way: StepDirection, to: Double) throws
  {
    let field = try Hyperparameter.named("training.optimizer.learning_rate", in: configuration)
    #expect(field.value(after: .real(from), way) == .real(to))
  }

  @Test(arguments: [
    (16, StepDirection.up, 32), (16, .down, 8), (17, .up, 32), (17, .down, 16), (1, .up, 2),
  ])
  func `the batch size doubles and halves to powers of two`(
    from: Int, way: StepDirection, to: Int
  ) throws {
    let field = try Hyperparameter.named("training.batch_size", in: configuration)
    #expect(field.value(after: .integer(from), way) == .integer(to))
  }

  @Test func `steps of a share stay on their grid and in range`() throws {
    let field = try Hyperparameter.named("network.hidden.0.dropout", in: configuration)
    var value = HyperparameterValue.real(0)
    var seen: [String] = []
    while let next = field.value(after: value, .up) {
      value = next
      seen.append(next.description)
    }
    #expect(seen.prefix(3) == ["0.05", "0.1", "0.15"])
    #expect(seen.last == "0.95")
  }

  @Test func `names go around`() throws {
    let field = try Hyperparameter.named("network.initializer", in: configuration)
    #expect(field.value(after: .text("zeros"), .up) == .text("glorot_uniform"))
    #expect(field.value(after: .text("glorot_uniform"), .down) == .text("zeros"))
  }

  @Test func `an optional field comes on at its initial value and goes off below its smallest`()
    throws
  {
    let field = try Hyperparameter.named("training.clip_norm", in: configuration)
    #expect(field.value(after: .absent, .up) == .real(1))
    #expect(field.value(after: .real(0.01), .down) == .absent)
    #expect(field.value(after: .absent, .down) == nil)
  }

  @Test func `a mistyped key names the nearest one`() {
    let problem = #expect(throws: ConfigurationProblem.self) {
      try Hyperparameter.named("training.batchsize", in: configuration)
    }
    #expect(problem?.suggestion == "training.batch_size")
  }

  @Test func `a setting of another optimizer names those of this one`() {
    let problem = #expect(throws: ConfigurationProblem.self) {
      try Hyperparameter.named("training.optimizer.momentum", in: configuration)
    }
    #expect(problem?.expected.contains("learning_rate, beta1, beta2, epsilon") == true)
  }

  @Test(arguments: ["0", "-1", "1.5", "many", "", "1e99"])
  func `text that is no batch size is refused with what was expected`(text: String) throws {
    let field = try Hyperparameter.named("training.batch_size", in: configuration)
    let problem = #expect(throws: ConfigurationProblem.self) { try field.value(parsing: text) }
    #expect(problem?.expected == "a whole number from 1 to 1000000")
    #expect(problem?.found == text)
  }

  @Test(arguments: ["nan", "inf", "-inf", "-0.1"])
  func `numbers that are not finite or out of range are refused`(text: String) throws {
    let field = try Hyperparameter.named("training.optimizer.learning_rate", in: configuration)
    #expect(throws: ConfigurationProblem.self) { try field.value(parsing: text) }
  }

  @Test(arguments: [
    (0.001, "0.001"), (1e-5, "1e-5"), (2.5e-7, "2.5e-7"), (3, "3"), (0.3, "0.3"), (1e20, "1e20"),
  ])
  func `numbers print in the fewest digits that read back`(value: Double, text: String) {
    #expect(HyperparameterValue.real(value).description == text)
    #expect(Double(text) == value)
  }
}
