import ExperimentModel

/// What the trials of a lens have come to so far; the threads of a lens write to it.
struct LensBoard: Sendable {
  private struct Trial {
    /// The scores of each group at each point.
    var scores: [[Double]] = []
    var refusal: String?
  }

  private let request: LensRequest
  private let course: LensCourse
  private let measure: LensMeasure
  private let isOnDev: Bool
  private let judgedRowCount: Int
  private let trainRowCount: Int
  private var trials: [Trial]

  init(
    _ request: LensRequest, _ course: LensCourse, _ jury: LensJury, measure: LensMeasure,
    trainRowCount: Int
  ) {
    self.request = request
    self.course = course
    self.measure = measure
    isOnDev = jury.isOnDev
    judgedRowCount = jury.rowCount
    self.trainRowCount = max(trainRowCount, 1)
    trials = Array(repeating: Trial(), count: request.trialCount)
  }

  mutating func refuse(_ trial: Int, reason: String) { trials[trial].refusal = reason }

  mutating func append(_ scores: [Double], to trial: Int) { trials[trial].scores.append(scores) }

  /// The points that all trials have reached.
  var commonPointCount: Int {
    trials.lazy.filter { $0.refusal == nil }.map(\.scores.count).min() ?? 0
  }

  /// Whether there is nothing more to come.
  var isComplete: Bool { commonPointCount == course.pointCount }

  /// The trials as far as all of them have come, so that they are compared at the same rows.
  var report: LensReport {
    let count = commonPointCount
    let current = trials[request.currentTrial].scores
    return LensReport(
      id: request.id, phase: isComplete ? .finished : .growing, measure: measure,
      isOnDev: isOnDev, rowCount: judgedRowCount,
      epochs: course.rows.prefix(count).map { Double($0) / Double(trainRowCount) },
      trials: trials.map { trial in
        if let refusal = trial.refusal { return LensTrial(refusal: refusal) }
        guard count > 0, current.count >= count else { return LensTrial() }
        let (difference, error) = LensJury.difference(
          trial.scores[count - 1], from: current[count - 1])
        return LensTrial(
          scores: trial.scores.prefix(count).map { $0.reduce(0, +) / Double($0.count) },
          difference: difference, standardError: error)
      })
  }
}

/// The board, and when it was last told of.
final class LensNews: Sendable {
  private struct Content {
    var board: LensBoard
    var toldPointCount = 0
    var lastTold: ContinuousClock.Instant?
  }

  // Half a frame: what comes more often is never seen.
  private static let pace = Duration.milliseconds(16)
  private static let clock = ContinuousClock()

  private let content: Locked<Content>
  private let reports: Mailbox<LensReport>
  private let wake: @Sendable () -> Void

  init(_ board: LensBoard, _ reports: Mailbox<LensReport>, wake: @escaping @Sendable () -> Void) {
    content = Locked(Content(board: board))
    self.reports = reports
    self.wake = wake
  }

  /// Changes the board, and tells of it where all trials have come further and it is time.
  func change(_ change: (inout LensBoard) -> Void) {
    let isFirst = content.withLock { content -> Bool in
      change(&content.board)
      let count = content.board.commonPointCount
      guard count > content.toldPointCount else { return false }
      let now = Self.clock.now
      let isTime = content.lastTold.map { now - $0 >= Self.pace } ?? true
      guard isTime || content.board.isComplete else { return false }
      content.toldPointCount = count
      content.lastTold = now
      // Within the lock, or the threads' reports could overtake each other, and the last one counts.
      return reports.post([content.board.report])
    }
    if isFirst { wake() }
  }
}
