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

  func run(_ experiment: PreparedExperiment) throws(CommandError) {
    var prepared = experiment
    prepared.options.reportsEveryStep = outputs.everyStep
    let session = try prepared.session()
    // Outputs that were there before are not touched by an experiment that cannot begin.
    try checkFile(outputs.saveWeights)
    try checkFile(outputs.saveSession)
    let metrics = try outputs.metrics.map { path throws(CommandError) in
      try MetricsOutput(
        to: path == "-" ? .standardOutput : .creating(path), start: start)
    }
    if !outputs.quiet { tell(prepared.data.facts.notes) }
    StopRequest.listen()
    var run = HeadlessRun(
      session, metrics: metrics,
      progress: outputs.quiet ? nil : ProgressReporter(to: .standardError))
    run.lastStep = lastStep
    let summary = try run.run()
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
