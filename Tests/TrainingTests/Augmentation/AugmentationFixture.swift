import ExperimentModel
import Numerics

@testable import Datasets
@testable import Training

/// Prepared data of one part, made by hand.
func preparedData(
  _ train: DataPart, _ task: Task, classes: Int = 0, picture: PictureShape? = nil
) -> PreparedData {
  let features = train.rowCount > 0 ? train.numbers.count / train.rowCount : 0
  let empty = DataPart(
    inputs: [], rowCount: 0, targets: task == .multiclass ? .classes([]) : .values([]))
  return PreparedData(
    facts: DataFacts(
      task: task, featureNames: (0..<features).map { "x\($0)" }, targetName: "y",
      classNames: (0..<classes).map { "class \($0)" }, notes: []),
    train: train, dev: train, test: empty, targetScale: nil,
    inputScales: Array(repeating: InputScale(mean: 0.5, deviation: 0.25), count: features),
    pictureShape: picture)
}

/// What a session reports of a run.
func events(
  _ configuration: ExperimentConfiguration, _ data: PreparedData,
  change: ((inout TrainingSession, inout [TrainerEvent]) -> Void)? = nil
) throws -> [TrainerEvent] {
  var options = SessionOptions()
  options.threads = 1
  options.reportsEveryStep = true
  var session = try TrainingSession(configuration: configuration, data: data, options: options)
  var events: [TrainerEvent] = []
  change?(&session, &events)
  while session.isTraining { session.advance(&events) }
  return events
}

/// Reproducible normal numbers.
func normalNumbers(_ count: Int, seed: UInt64) -> [Float] {
  var stream = RandomStream(seed: seed, name: "test rows")
  return (0..<count).map { _ in Float(stream.normal()) }
}

extension DataPart {
  /// The inputs of all rows.
  var numbers: [Float] {
    if case .dense(let values) = inputs { values } else { [] }
  }
}
