import ExperimentModel
import Testing

@Suite struct LensTests {
  private var configuration: ExperimentConfiguration {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = [HiddenLayer(units: 16), HiddenLayer(units: 4)]
    return configuration
  }

  private func values(
    _ key: HyperparameterKey, around value: HyperparameterValue, count: Int = 9
  ) throws -> [HyperparameterValue] {
    var changed = configuration
    if case .text(let name) = value, key == "training.optimizer.name" {
      changed.training.optimizer = OptimizerConfiguration(
        try #require(OptimizerName(rawValue: name)))
    }
    return try Hyperparameter.named(key, in: changed).values(around: value, count: count)
  }

  @Test func `learning rates lie half a power of ten apart, the present one in their middle`()
    throws
  {
    let rates = try values("training.optimizer.learning_rate", around: .real(0.001))
    #expect(
      rates == [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1].map { .real($0) })
    let odd = try values("training.optimizer.learning_rate", around: .real(0.02))
    #expect(
      odd.map(\.description).joined(separator: " ")
        == "0.0002 0.00063 0.002 0.0063 0.02 0.063 0.2 0.63 2")
  }

  @Test func `what a bound cuts off on one side comes on the other`() throws {
    #expect(
      try values("network.hidden.1.units", around: .integer(4))
        == [1, 2, 4, 8, 16, 32, 64, 128, 256].map { .integer($0) })
    #expect(
      try values("network.hidden.0.dropout", around: .real(0))
        == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map { .real($0) })
  }

  @Test func `a remedy is compared with doing without it`() throws {
    let decay = try values("training.regularization.l2", around: .real(1e-4))
    #expect(decay.first == .real(0))
    #expect(decay.contains(.real(1e-4)))
    #expect(decay.count == 9)
    let clip = try values("training.clip_norm", around: .real(1))
    #expect(clip.first == .absent)
    #expect(try values("training.clip_norm", around: .absent).prefix(2) == [.absent, .real(0.01)])
  }

  @Test func `shares of memory are spread by what they lack to 1`() throws {
    #expect(
      try values("training.optimizer.beta1", around: .real(0.9), count: 5)
        == [0, 0.7, 0.9, 0.97, 0.99].map { .real($0) })
  }

  @Test func `of names there are all, or those around the present one`() throws {
    let names = try values("network.hidden.0.activation", around: .text("tanh"))
    #expect(names.count == Activation.allCases.count)
    let few = try values("network.hidden.0.activation", around: .text("mish"), count: 5)
    #expect(few.count == 6)
    #expect(few.last == .text("mish"))
    #expect(try values("training.shuffle", around: .flag(true)) == [.flag(false), .flag(true)])
  }

  @Test func `all values are accepted, distinct, in order, and the present one is among them`()
    throws
  {
    for optimizer in OptimizerName.allCases {
      for schedule in ScheduleName.allCases {
        var full = configuration
        full.training.optimizer = OptimizerConfiguration(optimizer)
        full.training.schedule = ScheduleConfiguration(schedule)
        full.training.loss = .huber
        for field in Hyperparameter.all(in: full) where field.lensRefusal == nil {
          let present = field.value(in: full)
          for count in [5, 7, 9] {
            let values = field.values(around: present, count: count)
            #expect(values.contains(present), "\(field.key)")
            #expect(Set(values).count == values.count, "\(field.key)")
            for value in values {
              var copy = full
              try field.set(value, in: &copy)
            }
            let numbers = values.compactMap(\.number)
            #expect(numbers == numbers.sorted(), "\(field.key) \(values)")
          }
        }
      }
    }
  }

  @Test func `fields of which a short training tells nothing say why`() {
    let refused = Hyperparameter.all(in: configuration).filter { $0.lensRefusal != nil }
    #expect(
      Set(refused.map(\.key.description)) == [
        "name", "notes", "target_error", "data.source", "data.target", "data.task",
        "data.split.train", "data.split.dev", "data.split.test", "data.standardize", "data.seed",
        "network.initializer", "training.epochs", "training.early_stopping.patience",
        "training.evaluate_every", "training.seed", "training.repeats",
      ])
  }

  @Test func `two fields make all pairs, the first one's values next to each other`() throws {
    let rate = try Hyperparameter.named("training.optimizer.learning_rate", in: configuration)
    let size = try Hyperparameter.named("training.batch_size", in: configuration)
    let request = LensRequest(
      id: 1,
      axes: [
        LensAxis(rate, in: configuration, count: 3), LensAxis(size, in: configuration, count: 3),
      ])
    #expect(request.trialCount == 9)
    #expect(request.edits(ofTrial: request.currentTrial) == [])
    #expect(request.edits(ofTrial: 3) == [.set(rate.key, request.axes[0].values[0])])
    #expect(
      request.edits(ofTrial: 8) == [
        .set(rate.key, request.axes[0].values[2]), .set(size.key, request.axes[1].values[2]),
      ])
  }

  @Test func `the best has the smallest last score, and none is best before something was trained`()
  {
    var report = LensReport(
      id: 1, phase: .growing, epochs: [0],
      trials: [LensTrial(scores: [1]), LensTrial(scores: [0.5])])
    #expect(report.best == nil)
    report.epochs = [0, 1]
    report.trials = [
      LensTrial(scores: [1, 0.4]), LensTrial(scores: [1, .nan]), LensTrial(scores: [1, 0.3]),
      LensTrial(refusal: "too large"),
    ]
    #expect(report.best == 2)
  }
}

extension HyperparameterValue {
  fileprivate var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .flag, .text, .absent: nil
    }
  }
}
