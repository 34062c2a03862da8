import ArgumentParser
import Datasets
import ExperimentModel
import Files
import Presets
import Training

/// Trains without a screen.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train without a screen, and write metrics and weights.",
    discussion: """
      Ctrl-C ends the run at the next step; the metrics are completed and the weights saved all \
      the same. Exit codes: 0 done, 64 wrong options, 65 bad data or preset, 66 input not found, \
      73 cannot create an output, 74 an input or output failed, 130 interrupted.
      """)

  @OptionGroup var experiment: ExperimentOptions

  @Option(
    help: ArgumentHelp("Save the trained weights as safetensors.", valueName: "file"))
  var saveWeights: String?

  @Option(
    help: ArgumentHelp("Write metrics as JSON Lines; - is standard output.", valueName: "file"))
  var metrics: String?

  @Flag(help: "Write a line of metrics for every step.")
  var everyStep = false

  @Flag(help: "Show neither progress nor summary.")
  var quiet = false

  func validate() throws {
    if experiment.request.preset == nil, experiment.request.data == nil {
      throw ValidationError("expected a preset, or data by --data, found neither")
    }
    if everyStep, metrics == nil {
      throw ValidationError("--every-step: expected --metrics FILE with it, found none")
    }
    if saveWeights == "-" {
      throw ValidationError("--save-weights: expected a file, found '-'")
    }
  }

  func run() throws {
    let start = ContinuousClock.now
    let store = PresetStore.ofEnvironment(ProcessEnvironment.variables)
    var prepared = try PreparedExperiment(experiment, store: store)
    prepared.options.reportsEveryStep = everyStep
    let session = try prepared.session()
    // Outputs that were there before are not touched by an experiment that cannot begin.
    try checkWeightsFile()
    let metricsOutput = try metrics.map { path throws(CommandError) in
      try MetricsOutput(
        to: path == "-" ? .standardOutput : .creating(path), start: start)
    }
    if !quiet { tell(prepared.data.facts.notes) }
    StopRequest.listen()
    var run = HeadlessRun(
      session, metrics: metricsOutput,
      progress: quiet ? nil : ProgressReporter(to: .standardError))
    let summary = try run.run()
    try save(run.weights)
    if !quiet {
      try (metrics == "-" ? OutputStream.standardError : .standardOutput).write(summary.text)
    }
    if summary.end.status == .stopped, let signal = StopRequest.signal {
      throw CommandError.silent(.signal(signal))
    }
  }

  private func tell(_ notes: [String]) {
    let text = notes.map { "note: " + printable($0, limit: .max) + "\n" }.joined()
    try? OutputStream.standardError.write(text)
  }

  private func checkWeightsFile() throws(CommandError) {
    guard let saveWeights else { return }
    do throws(WholeFileWriter.Failure) {
      try WholeFileWriter(overwrites: true).check(saveWeights)
    } catch {
      throw CommandError(error, output: saveWeights)
    }
  }

  private func save(_ weights: [WeightTensor]) throws(CommandError) {
    guard let saveWeights else { return }
    do throws(WholeFileWriter.Failure) {
      try WholeFileWriter(overwrites: true)
        .replace(saveWeights, with: WeightsFile.bytes(of: weights))
    } catch {
      throw CommandError(error, output: saveWeights)
    }
  }
}
