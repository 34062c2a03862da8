import ExperimentModel
import Testing

@testable import Training

@Suite struct CheckpointTests {
  /// A configuration by the memory it trains with.
  enum Memory: String, CaseIterable {
    case descent, momentum, nadam, lion, dropout, batchNorm, fileOrder, cosine, plateau
    case earlyStopping, penalties, regression, classes, augmentation

    var configuration: ExperimentConfiguration {
      var configuration = moons()
      switch self {
      case .descent: configuration.training.optimizer = OptimizerConfiguration(.sgd)
      case .momentum:
        configuration.training.optimizer = OptimizerConfiguration(.sgd)
        configuration.training.optimizer.momentum = 0.9
      case .nadam: configuration.training.optimizer = OptimizerConfiguration(.nadam)
      case .lion: configuration.training.optimizer = OptimizerConfiguration(.lion)
      case .dropout: configuration.network.hidden[0].dropout = 0.5
      case .batchNorm: configuration.network.hidden[1].batchNorm = true
      case .fileOrder: configuration.training.shuffle = false
      case .cosine:
        configuration.training.schedule = ScheduleConfiguration(.cosine)
        configuration.training.schedule.warmupSteps = 60
      case .plateau:
        configuration.training.optimizer.learningRate = 0.5
        configuration.training.schedule = ScheduleConfiguration(.reduceOnPlateau)
        configuration.training.schedule.patience = 1
      case .earlyStopping:
        configuration.training.epochs = 20
        configuration.training.earlyStopping = EarlyStopping()
        configuration.training.earlyStopping?.patience = 4
        configuration.training.earlyStopping?.minDelta = 0.02
      case .penalties:
        configuration.training.l1 = 0.001
        configuration.training.l2 = 0.001
        configuration.training.clipNorm = 0.1
        configuration.training.labelSmoothing = 0.1
      case .regression:
        configuration.data.source = "plane"
        configuration.training.loss = .huber
        configuration.training.huberDelta = 0.3
      case .classes: configuration.data.source = "blobs"
      case .augmentation:
        configuration.training.augmentation.noise = 0.2
        configuration.training.augmentation.mixup = 0.4
        configuration.training.classWeights = .balanced
      }
      return configuration
    }
  }

  // The end of the fifth epoch, the middle of the sixth, and one step into the first.
  @Test(arguments: Memory.allCases, [45, 50, 1])
  func `a run goes on in another session as if it had never stopped`(
    memory: Memory, steps: Int
  ) throws {
    var whole = try Course(memory.configuration)
    whole.train(steps: steps)
    whole.forgetEvents()
    whole.trainToEnd()

    var first = try Course(memory.configuration)
    first.train(steps: steps)
    let bytes = CheckpointFile.bytes(of: first.session.checkpoint())
    var other = memory.configuration
    other.training.seed = 2
    other.network.hidden = []
    var second = try Course(other)
    try second.session.restore(CheckpointFile.checkpoint(in: bytes))
    second.forgetEvents()
    second.trainToEnd()

    #expect(second.events == whole.events)
    #expect(second.session.weights() == whole.session.weights())
    #expect(second.state() == whole.state())
    #expect(whole.events.count > 10)
  }

  @Test func `a sample begun before the checkpoint is completed after it`() throws {
    var whole = try Course(moons())
    // From here on a sample covers two steps.
    whole.session.counters.step = 2_048
    whole.train(steps: 1)
    let checkpoint = whole.session.checkpoint()
    whole.forgetEvents()
    whole.train(steps: 1)
    var second = try Course(moons())
    second.forgetEvents()
    try second.session.restore(checkpoint)
    second.train(steps: 1)
    #expect(second.events == whole.events)
    guard case .sampled(let sample) = second.events.first else {
      Issue.record("a sample is told of")
      return
    }
    #expect(sample.firstStep == 2_049)
    #expect(sample.lastStep == 2_050)
  }

