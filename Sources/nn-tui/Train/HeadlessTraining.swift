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

  /// Goes on with a session that was saved.
  func run(_ resumed: ResumedSession) throws(CommandError) {
    var options = resumed.prepared.options
    options.reportsEveryStep = outputs.everyStep
    options.keepsStates = false
    try checkInputs(of: resumed.prepared)
    let session = try resumed.session(options)
    var notes = ["The session goes on from step \(session.step)."]
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
    let saving = sessions.map { sessions in
      SessionSaving(
        in: sessions, threads: prepared.options.threads,
        workingDirectory: WorkingDirectory.path
      ) { store.sessionBytes($0, inFolder: $1) }
    }
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
    var run = HeadlessRun(
      session, metrics: metrics,
      progress: outputs.quiet ? nil : ProgressReporter(to: .standardError), saving: saving)
    run.lastStep = lastStep
    let summary = try run.run(after: history)
    try save(outputs.saveWeights) { _ in WeightsFile.bytes(of: run.weights) }
    try save(outputs.saveSession) {
      store.sessionBytes(run.description, inFolder: FilePath.folder(of: $0))
    }
    if !outputs.quiet {
      tell(summary.notes)
      try (outputs.metrics == "-" ? OutputStream.standardError : .standardOutput)
        .write(summary.text)
    }
    if summary.end.status == .stopped, let signal = StopRequest.signal {
      throw .silent(.signal(signal))
    }
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
