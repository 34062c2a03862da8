import ExperimentModel

extension EventLog {
  /// The events in the bytes of a log.
  ///
  /// - Throws: the first thing wrong; nothing that the bytes claim is believed before it is compared
  ///   with the bytes there are.
  static func events(in bytes: [UInt8]) throws(CheckpointError) -> [TrainerEvent] {
    var reader = CheckpointReader(bytes[...])
    var data: DataFacts?
    var events: [TrainerEvent] = []
    while !reader.isAtEnd { events.append(try reader.event(&data)) }
    return events
  }
}

extension CheckpointReader {
  fileprivate mutating func event(_ data: inout DataFacts?) throws(CheckpointError) -> TrainerEvent
  {
    let tag = try tag()
    switch tag {
    case 1: return .started(try facts(&data))
    case 2: return .sampled(try sample())
    case 3: return .evaluated(try report())
    case 4: return .changeApplied(try applied(&data))
    case 5: return .undone(try restored(&data))
    case 6: return .redone(try restored(&data))
    case 7: return .paused(atStep: try count())
    case 8: return .resumed(atStep: try count())
    case 9:
      guard case .ended(let end) = try standing() else {
        throw .damaged(expected: "the end of a run", found: "another standing")
      }
      return .ended(end)
    default: return .twin(try twinEvent(tag, &data))
    }
  }

  private mutating func twinEvent(
    _ tag: UInt8, _ data: inout DataFacts?
  ) throws(CheckpointError) -> TwinEvent {
    switch tag {
    case 10:
      return .started(
        TwinFacts(change: try change(), atStep: try count(), lastEpoch: try count()))
    case 11: return .sampled(try sample())
    case 12: return .evaluated(try report())
    case 13: return .changeApplied(try applied(&data))
    case 14: return .taken(try restored(&data))
    default: throw unknown(tag)
    }
  }

  private mutating func report() throws(CheckpointError) -> EpochReport {
    EpochReport(
      epoch: try count(), step: try count(), train: try knownMetrics(), dev: try metrics(),
      seconds: try real())
  }

  /// A count of a run, as a checkpoint has them: sums and products of two still fit.
  private mutating func count() throws(CheckpointError) -> Int {
    try count(upTo: 1 << 48, of: "steps or rows")
  }

  private static let identifiers = -1 << 48...1 << 48

  private mutating func sample() throws(CheckpointError) -> LossSample {
    let (first, last) = (try count(), try count())
    guard first > 0, first <= last else {
      throw .damaged(expected: "steps of a sample", found: "\(first) to \(last)")
    }
    let (epoch, seconds) = (try real(), try real())
    return LossSample(
      firstStep: first, lastStep: last, epoch: epoch, seconds: seconds,
      losses: LossRange(minimum: try real(), maximum: try real(), mean: try real()))
  }

  private mutating func knownMetrics() throws(CheckpointError) -> EvaluationMetrics {
    guard let metrics = try metrics() else {
      throw .damaged(expected: "metrics of the training part", found: "none")
    }
    return metrics
  }

  private mutating func applied(_ data: inout DataFacts?) throws(CheckpointError) -> AppliedChange {
    let (change, step) = (try change(), try count())
    let consequence = try consequence()
    let loss = try real()
    return AppliedChange(
      change: change, atStep: step, consequence: consequence,
      lossBefore: loss.isFinite ? loss : nil, facts: try facts(&data))
  }

  private mutating func restored(_ data: inout DataFacts?) throws(CheckpointError) -> RestoredRun {
    RestoredRun(
      change: try change(), changeCount: try count(), atStep: try count(),
      shared: SharedCourse(
        steps: try count(), changes: try count(), changesOfOther: try count()),
      standing: try standing(), facts: try facts(&data))
  }

  mutating func change() throws(CheckpointError) -> ConfigurationChange {
    let id = try integer()
    guard Self.identifiers.contains(id) else {
      throw .damaged(expected: "the number of a change", found: "\(id)")
    }
    let author = try author()
    return ConfigurationChange(id: id, edit: try edit(), author: author)
  }

  private mutating func facts(_ data: inout DataFacts?) throws(CheckpointError) -> RunFacts {
    let configuration = try configuration()
    let parameters = try count()
    let rows = PartRows(train: try count(), dev: try count(), test: try count())
    let threads = try count()
    if try tag() != 0 { data = try dataFacts() }
    guard let data else { throw .damaged(expected: "what is known of the data", found: "nothing") }
    return RunFacts(
      configuration: configuration, parameterCount: parameters, rows: rows, data: data,
      threads: threads)
  }

  private mutating func dataFacts() throws(CheckpointError) -> DataFacts {
    let name = try text()
    guard let task = Task(rawValue: name) else { throw .damaged(expected: "a task", found: name) }
    let target = try text()
    return DataFacts(
      task: task, featureNames: try texts(), targetName: target, classNames: try texts(),
      notes: try texts())
  }

  private mutating func texts() throws(CheckpointError) -> [String] {
    var texts: [String] = []
    for _ in 0..<(try count(ofBytes: 8)) { texts.append(try text()) }
    return texts
  }
}