  @Test func `early stopping and the plateau are reached beyond the checkpoint`() throws {
    var stopping = try Course(Memory.earlyStopping.configuration)
    stopping.train(steps: 45)
    #expect(!stopping.state().stopping.bestState.isEmpty)
    stopping.trainToEnd()
    guard case .ended(let end) = stopping.session.phase else {
      Issue.record("the run ends")
      return
    }
    #expect(end.status == .stoppedEarly)
    #expect(end.steps > 50)
    var plateau = try Course(Memory.plateau.configuration)
    plateau.train(steps: 45)
    let factor = plateau.state().plateau.factor
    plateau.trainToEnd()
    #expect(plateau.state().plateau.factor < factor)
  }

  @Test(arguments: Memory.allCases)
  func `bytes hold all of a checkpoint`(memory: Memory) throws {
    var course = try Course(memory.configuration)
    course.train(steps: 50)
    let checkpoint = course.session.checkpoint()
    #expect(try CheckpointFile.checkpoint(in: CheckpointFile.bytes(of: checkpoint)) == checkpoint)
    course.trainToEnd()
    let last = course.session.checkpoint()
    #expect(try CheckpointFile.checkpoint(in: CheckpointFile.bytes(of: last)) == last)
  }

  @Test(arguments: Memory.allCases)
  func `a checkpoint in the place of an older one is the same, in its memory`(
    memory: Memory
  ) throws {
    var configuration = memory.configuration
    configuration.training.repeats = 2
    var course = try Course(configuration)
    course.train(steps: 3)
    var state = course.session.checkpoint()
    let places = Self.places(of: state)
    course.train(steps: 48)
    course.session.checkpoint(inPlaceOf: &state)
    #expect(state == course.session.checkpoint())
    #expect(Self.places(of: state) == places)
    // Of another size it finds a place of its own.
    course.change(.set("network.hidden.0.units", .integer(11)))
    course.change(.set("training.optimizer.name", .text("adadelta")))
    course.session.checkpoint(inPlaceOf: &state)
    #expect(state == course.session.checkpoint())
  }

  @Test func `what a checkpoint takes is known before it is made`() throws {
    var configuration = Memory.earlyStopping.configuration
    configuration.training.repeats = 3
    var course = try Course(configuration)
    course.train(steps: 20)
    course.change(.set("training.batch_size", .integer(8)))
    let state = course.state()
    #expect(!state.stopping.bestState.isEmpty)
    #expect(!state.ledger.entries.isEmpty)
    #expect(course.session.checkpointByteCount == state.byteCount)
  }

  private static func places(of state: SessionCheckpoint) -> [UInt] {
    let copies = state.copies.flatMap { places(of: $0) }
    let network = unsafe state.network.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
    let slots = unsafe state.optimizer.slots.withUnsafeBytes {
      UInt(bitPattern: $0.baseAddress)
    }
    let order = unsafe state.batches.order.withUnsafeBytes {
      UInt(bitPattern: $0.baseAddress)
    }
    return [network, slots, order] + copies
  }

  @Test func `another data set is loaded where the checkpoint is of one`() throws {
    var course = try Course(Memory.classes.configuration)
    course.train(steps: 20)
    let checkpoint = course.session.checkpoint()
    course.trainToEnd()
    var other = try Course(Memory.regression.configuration)
    try other.session.restore(checkpoint)
    other.trainToEnd()
    #expect(other.session.weights() == course.session.weights())
  }

  @Test func `a session that has told nothing tells of the run it took over`() throws {
    var course = try Course(moons())
    course.train(steps: 20)
    let checkpoint = course.session.checkpoint()
    var other = moons()
    other.training.batchSize = 64
    var session = try TrainingSession(
      configuration: other, data: course.session.data.prepared, options: SessionOptions())
    try session.restore(checkpoint)
    var events: [TrainerEvent] = []
    session.advance(&events)
    guard case .started(let facts) = events.first else {
      Issue.record("a run is told of")
      return
    }
    #expect(facts.configuration == checkpoint.configuration)
  }

