import ArgumentParser
import Presets
import Training

/// Trains a session again, with the same changes at the same steps.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Train a session again, with the same changes at the same steps.",
    discussion: """
      It ends at the step that the session had come to. On the same machine the weights are the \
      same to the last bit.
      """)

  @Argument(help: "The file of a session.")
  var file: String

  @OptionGroup var outputs: RunOutputOptions

  func run() throws {
    let start = ContinuousClock.now
    let environment = ProcessEnvironment.variables
    let store = PresetStore.ofEnvironment(environment)
    let session = try ReplayedSession(file, store: store)
    var training = HeadlessTraining(
      outputs: outputs, store: store, start: start, lastStep: session.lastStep)
    training.sessions = SessionStore(environment: environment)
    training.isRepeatable = true
    try training.run(session.prepared)
  }
}
