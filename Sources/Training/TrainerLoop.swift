import ExperimentModel

/// What the trainer's thread does: it trains and obeys, lets a twin follow and lenses look.
struct TrainerLoop: ~Copyable {
  private var session: TrainingSession
  private let ways: TrainerWays
  private var twin: Twin?
  private var lenses: LensStation
  private var happened: [TrainerEvent] = []
  private var saver: SessionSaver?

  init(_ session: consuming TrainingSession, _ ways: TrainerWays, saving: SessionSaving? = nil) {
    if let saving { saver = SessionSaver(saving, &session, keepsStates: true) }
    self.session = session
    self.ways = ways
    lenses = LensStation(reports: ways.lensReports, wake: ways.wake)
  }

  /// Trains and obeys until told to stop.
  mutating func serve() {
    while true {
      let orders = session.isTraining ? ways.orders.drain() : ways.orders.drainWaiting()
      var isStopping = false
      for order in orders where !isStopping {
        if ways.isHurried, order.command != .stop { continue }
        switch order {
        case .obey(let command):
          isStopping = command == .stop
          // What is saved is the run that goes on, and not the one that was ended for the evening.
          if isStopping { endSaving() }
          obey(command)
        case .openLens(let request): lenses.open(request, on: &session)
        case .closeLens: lenses.close()
        }
      }
      lenses.closeWhereInTheWay(of: session)
      if !isStopping { session.advance(&happened) }
      // After a command the gauge must not show what was before it.
      if ways.gauge.isWanted || !session.isTraining || !orders.isEmpty {
        ways.gauge.put(session.progress())
      }
      leadTwin()
      tellNow()
      if isStopping {
        dismissTwin()
        lenses.closeAndWait()
        return
      }
    }
  }

  private mutating func obey(_ command: TrainerCommand) {
    guard case .twin(let wish) = command else {
      let count = happened.count
      session.apply(command, &happened)
      // Where the run itself went back or began anew, the twin is of another course.
      if happened[count...].contains(where: \.isAnotherCourse) { dismissTwin() }
      return
    }
    switch wish {
    case .start(let epochs): startTwin(epochs: epochs)
    case .dismiss: dismissTwin()
    case .take: takeTwin()
    }
  }

  private mutating func startTwin(epochs: Int) {
    dismissTwin()
    let ways = ways
    do throws(TwinError) {
      let twin = try session.twin(epochs: epochs) { ways.post($0.map { .twin($0) }) }
      // What the twin itself tells must not come before this.
      happened.append(.twin(.started(twin.facts)))
      tellNow()
      session.judgesRows = true
      twin.follow(rows: session.samples)
      self.twin = twin
    } catch {
      happened.append(.twin(.rejected(reason: error.reason)))
    }
  }

  private mutating func dismissTwin() {
    guard let twin else { return }
    twin.endAndWait()
    letGo()
    happened.append(.twin(.dismissed))
    tellNow()
  }

  private mutating func takeTwin() {
    guard let twin else {
      happened.append(.twin(.rejected(reason: "There is no twin.")))
      return
    }
    let handover = twin.handOver()
    letGo()
    // Who looks has heard of its course as it went; what is saved has not.
    tellNow()
    if let handover,
      session.take(handover.state, insteadOf: twin.facts.change, &happened)
    {
      saver?.remember(handover.course)
    }
    happened.append(.twin(.dismissed))
    tellNow()
  }

  private mutating func letGo() {
    twin = nil
    session.judgesRows = false
    _ = session.takeJudgedRows()
  }

  private mutating func leadTwin() {
    guard let twin else { return }
    twin.compare(session.takeJudgedRows())
    twin.follow(rows: session.samples)
  }

  private mutating func endSaving() {
    // What the orders before the last one did is part of what is saved.
    tellNow()
    saver?.saveNow(&session)
    saver?.finish(keeping: session.changes)
    saver = nil
  }

  private mutating func tellNow() {
    saver?.note(happened, of: &session)
    if let reason = saver?.takeFailure() { happened.append(.saveFailed(reason: reason)) }
    if let reason = saver?.takeStateFailure() { happened.append(.stateGivenUp(reason: reason)) }
    ways.post(happened)
    happened.removeAll(keepingCapacity: true)
  }
}

/// What a trainer's thread is asked for.
enum TrainerOrder: Sendable {
  case obey(TrainerCommand)
  case openLens(LensRequest)
  case closeLens

  fileprivate var command: TrainerCommand? {
    if case .obey(let command) = self { command } else { nil }
  }
}

/// The ways across between a trainer's thread and the others.
struct TrainerWays: Sendable {
  let orders = Mailbox<TrainerOrder>()
  let events = Mailbox<TrainerEvent>()
  let lensReports = Mailbox<LensReport>()
  let gauge = LatestSlot<TrainingProgress>()
  let wake: @Sendable () -> Void
  /// How long somebody who has asked for the end waits for what was asked for before.
  var patience = Duration.seconds(1)
  private let end = LatestSlot<ContinuousClock.Instant>()

  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Asks for something; the end comes in its turn too, but not after much that takes long.
  func send(_ command: TrainerCommand) {
    if command == .stop { end.put(end.read() ?? .now) }
    orders.post([.obey(command)])
  }

  /// Whether the end was asked for so long ago that what was asked for before it is left undone.
  var isHurried: Bool { end.read().map { .now - $0 >= patience } ?? false }

  /// Tells what happened, and wakes who listens where there was nothing to hear before.
  func post(_ happened: [TrainerEvent]) {
    if events.post(happened) { wake() }
  }
}

extension TrainerEvent {
  /// Whether the run is no longer the one of which a change was made.
  fileprivate var isAnotherCourse: Bool {
    switch self {
    case .started, .undone, .redone: true
    default: false
    }
  }
}
