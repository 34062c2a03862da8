import ArgumentParser
import Presets
import Training

/// Holds backpropagation against central differences.
struct CheckGradientsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-gradients",
    abstract: "Compare backpropagation with central differences, tensor by tensor.",
    discussion: """
      Differences are taken in double precision and judge a plain reference, which judges the engine. \
      Dropout and augmentation are left out. Exit codes: 0 all tensors agree, 1 one does not.
      """)

  @OptionGroup var experiment: ExperimentOptions

  func validate() throws {
    if experiment.request.preset == nil, experiment.request.data == nil {
      throw ValidationError("expected a preset, or data by --data, found neither")
    }
  }

  func run() throws {
    let store = PresetStore.ofEnvironment(ProcessEnvironment.variables)
    let prepared = try PreparedExperiment(experiment, store: store)
    let report = try prepared.gradientReport()
    try OutputStream.standardOutput.write(GradientPage(report).text)
    if !report.isPassed { throw CommandError.silent(.checkFailed) }
  }
}
