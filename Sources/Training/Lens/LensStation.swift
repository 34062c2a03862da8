import ExperimentModel

/// The lenses of a trainer, of which the newest alone is at work; it belongs to the trainer's thread.
struct LensStation: Sendable {
  private let reports: Mailbox<LensReport>
  private let wake: @Sendable () -> Void
  private var lens: Lens?

  init(reports: Mailbox<LensReport>, wake: @escaping @Sendable () -> Void) {
    self.reports = reports
    self.wake = wake
  }

  /// Opens a lens on a session as it is between two steps, in place of the one before.
  ///
  /// Cost to the session: that of a checkpoint of one network.
  mutating func open(_ request: LensRequest, on session: inout TrainingSession) {
    close()
    if let reason = session.lensRefusal ?? session.trialRefusal {
      let refused = LensReport(id: request.id, phase: .refused(reason: reason))
      if reports.post([refused]) { wake() }
      return
    }
    let subject = LensSubject(
      checkpoint: session.checkpointWithoutCopies(), data: session.data.prepared,
      idleProcessorCount: ProcessorCount.available - (session.isTraining ? 1 : 0))
    let next = Lens(request, on: subject, reports: reports, wake: wake)
    next.start(after: lens)
    lens = next
  }

  /// Asks the lens that is open to end.
  func close() { lens?.cancel() }

  /// Asks the lens to end where a run that waited goes on and its products would have to wait for it.
  mutating func closeWhereInTheWay(of session: borrowing TrainingSession) {
    if lens != nil, session.lensRefusal != nil { close() }
  }

  /// Ends the lens that is open, and waits until none of its threads is left.
  func closeAndWait() {
    close()
    lens?.join()
  }
}

extension TrainingSession {
  /// Why short trainings from here would tell nothing, or cost the run more than they tell.
  fileprivate var lensRefusal: String? {
    if case .ended(let end) = phase, end.status == .diverged {
      return "The loss is not finite: r starts again."
    }
    if data.batches.rowCount == 0 { return "There are no rows to train on." }
    // OpenBLAS has one pool of threads, for which the run would have to wait.
    if isTraining, threadCount > 1 {
      return "The run uses \(threadCount) threads: pause it first."
    }
    return nil
  }

  /// Why there is no memory for short trainings.
  fileprivate var trialRefusal: String? {
    // Without the one that changes nothing there is nothing that others could be compared with.
    Lens.byteCount(ofTrial: configuration, on: data.prepared) <= Lens.largestByteCount
      ? nil : "A trial of this network takes too much memory."
  }
}
