import ArgumentParser
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
    help: ArgumentHelp(
      "Change values on the way, as a list of steps, keys and values in YAML says.",
      valueName: "file"))
  var changes: String?

  @Option(
    help: ArgumentHelp(
      "Go on with a session that was interrupted: its name, its folder, or latest.",
      valueName: "session"))
  var resume: String?

  @OptionGroup var outputs: RunOutputOptions

  func validate() throws {
    if resume != nil {
      guard experiment.isEmpty, changes == nil else {
        throw ValidationError(
          "--resume: expected no preset and no option that says what is trained, found one")
      }
      return
    }
    if experiment.request.preset == nil, experiment.request.data == nil {
      throw ValidationError("expected a preset, or data by --data, found neither")
    }
  }

  func run() throws {
    let start = ContinuousClock.now
    let environment = ProcessEnvironment.variables
    let store = PresetStore.ofEnvironment(environment)
    var training = HeadlessTraining(outputs: outputs, store: store, start: start)
    training.sessions = SessionStore(environment: environment)
    if let resume {
      return try training.run(ResumedSession(resume, environment: environment))
    }
    var prepared = try PreparedExperiment(experiment, store: store)
    if let changes { try prepared.schedule(changesAt: changes, store: store) }
    try training.run(prepared)
  }
}
