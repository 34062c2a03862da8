import ExperimentModel
import TerminalUI

extension DashboardState {
  /// Begins to choose the field that goes with the one looked at, or with the one under the cursor.
  mutating func beginPairing() -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    if lens?.isOpen != true || lens?.keys.count != 1 {
      effects = openLens()
      guard lens?.isOpen == true else { return effects }
    }
    lens?.isPairing = true
    guard let first = lens?.keys.first else { return effects }
    // The two that are tuned first, and against each other.
    let rate: HyperparameterKey = "training.optimizer.learning_rate"
    settings.cursor = first == rate ? "training.batch_size" : rate
    return effects
  }

  mutating func pressWhilePairing(_ key: Key) -> [DashboardEffect]? {
    switch key {
    case .escape:
      lens?.isPairing = false
      if let first = lens?.keys.first { settings.cursor = first }
      settings.settleCursor()
    case .enter, .character("P"): return pair()
    case .left, .right, .character("h"), .character("l"): break
    case .tab, .backTab, .character("z"): tell("Esc ends the choice of a second field.", .warning)
    default:
      guard let action = Action.named(by: key, in: .settings)?.name else { return nil }
      switch action {
      case .previous, .next, .pageUp, .pageDown, .first, .last: move(action)
      default: return nil
      }
    }
    return []
  }

  private mutating func pair() -> [DashboardEffect] {
    guard let lens, let first = settings.field(lens.keys[0]), let second = settings.chosen else {
      return []
    }
    guard first.key != second.key else {
      tell("\(first.title) is the first field: choose another one.", .warning)
      return []
    }
    if let refusal = second.lensRefusal {
      tell(refusal, .warning)
      return []
    }
    settings.cursor = first.key
    let room = DashboardLayout(size: size, hasTwin: twin != nil).lens.size
    return look(at: [first, second], valueCount: LensMap.valueCount(in: room))
  }
}
