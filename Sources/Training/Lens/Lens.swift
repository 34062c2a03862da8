import Datasets
import ExperimentModel
import NeuralNetwork
import Synchronization

/// What a lens starts from.
struct LensSubject: Sendable {
  /// The run as it was between two steps.
  let checkpoint: SessionCheckpoint
  let data: PreparedData
  /// Processors that the run leaves free; at least one is used.
  let idleProcessorCount: Int
}

/// Short trainings from one checkpoint, on threads of their own that take what processor time is
/// left over.
final class Lens: Sendable {
  /// Memory that the trials of a lens may take, in bytes.
  static let largestByteCount = 256 << 20

  private let request: LensRequest
  private let subject: LensSubject
  private let reports: Mailbox<LensReport>
  private let wake: @Sendable () -> Void
  private let isCancelled = Atomic<Bool>(false)
  private let lead = Locked<WorkerThread?>(nil)

  init(
    _ request: LensRequest, on subject: LensSubject, reports: Mailbox<LensReport>,
    wake: @escaping @Sendable () -> Void
  ) {
    self.request = request
    self.subject = subject
    self.reports = reports
    self.wake = wake
  }

  /// Begins once the lens before has come to its end, so that there are never the trials of two.
  func start(after previous: Lens?) {
    let thread = WorkerThread { [self] in
      ThreadPriority.lowest.adopt()
      previous?.join()
      work()
    }
    lead.withLock { $0 = thread }
  }

  /// Asks the threads to end; they do before their next step.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Waits until no thread is left.
  func join() { lead.withLock(\.self)?.join() }

  private var hasToStop: Bool { isCancelled.load(ordering: .relaxed) }

  private func work() {
    guard !hasToStop else { return }
    let jury = LensJury(subject.data)
    let course = LensCourse(
      judgedRowCount: jury.rowCount, trainRowCount: subject.data.train.rowCount,
      batchSize: subject.checkpoint.configuration.training.batchSize)
    let measure = LensMeasure(of: request, task: subject.data.facts.task)
    let news = LensNews(
      LensBoard(
        request, course, jury, measure: measure, trainRowCount: subject.data.train.rowCount),
      reports, wake: wake)
    let trials = affordableTrials(news)
    let count = min(max(subject.idleProcessorCount, 1), trials.count)
    let others = (1..<max(count, 1)).map { worker in
      WorkerThread { [self] in
        ThreadPriority.lowest.adopt()
        train(trials.filter { $0 % count == worker }, course, jury, measure, news)
      }
    }
    train(trials.filter { $0 % max(count, 1) == 0 }, course, jury, measure, news)
    for other in others { other.join() }
  }

  /// The trials there is memory for, the one that changes nothing first of all.
  private func affordableTrials(_ news: LensNews) -> [Int] {
    let current = request.currentTrial
    var room = Self.largestByteCount
    var affordable: [Int] = []
    for trial in [current] + (0..<request.trialCount).filter({ $0 != current }) {
      let bytes = byteCount(ofTrial: trial)
      guard bytes <= room else {
        news.change { $0.refuse(trial, reason: "takes too much memory") }
        continue
      }
      room -= bytes
      affordable.append(trial)
    }
    return affordable.sorted()
  }

  private func byteCount(ofTrial trial: Int) -> Int {
    var configuration = subject.checkpoint.configuration
    for edit in request.edits(ofTrial: trial) {
      configuration = (try? configuration.applying(edit)) ?? configuration
    }
    return Self.byteCount(ofTrial: configuration, on: subject.data)
  }

  /// The memory of a trial: weights, gradients and what an optimizer remembers; what a batch and an
  /// evaluation leave in each layer; the order of the rows and their targets.
  static func byteCount(
    ofTrial configuration: ExperimentConfiguration, on data: PreparedData
  ) -> Int {
    let shape = NetworkShape(
      configuration.network, inputCount: data.facts.featureNames.count,
      outputCount: data.facts.outputCount)
    let batch = min(configuration.training.batchSize, data.rows.train)
    let numbers =
      shape.numberCount(batchRows: batch) + 2 * Evaluator.sideRowCount * shape.largestWidth
      + 2 * (data.rows.train + data.rows.dev + data.rows.test)
    return numbers * MemoryLayout<Float>.size
  }

  private func train(
    _ numbers: [Int], _ course: LensCourse, _ jury: LensJury, _ measure: LensMeasure,
    _ news: LensNews
  ) {
    let bench = JuryBench(jury, measure)
    var trials: [Trial] = []
    for number in numbers where !hasToStop {
      do throws(TrialError) {
        trials.append(
          try Trial(number, request.edits(ofTrial: number), subject, rows: course.length))
      } catch {
        news.change { $0.refuse(number, reason: error.reason) }
      }
    }
    for rows in course.rows {
      for trial in trials {
        trial.train(rows: rows) { hasToStop }
        if hasToStop { return }
        let scores = trial.scores(by: bench)
        news.change { $0.append(scores, to: trial.number) }
      }
    }
  }
}

extension LensMeasure {
  /// Values of one loss can be compared; where the loss itself is another, only errors can.
  init(of request: LensRequest, task: Task) {
    let changesLoss = request.axes.contains {
      $0.key == "training.loss" || $0.key == "training.huber_delta"
    }
    if !changesLoss {
      self = .loss
    } else {
      self = task == .regression ? .squaredError : .errorRate
    }
  }
}

/// One short training; it belongs to the thread that made it.
private final class Trial {
  let number: Int
  private let firstSample: Int
  private var session: TrainingSession

  init(
    _ number: Int, _ edits: [ConfigurationEdit], _ subject: LensSubject, rows: Int
  ) throws(TrialError) {
    self.number = number
    firstSample = subject.checkpoint.counters.samples
    session = try TrainingSession.trial(
      of: edits, from: subject.checkpoint, on: subject.data, rows: rows)
  }

  func train(rows: Int, unless isCancelled: () -> Bool) {
    session.train(untilSample: firstSample + rows, unless: isCancelled)
  }

  func scores(by bench: JuryBench) -> [Double] { bench.scores(of: session) }
}

/// A jury where the kernels read it.
private final class JuryBench {
  private final class Group {
    let part: EvaluationPart

    init(_ data: DataPart) { part = EvaluationPart(data) }
  }

  private let groups: [Group]
  private let measure: LensMeasure

  init(_ jury: LensJury, _ measure: LensMeasure) {
    groups = jury.groups.map(Group.init)
    self.measure = measure
  }

  /// The measure of each group in inference mode; NaN where training was not finite.
  func scores(of session: borrowing TrainingSession) -> [Double] {
    session.beginTurn()
    defer { session.endTurn() }
    let judge = Judge(session.configuration.training, session.data.prepared)
    let isFinite = session.phase == .running
    return groups.map { group in
      guard isFinite,
        let metrics = session.evaluator.evaluate(session.model.network, on: group.part, judge)
      else { return .nan }
      return metrics.score(measure)
    }
  }
}

extension EvaluationMetrics {
  fileprivate func score(_ measure: LensMeasure) -> Double {
    switch (measure, task) {
    case (.squaredError, .regression(let rmse, _, _)): rmse * rmse
    case (.loss, _): loss
    case (.errorRate, _), (.squaredError, _): error ?? .nan
    }
  }
}
