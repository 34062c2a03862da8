import ExperimentModel

/// What happened in a run as bytes, one event behind the other, so that curves and metrics can be
/// had again.
///
/// Steps are not part of it, nor what a twin does; but where the run goes over to its twin, what that
/// did until then stands before it.
struct EventLog {
  private var writer = CheckpointWriter()
  private var figureCounts = [Int](repeating: 0, count: 4)
  /// Of each kind of figure one in so many is kept.
  private var stride = 1
  // Names of columns and notes take far more than a change, and change only with the data.
  private var lastData: DataFacts?

  /// A log that goes on behind events that were read.
  init(after events: [TrainerEvent] = []) {
    for event in events { lastData = event.facts?.data ?? lastData }
  }

  /// Adds an event; most of what only a screen needs to know is left out.
  mutating func record(_ event: TrainerEvent) {
    switch event {
    case .started(let facts):
      writer.put(UInt8(1))
      put(facts)
    case .sampled(let sample):
      writer.put(UInt8(2))
      writer.put(sample)
    case .evaluated(let report):
      writer.put(UInt8(3))
      writer.put(report)
    case .changeApplied(let applied):
      writer.put(UInt8(4))
      put(applied)
    case .undone(let restored):
      writer.put(UInt8(5))
      put(restored)
    case .redone(let restored):
      writer.put(UInt8(6))
      put(restored)
    case .paused(let step):
      writer.put(UInt8(7))
      writer.put(step)
    case .resumed(let step):
      writer.put(UInt8(8))
      writer.put(step)
    case .ended(let end):
      writer.put(UInt8(9))
      writer.put(RunStanding.ended(end))
    case .twin(let event):
      record(event)
    case .stepped, .changeRejected, .undoRejected, .redoRejected, .saveFailed, .stateGivenUp,
      .openFailed:
      break
    }
  }

  private mutating func record(_ event: TwinEvent) {
    switch event {
    case .started(let facts):
      writer.put(UInt8(10))
      writer.put(facts.change)
      writer.put(facts.atStep)
      writer.put(facts.lastEpoch)
    case .sampled(let sample):
      writer.put(UInt8(11))
      writer.put(sample)
    case .evaluated(let report):
      writer.put(UInt8(12))
      writer.put(report)
    case .changeApplied(let applied):
      writer.put(UInt8(13))
      put(applied)
    case .taken(let restored):
      writer.put(UInt8(14))
      put(restored)
    case .compared, .finished, .dismissed, .rejected:
      break
    }
  }

  /// Adds an event; of samples and evaluations behind each further `count` bytes half as many as
  /// before, for a disk that takes nothing would let them fill the memory.
  ///
  /// `past` are the bytes there were before these.
  ///
  /// - Returns: whether it was added.
  @discardableResult
  mutating func record(_ event: TrainerEvent, within count: Int, after past: Int = 0) -> Bool {
    if let kind = event.figureKind {
      figureCounts[kind] += 1
      let stride = stride << min((past + byteCount) / max(count, 1), 16)
      guard figureCounts[kind].isMultiple(of: stride) else { return false }
    }
    record(event)
    return true
  }

  /// Keeps from here on fewer figures, as those before them were halved so many times.
  mutating func widen(by halvings: Int) { stride = min(stride << min(halvings, 32), 1 << 32) }

  /// The bytes of events, of whose figures every second one is taken out until they are at most `limit`
  /// or hardly any figures are left; the newest of each kind stays.
  static func thinned(
    _ events: [TrainerEvent], to limit: Int
  ) -> (bytes: [UInt8], halvings: Int)? {
    var events = events
    var figureCount = events.count { $0.figureKind != nil }
    var thinned: (bytes: [UInt8], halvings: Int)?
    // A figure takes about a hundred bytes: these few do not count.
    while figureCount > max(limit / 512, 8), thinned.map({ $0.bytes.count > limit }) ?? true {
      events = halved(events)
      figureCount = events.count { $0.figureKind != nil }
      var log = EventLog()
      for event in events { log.record(event) }
      thinned = (log.take(), (thinned?.halvings ?? 0) + 1)
    }
    return thinned
  }

  private static func halved(_ events: [TrainerEvent]) -> [TrainerEvent] {
    var counts = [0, 0, 0, 0]
    return events.reversed().filter { event in
      guard let kind = event.figureKind else { return true }
      counts[kind] += 1
      return !counts[kind].isMultiple(of: 2)
    }.reversed()
  }

  /// Bytes that were not taken yet.
  var byteCount: Int { writer.bytes.count }

  /// Takes the bytes of the events since the last call.
  mutating func take() -> [UInt8] {
    defer { writer = CheckpointWriter() }
    return writer.bytes
  }

  private mutating func put(_ facts: RunFacts) {
    writer.put(facts.configuration)
    for number in [
      facts.parameterCount, facts.rows.train, facts.rows.dev, facts.rows.test, facts.threads,
    ] { writer.put(number) }
    let isKnown = facts.data == lastData
    writer.put(UInt8(isKnown ? 0 : 1))
    if !isKnown { writer.put(facts.data) }
    lastData = facts.data
  }

  private mutating func put(_ applied: AppliedChange) {
    writer.put(applied.change)
    writer.put(applied.atStep)
    writer.put(applied.consequence)
    writer.put(applied.lossBefore ?? .nan)
    put(applied.facts)
  }

  private mutating func put(_ restored: RestoredRun) {
    writer.put(restored.change)
    writer.put(restored.changeCount)
    writer.put(restored.atStep)
    writer.put(restored.shared.steps)
    writer.put(restored.shared.changes)
    writer.put(restored.shared.changesOfOther)
    writer.put(restored.standing)
    put(restored.facts)
  }
}

extension CheckpointWriter {
  mutating func put(_ change: ConfigurationChange) {
    put(change.id)
    put(change.author.rawValue)
    put(change.edit)
  }

  fileprivate mutating func put(_ sample: LossSample) {
    put(sample.firstStep)
    put(sample.lastStep)
    for number in [sample.epoch, sample.seconds, sample.minimum, sample.maximum, sample.mean] {
      put(number)
    }
  }

  fileprivate mutating func put(_ report: EpochReport) {
    put(report.epoch)
    put(report.step)
    put(report.train)
    put(report.dev)
    put(report.seconds)
  }

  fileprivate mutating func put(_ data: DataFacts) {
    put(data.task.rawValue)
    put(data.targetName)
    for names in [data.featureNames, data.classNames, data.notes] {
      put(names.count)
      for name in names { put(name) }
    }
  }
}

extension TrainerEvent {
  /// What is known of the run from there on.
  var facts: RunFacts? {
    switch self {
    case .started(let facts): facts
    case .changeApplied(let applied): applied.facts
    case .undone(let restored), .redone(let restored), .twin(.taken(let restored)): restored.facts
    default: nil
    }
  }

  /// The kind of a sample or an evaluation, from 0; `nil` for what is always kept.
  fileprivate var figureKind: Int? {
    switch self {
    case .sampled: 0
    case .evaluated: 1
    case .twin(.sampled): 2
    case .twin(.evaluated): 3
    default: nil
    }
  }
}
