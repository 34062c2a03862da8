import Datasets
import ExperimentModel

/// The untouched network, on a thread of its own beside the run that was changed.
///
/// It sees the batches that it would have seen without the change, begins none once it has seen as
/// many rows as the run, and waits without the processor where the run waits.
final class Twin: Sendable {
  private enum Order: Sendable {
    /// The run has trained on so many rows.
    case follow(rows: Int)
    /// The run was judged.
    case compare(RowErrors)
    case handOver
    case end
  }

  /// What is handed over: the twin's state, and what it told on the way there.
  struct Handover {
    var state: SessionCheckpoint
    var course: [TrainerEvent]
  }

  let facts: TwinFacts
  private let orders = Mailbox<Order>()
  private let handedOver = Mailbox<Handover?>()
  private let thread: WorkerThread

  /// Starts a twin from the state before a change.
  ///
  /// `tell` takes what happens, on the twin's thread.
  init(
    _ facts: TwinFacts, from state: KeptState, data: PreparedData,
    options: SessionOptions, tell: @escaping @Sendable ([TwinEvent]) -> Void
  ) {
    self.facts = facts
    let (orders, handedOver) = (orders, handedOver)
    thread = WorkerThread {
      do throws(CheckpointError) {
        var untouched = try state.checkpoint()
        untouched.standing = .running
        let session = try TrainingSession.resuming(untouched, data: data, options: options)
        var course = Course(session, facts, tell: tell)
        handedOver.post([course.serve(orders)])
      } catch {
        tell([.rejected(reason: error.description)])
        Self.waitForEnd(orders)
        handedOver.post([nil])
      }
    }
  }

  // Who leads a twin does not know that it could not begin.
  private static func waitForEnd(_ orders: Mailbox<Order>) {
    while true {
      for order in orders.drainWaiting() {
        switch order {
        case .follow, .compare: continue
        case .handOver, .end: return
        }
      }
    }
  }

  /// Lets it train until it has seen as many rows as the run.
  func follow(rows: Int) { orders.post([.follow(rows: rows)]) }

  /// Has it compare its dev rows with those of the run, when it is as far.
  func compare(_ rows: [RowErrors]) { orders.post(rows.map { .compare($0) }) }

  /// Ends it where it is.
  ///
  /// - Returns: its state and course, or `nil` where it could not begin.
  func handOver() -> Handover? {
    orders.post([.handOver])
    let handover = handedOver.drainWaiting().first ?? nil
    thread.join()
    return handover
  }

  /// Ends it.
  func endAndWait() {
    orders.post([.end])
    thread.join()
  }

  /// What the twin's thread does.
  private struct Course: ~Copyable {
    private var session: TrainingSession
    private let lastRows: Int
    private let tell: @Sendable ([TwinEvent]) -> Void
    private var comparisons = RowComparisons()
    private var hasFinished = false
    // As bytes, because it is all but always for nothing.
    private var log: EventLog

    init(
      _ session: consuming TrainingSession, _ facts: TwinFacts,
      tell: @escaping @Sendable ([TwinEvent]) -> Void
    ) {
      self.session = session
      self.session.judgesRows = true
      self.session.sampleLimit = self.session.samples
      lastRows = facts.lastEpoch * self.session.facts.rows.train
      self.tell = tell
      log = EventLog()
      log.record(.twin(.started(facts)))
    }

    /// Follows the run until told to end.
    ///
    /// - Returns: what is handed over, where that is wanted.
    mutating func serve(_ orders: Mailbox<Order>) -> Handover? {
      while true {
        for order in canAdvance ? orders.drain() : orders.drainWaiting() {
          switch order {
          case .follow(let rows): session.sampleLimit = min(rows, lastRows)
          case .compare(let rows):
            if let comparison = comparisons.remember(rows) { tell([.compared(comparison)]) }
          case .handOver: return handover()
          case .end: return nil
          }
        }
        if canAdvance { advance() }
        finishIfDone()
      }
    }

    private mutating func handover() -> Handover {
      // What can be read was written here.
      let course = (try? EventLog.events(in: log.take())) ?? []
      return Handover(state: session.checkpoint(), course: course)
    }

    private var canAdvance: Bool {
      session.isTraining && session.samples < session.sampleLimit
    }

    private mutating func advance() {
      var happened: [TrainerEvent] = []
      session.advance(&happened)
      var told: [TwinEvent] = []
      for event in happened {
        switch event {
        case .sampled(let sample): told.append(.sampled(sample))
        case .evaluated(let report): told.append(.evaluated(report))
        case .changeApplied(let change): told.append(.changeApplied(change))
        default: break
        }
      }
      for event in told { log.record(.twin(event), within: Self.largestCourse) }
      for rows in session.takeJudgedRows() {
        if let comparison = comparisons.compare(with: rows) { told.append(.compared(comparison)) }
      }
      if !told.isEmpty { tell(told) }
    }

    // As of a session, beyond which figures are thinned.
    private static let largestCourse = 4 << 20

    private mutating func finishIfDone() {
      guard !hasFinished, !session.isTraining || session.samples >= lastRows else { return }
      hasFinished = true
      tell([.finished(atStep: session.step)])
    }
  }
}