  @Test func `what does not fit is refused, and the session stays as it was`() throws {
    var course = try Course(moons())
    course.train(steps: 20)
    let good = course.session.checkpoint()
    course.train(steps: 3)
    let before = course.state()
    let faults: [(inout SessionCheckpoint) -> Void] = [
      { $0.network.removeLast() },
      { $0.optimizer.slots.append(0) },
      { $0.batches.order.removeLast() },
      { $0.batches.order[0] = $0.batches.order[1] },
      { $0.batches.order[0] = -1 },
      { $0.batches.position = -1 },
      { $0.batches.position = 10_000 },
      { $0.counters.step = -1 },
      { $0.counters.epoch = .max },
      { $0.stopping.bestState = [1] },
      { $0.recorder.firstStep = 20 },
      { $0.recorder.lastStep = 21 },
      { $0.data = .values(hash: 1, nil) },
      { $0.configuration.training.loss = .huber },
      { $0.configuration.training.batchSize = 0 },
      { $0.configuration.network.hidden[0].units = 7 },
      { $0.configuration.data.source = "no-such.csv" },
    ]
    for (index, fault) in faults.enumerated() {
      var checkpoint = good
      fault(&checkpoint)
      #expect(throws: CheckpointError.self, "fault \(index)") {
        try course.session.restore(checkpoint)
      }
      #expect(course.state() == before, "fault \(index)")
    }
    try course.session.restore(good)
    #expect(course.session.counters.step == 20)
  }
}

@Suite struct CheckpointFileTests {
  private static func bytes() throws -> [UInt8] {
    var configuration = moons()
    configuration.data.rows = 20
    configuration.network.hidden = [HiddenLayer(units: 2)]
    configuration.training.earlyStopping = EarlyStopping()
    var course = try Course(configuration)
    course.trainToEnd()
    return CheckpointFile.bytes(of: course.session.checkpoint())
  }

  @Test func `bytes cut short anywhere are refused`() throws {
    let bytes = try Self.bytes()
    for count in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: CheckpointError.self) {
        try CheckpointFile.checkpoint(in: Array(bytes.prefix(count)))
      }
    }
  }

  @Test func `a changed byte is noticed`() throws {
    var bytes = try Self.bytes()
    bytes[bytes.count / 2] ^= 1
    #expect(
      throws: CheckpointError.damaged(
        expected: "a whole checkpoint", found: "one cut short or changed")
    ) { try CheckpointFile.checkpoint(in: bytes) }
  }

  @Test func `other files and versions are told by what they are`() throws {
    #expect(throws: CheckpointError.damaged(expected: "a checkpoint of nn-tui", found: "no bytes"))
    {
      try CheckpointFile.checkpoint(in: [])
    }
    #expect(
      throws: CheckpointError.damaged(expected: "a checkpoint of nn-tui", found: "another file")
    ) { try CheckpointFile.checkpoint(in: Array("{\"event\":\"start\"}".utf8)) }
    var bytes = try Self.bytes()
    bytes[CheckpointFile.title.utf8.count] = 9
    #expect(
      throws: CheckpointError.damaged(
        expected: "a checkpoint of version 5 to 6", found: "version 9")
    ) { try CheckpointFile.checkpoint(in: bytes) }
  }

  @Test func `no byte, however false, harms the session that takes it`() async throws {
    await #expect(processExitsWith: .success) {
      let bytes = try CheckpointFileTests.bytes()
      let good = try CheckpointFile.checkpoint(in: bytes)
      var course = try Course(good.configuration)
      var refusals = 0
      for place in CheckpointFile.title.utf8.count..<bytes.count - 8 {
        do {
          let checkpoint = try CheckpointFile.checkpoint(
            in: CheckpointFileTests.falsified(bytes, at: place))
          guard checkpoint.configuration.data == good.configuration.data else { continue }
          try course.session.restore(checkpoint)
          course.train(steps: 1)
        } catch {
          refusals += 1
          #expect(!"\(error)".isEmpty)
        }
      }
      #expect(refusals > 500)
    }
  }

  /// The bytes with one changed, and the hash over what they are now.
  private static func falsified(_ bytes: [UInt8], at place: Int) -> [UInt8] {
    var changed = bytes
    changed[place] = [0x00, 0x7F, 0xFF, bytes[place] ^ 1][place % 4]
    changed.replaceSubrange((bytes.count - 8)..., with: hash(of: changed.dropLast(8)))
    return changed
  }

  private static func hash(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    let hash = CheckpointFile.hash(of: bytes)
    return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
  }
}
