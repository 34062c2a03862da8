import ExperimentModel
import Presets
import Training

/// A session out of a file, ready to be trained again.
struct ReplayedSession {
  var prepared: PreparedExperiment
  /// Where it ends, unless it ends by itself.
  var lastStep: Int

  init(_ file: String, store: PresetStore) throws(CommandError) {
    let session: SessionDescription
    do throws(PresetError) {
      session = try store.session(atPath: file)
    } catch {
      throw CommandError(error)
    }
    var options = SessionOptions()
    options.threads = session.threads
    options.schedule = session.ledger.schedule
    if let weights = session.ledger.initialWeights {
      (options.initialWeights, options.initialWeightsFile) = try Self.weights(weights, of: file)
    }
    prepared = try PreparedExperiment(session.ledger.base, options, subject: file)
    try prepared.checkSchedule(subject: file)
    // The step that diverged is not counted: it comes after those that are.
    lastStep = session.status == .diverged ? .max : session.steps
  }

  private static func weights(
    _ wanted: WeightsReference, of file: String
  ) throws(CommandError) -> ([WeightTensor], WeightsReference) {
    let (tensors, found) = try InitialWeights.read(wanted.path)
    guard found.hash == wanted.hash else {
      throw CommandError(
        .badData,
        "\(wanted.path): expected the weights that the session in \(file) began with, found others")
    }
    return (tensors, wanted)
  }
}
