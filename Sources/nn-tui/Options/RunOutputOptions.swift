import ArgumentParser
import Files

/// The options that say what a run without a screen leaves behind.
struct RunOutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Save the trained weights as safetensors.", valueName: "file"))
  var saveWeights: String?

  @Option(
    help: ArgumentHelp(
      "Save preset, threads and changes as a session, which replay trains again.",
      valueName: "file"))
  var saveSession: String?

  @Option(
    help: ArgumentHelp("Write metrics as JSON Lines; - is standard output.", valueName: "file"))
  var metrics: String?

  @Flag(help: "Write a line of metrics for every step.")
  var everyStep = false

  @Flag(help: "Show neither progress nor summary.")
  var quiet = false

  func validate() throws {
    if everyStep, metrics == nil {
      throw ValidationError("--every-step: expected --metrics FILE with it, found none")
    }
    if saveWeights == "-" {
      throw ValidationError("--save-weights: expected a file, found '-'")
    }
    if saveSession == "-" {
      throw ValidationError("--save-session: expected a file, found '-'")
    }
    var seen: [(option: String, path: String)] = []
    for file in files {
      if let other = seen.first(where: { FilePath.areSame($0.path, file.path) }) {
        throw ValidationError(
          "\(file.option): expected another file than that of \(other.option), found "
            + "'\(printable(file.path))'")
      }
      seen.append(file)
    }
  }

  /// The files that are written, with the options that name them.
  var files: [(option: String, path: String)] {
    let options = [
      ("--save-weights", saveWeights), ("--save-session", saveSession), ("--metrics", metrics),
    ]
    return options.compactMap { option, path in path.map { (option, $0) } }
      .filter { $0.1 != "-" }
  }
}
