import ArgumentParser

/// The options that say what is trained, the same with a screen and without.
struct ExperimentOptions: ParsableArguments {
  @Argument(help: "A preset by its name, or the path of a preset's file.")
  var preset: String?

  @Option(
    help: ArgumentHelp(
      "Train on a built-in data set, or on a file of CSV, NumPy or IDX.", valueName: "source"))
  var data: String?

  @Option(help: ArgumentHelp("The column to predict.", valueName: "column"))
  var target: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a key of the preset, such as training.optimizer.learning_rate=0.01; may be repeated.",
      valueName: "key=value"))
  var assignments: [Assignment] = []

  @Option(help: ArgumentHelp("Seed the data as well as the training.", valueName: "number"))
  var seed: Int?

  @Option(
    help: ArgumentHelp(
      "Threads for matrix products; by default what suits the network.", valueName: "count"))
  var threads: Int?

  @Option(
    help: ArgumentHelp("Begin with the weights of a safetensors file.", valueName: "file"))
  var initialWeights: String?

  func validate() throws {
    if let threads, !(1...Self.largestThreadCount).contains(threads) {
      throw ValidationError(
        "--threads: expected a whole number from 1 to \(Self.largestThreadCount), found \(threads)")
    }
    if let seed, !Self.seeds.contains(seed) {
      throw ValidationError(
        "--seed: expected a whole number from 0 to \(Self.seeds.upperBound), found \(seed)")
    }
  }

  // The range of the seeds in a preset.
  private static let seeds = 0...Int(Int32.max)

  /// Whether nothing was asked for.
  var isEmpty: Bool {
    preset == nil && data == nil && target == nil && assignments.isEmpty && seed == nil
      && threads == nil && initialWeights == nil
  }

  var request: ExperimentRequest {
    ExperimentRequest(
      preset: preset, data: data, target: target, assignments: assignments, seed: seed)
  }

  private static let largestThreadCount = 256
}
