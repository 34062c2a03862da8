import ExperimentModel

/// Whether something can be done now.
enum Availability: Sendable, Equatable {
  case available
  /// Not now: one sentence says why.
  case unavailable(String)

  var isAvailable: Bool { self == .available }
}

extension DashboardState {
  /// Whether an action can be done now, and why not.
  func availability(of action: ActionName) -> Availability {
    switch action {
    case .pause, .step: return runAvailability
    case .restart:
      return run.facts == nil ? .unavailable("The run has not begun yet.") : .available
    case .undo, .redo: return undoAvailability(of: action)
    case .twin: return twinAvailability
    case .takeTwin, .keepChange:
      return twin == nil ? .unavailable("There is no twin; t lets one begin.") : .available
    case .lens, .lensOfTwo: return lensAvailability
    case .addLayer:
      if settings.isRestructuring { return .unavailable("The last layer is still on its way.") }
      let isFull = settings.wished.network.hidden.count >= Hyperparameter.largestLayerCount
      return isFull
        ? .unavailable(
          "\(Hyperparameter.largestLayerCount) hidden layers are the most there can be.")
        : .available
    case .deleteLayer:
      if settings.isRestructuring { return .unavailable("The last layer is still on its way.") }
      return settings.cursor.layerIndex == nil
        ? .unavailable("Choose a hidden layer to delete first.") : .available
    case .window, .readLeft, .readRight:
      return run.history.end.step == 0 ? .unavailable("There are no curves yet.") : .available
    case .yAxis:
      return run.history.hasNegativeLoss
        ? .unavailable("Losses below 0 have no logarithm.") : .available
    case .notes:
      return run.facts == nil ? .unavailable("The data is still being loaded.") : .available
    default: return .available
    }
  }

  private var runAvailability: Availability {
    switch run.phase {
    case .preparing: .unavailable("The run has not begun yet.")
    case .training, .paused: .available
    case .ended: .unavailable(endText + ".")
    case .failed: .unavailable("There is no run: o opens a preset.")
    }
  }

  // An undo sent behind a change that waits for its turn would take back the one before it.
  private func undoAvailability(of action: ActionName) -> Availability {
    if run.facts == nil { return .unavailable("The run has not begun yet.") }
    if settings.hasChangesUnderWay { return .unavailable("The last change is still on its way.") }
    if action == .undo {
      return pastRuns.canUndo ? .available : .unavailable("There is no change to undo.")
    }
    return pastRuns.canRedo ? .available : .unavailable("No change was undone.")
  }

  private var twinAvailability: Availability {
    if run.facts == nil { return .unavailable("The run has not begun yet.") }
    // A change on its way gets to the trainer before what asks for a twin.
    if twin != nil || pastRuns.canUndo || settings.hasChangesUnderWay { return .available }
    return .unavailable("There is no change yet that a twin could be without.")
  }

  /// How the run ended and what to do about it.
  var endText: String {
    guard case .ended(let end) = run.phase else { return "" }
    let epochs = end.epochs == 1 ? "1 epoch" : "\(end.epochs) epochs"
    let what =
      switch end.status {
      case .completed: "\(epochs) done"
      case .stoppedEarly: "Stopped early after \(epochs)"
      case .stopped: "Stopped after \(epochs)"
      case .diverged: "Not finite after step \(end.steps)"
      }
    return "\(what): \(wayOn(after: end.status))"
  }

  /// What sets a run going that has ended.
  func wayOn(after status: RunStatus) -> String {
    switch status {
    case .completed: "raise epochs to go on, r to start again"
    case .stoppedEarly: "raise the patience to go on, r to start again"
    case .stopped: "r to start again"
    case .diverged: "lower the learning rate or clip, then r"
    }
  }
}
