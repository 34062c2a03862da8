import Datasets
import ExperimentModel

extension TrainingSession {
  /// Rows trained on, each as often as it was used.
  var samples: Int { counters.samples }

  /// The dev rows' errors since the last call, where ``judgesRows`` is on.
  mutating func takeJudgedRows() -> [RowErrors] {
    defer { judgedRows.removeAll(keepingCapacity: true) }
    return judgedRows
  }

  /// A twin of the newest change, which goes on from the state before it.
  ///
  /// - Throws: why there is nothing to go on with.
  func twin(
    epochs: Int, tell: @escaping @Sendable ([TwinEvent]) -> Void
  ) throws(TwinError) -> Twin {
    guard let (change, state) = changes.newestChange else { throw .noChange(changes.twinRefusal) }
    guard !configuration.needsFreshStart(after: state.configuration) else { throw .freshStart }
    if case .ended = state.standing { throw .hadEnded }
    let facts = TwinFacts(
      change: change, atStep: state.step, lastEpoch: counters.epoch + max(epochs, 1))
    return Twin(facts, from: state, data: data.prepared, options: options, tell: tell)
  }

  /// Goes on where the twin of a change is, as if that change had never been made.
  ///
  /// It is undone and made again like a change.
  ///
  /// - Returns: whether it could; else the session is as it was.
  @discardableResult
  mutating func take(
    _ state: SessionCheckpoint, insteadOf change: ConfigurationChange,
    _ events: inout [TrainerEvent]
  ) -> Bool {
    let left = checkpoint()
    do {
      let restored = try goTo(state, change)
      changes.branched(insteadOf: change, leaving: left)
      events.append(.twin(.taken(restored)))
      return true
    } catch {
      events.append(.twin(.rejected(reason: error.description)))
      return false
    }
  }
}

/// Why there can be no twin.
enum TwinError: Error {
  case noChange(String)
  case freshStart
  case hadEnded

  /// One line for a person.
  var reason: String {
    switch self {
    case .noChange(let refusal): refusal
    case .freshStart: "The last change began afresh: nothing of the run before goes on beside it."
    case .hadEnded: "The run had ended before the last change: it has nothing more to train."
    }
  }
}
