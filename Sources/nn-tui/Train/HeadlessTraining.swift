import Datasets
import ExperimentModel
import Files
import Presets
import Training

/// A run without a screen from its beginning to its end, with all that it leaves behind.
struct HeadlessTraining {
  var outputs: RunOutputOptions
  var store: PresetStore
  /// When the program began.
  var start: ContinuousClock.Instant
  /// The step after which a run that goes on is ended.
  var lastStep = Int.max
  /// Where the session is saved as it goes; `nil` for nowhere.
  var sessions: SessionStore?
  /// Whether the training can be repeated from a file, so that only its end is worth saving.
  var isRepeatable = false

  /// Goes on with a session that was saved.
  func run(_ resumed: ResumedSession) throws(CommandError) {
    var options = resumed.prepared.options
    options.reportsEveryStep = outputs.everyStep
    options.keepsStates = false
    try checkInputs(of: resumed.prepared)
    let session = try resumed.session(options)
    var notes = [
      session.ending == nil
        ? "The session goes on from step \(session.step)."
        : "The session had ended at step \(session.step): there is nothing left to train."
    ]
    if outputs.everyStep, session.step > 0 {
      notes.append("The metrics have no lines for steps up to \(session.step), only for epochs.")
    }
    if outputs.metrics != nil, !resumed.saved.hasAllEvents {
      notes.append("The session was too long for all of its epochs to be kept for the metrics.")
    }
    try run(session, history: resumed.saved.events, notes: notes, saving: resumed.saving(store))
  }

  func run(_ experiment: PreparedExperiment) throws(CommandError) {
    var prepared = experiment
    prepared.options.reportsEveryStep = outputs.everyStep
    prepared.options.keepsStates = false
    try checkInputs(of: prepared)
    let session = try prepared.session()
    var saving = sessions.map { sessions in
      SessionSaving(
        in: sessions, threads: prepared.options.threads,
        workingDirectory: WorkingDirectory.path
      ) { store.sessionBytes($0, inFolder: $1) }
    }
    saving?.isOnlyForEnd = isRepeatable
    try run(session, history: [], notes: prepared.data.facts.notes, saving: saving)
  }

  private func run(
    _ session: consuming TrainingSession, history: [TrainerEvent], notes: [String],
    saving: SessionSaving?
  ) throws(CommandError) {
    // Outputs that were there before are not touched by an experiment that cannot begin.
    try checkFile(outputs.saveWeights)
    try checkFile(outputs.saveSession)
    let metrics = try outputs.metrics.map { path throws(CommandError) in
      try MetricsOutput(
        to: path == "-" ? .standardOutput : .creating(path), start: start)
    }
    if !outputs.quiet { tell(notes) }
    StopRequest.listen()
    // Who writes nothing of a session that had ended only looks at it.
    let isLook = session.ending != nil && outputs.files.isEmpty && outputs.metrics == nil
    var run = HeadlessRun(
      session, metrics: metrics,
      progress: outputs.quiet ? nil : ProgressReporter(to: .standardError), saving: saving)
    run.lastStep = lastStep
    run.securesEnd = outputs.saveWeights != nil || outputs.saveSession != nil
    var unwritten = UnwrittenOutputs(outputs)
    let end: RunEnd
    do throws(CommandError) {
      let summary = try run.run(after: history)
      unwritten.remove("--metrics")
      end = summary.end
      try write(summary, of: &run, &unwritten, keepsSession: isLook)
    } catch {
      throw keptSession(of: &run, after: error, unwritten, isLook: isLook)
    }
    if end.status == .stopped, let signal = StopRequest.signal {
      throw .silent(.signal(signal))
    }
  }

  /// Writes what the run leaves, and last of all lets go of its session.
  private func write(
    _ summary: RunSummary, of run: inout HeadlessRun, _ unwritten: inout UnwrittenOutputs,
    keepsSession: Bool
  ) throws(CommandError) {
    let isInterrupted = StopRequest.signal != nil && summary.end.status != .stopped
    let stays = keepsSession || run.isToBeContinued || isInterrupted
    let folder = stays ? run.savedFolder() : nil
    try save(outputs.saveWeights) { _ in WeightsFile.bytes(of: run.weights) }
    unwritten.remove("--save-weights")
    try save(outputs.saveSession) {
      store.sessionBytes(run.description, inFolder: FilePath.folder(of: $0))
    }
    unwritten.remove("--save-session")
    if !outputs.quiet {
      var notes = summary.notes
      if let folder {
        notes.append(note(on: folder, isOfDashboard: run.isOfDashboard, summary.end))
      }
      tell(notes)
      try (outputs.metrics == "-" ? OutputStream.standardError : .standardOutput)
        .write(summary.text)
    }
    if folder == nil { run.discardSession() } else { run.leaveSession() }
  }

  /// A failure to write, which keeps the session and says which command writes the rest.
  private func keptSession(
    of run: inout HeadlessRun, after error: CommandError, _ unwritten: UnwrittenOutputs,
    isLook: Bool
  ) -> CommandError {
    // Where a change of a list was refused, the session stays as it was last saved. The reader of
    // standard output may have gone, and wants no words.
    guard error.isOfOutput, !error.message.isEmpty, run.isWorthKeeping else {
      let isDone = error.message.isEmpty && unwritten.isEmpty || !run.isWorthKeeping
      let isUseless = error.isOfOutput && isDone && !isLook && !run.isToBeContinued
      if isUseless { run.discardSession() } else { run.leaveSession() }
      return error
    }
    let secured = run.secure()
    run.leaveSession()
    switch secured {
    case nil: return error
    case .lost(let reason):
      return error.adding(["The training is lost: its session cannot be saved: \(reason)."])
    case .saved(let folder, let hasEnded):
      return error.adding([
        hasEnded
          ? "The session is kept. This command writes what is missing:"
          : "The session is kept. This command continues it and writes its outputs:",
        unwritten.command(resuming: reference(to: folder)),
      ])
    }
  }

  private func note(on folder: String, isOfDashboard: Bool, _ end: RunEnd) -> String {
    let name = reference(to: folder)
    if end.status == .stopped {
      return "The session is saved: nn-tui train --resume \(name) goes on with it."
    }
    return isOfDashboard
      ? "The session stays: nn-tui resume \(name) opens it."
      : "The session stays: nn-tui train --resume \(name) --save-weights FILE writes its weights."
  }

  private func reference(to folder: String) -> String {
    (sessions?.reference(toFolder: folder) ?? folder).shellWord
  }

  private func tell(_ notes: [String]) {
    let text = notes.map { "note: " + printable($0, limit: .max) + "\n" }.joined()
    try? OutputStream.standardError.write(text)
  }

  private func checkInputs(of experiment: PreparedExperiment) throws(CommandError) {
    for file in outputs.files {
      for input in experiment.files where FilePath.areSame(file.path, input) {
        throw CommandError(
          .usage,
          "\(file.option): expected another file than one that is read, found "
            + "'\(printable(file.path))'")
      }
    }
  }

  private func checkFile(_ file: String?) throws(CommandError) {
    guard let file else { return }
    do throws(WholeFileWriter.Failure) {
      try WholeFileWriter(overwrites: true).check(file)
    } catch {
      throw CommandError(error, output: file)
    }
  }

  private func save(_ file: String?, _ bytes: (String) -> [UInt8]) throws(CommandError) {
    guard let file else { return }
    do throws(WholeFileWriter.Failure) {
      try WholeFileWriter(overwrites: true).replace(file, with: bytes(file))
    } catch {
      throw CommandError(error, output: file)
    }
  }
}
