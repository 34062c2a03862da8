import Diagnosis
import ExperimentModel

/// The untouched network beside the run, as the trainer told of it.
struct TwinState: Sendable {
  let facts: TwinFacts
  /// The change it is without, by its number on the curves.
  let number: Int
  /// The value before that change.
  let before: HyperparameterValue
  /// The run before the change, and how it went on without it.
  var run: RunState
  var judge = ChangeJudge()
  /// Whether it trains no further.
  var hasFinished = false

  /// Where the two courses part.
  var start: RunPlace { run.history.place(ofStep: facts.atStep) }
}

/// When a twin begins, and how long it trains.
struct TwinPolicy: Sendable, Equatable {
  /// Whether each change begins one, without being asked.
  var isAlways = false
  /// Epochs that the run trains beside it; `nil` for as many as it has done, and twenty at least.
  var epochs: Int?

  func epochs(after done: Int) -> Int { epochs ?? max(done, 20) }
}
