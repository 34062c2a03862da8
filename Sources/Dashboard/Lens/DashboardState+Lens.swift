import ExperimentModel
import TerminalUI

extension DashboardState {
  /// Whether there are weights to train from.
  var lensAvailability: Availability {
    if run.facts == nil { return .unavailable("The run has not begun yet.") }
    if run.hasDiverged { return .unavailable("The loss is not finite: r starts again.") }
    return .available
  }

  /// Looks at the field under the cursor.
  mutating func openLens() -> [DashboardEffect] {
    guard let field = settings.chosen else { return [] }
    let wasOpen = lens?.isOpen ?? false
    if let refusal = field.lensRefusal {
      guard lens != nil else {
        tell(refusal, .warning)
        return []
      }
      lens = LensState(field.key, refusal: refusal)
      return wasOpen ? [.closeLens] : []
    }
    return look(at: [field])
  }

  /// Opens a lens on one field or two.
  mutating func look(
    at fields: [Hyperparameter], valueCount: Int = LensRequest.fanCount
  ) -> [DashboardEffect] {
    lensCount += 1
    let axes = fields.map { LensAxis($0, in: settings.wished, count: valueCount) }
    let request = LensRequest(id: lensCount, axes: axes)
    lens = LensState(request, valueCount: valueCount)
    view.focus = .settings
    view.isZoomed = false
    return [.openLens(request)]
  }

  mutating func closeLens() -> [DashboardEffect] {
    let wasOpen = lens?.isOpen ?? false
    lens = nil
    return wasOpen ? [.closeLens] : []
  }

  /// Takes note of what the trials have come to; those of a lens that is gone do not count.
  mutating func hear(_ report: LensReport) {
    guard lens?.request?.id == report.id else { return }
    if case .refused(let reason) = report.phase { lens?.refusal = reason }
    lens?.report = report
  }

  /// Looks again where the weights or the configuration are no longer those the trials began with.
  mutating func renewLens(after events: [TrainerEvent]) -> [DashboardEffect] {
    guard let lens, lens.isOpen, events.contains(where: \.movesTheStart) else { return [] }
    let fields = lens.keys.compactMap { settings.field($0) }
    guard fields.count == lens.keys.count, lensAvailability.isAvailable else { return closeLens() }
    let effects = look(at: fields, valueCount: lens.valueCount)
    // Who is choosing a second field goes on choosing.
    self.lens?.isPairing = lens.isPairing
    return effects
  }

  /// What a key does to the lens; `nil` where it means what it always does.
  mutating func pressInLens(_ key: Key) -> [DashboardEffect]? {
    if lens?.isPairing == true { return pressWhilePairing(key) }
    switch key {
    case .escape: return closeLens()
    case .enter: return takeTrial()
    case .left, .character("h"): selectTrial(columns: -1)
    case .right, .character("l"): selectTrial(columns: 1)
    case .up, .character("k"): return moveOrSelect(.previous)
    case .down, .character("j"): return moveOrSelect(.next)
    case .pageUp, .pageDown, .home, .end, .character("g"), .character("G"):
      guard let action = Action.named(by: key, in: .settings) else { return nil }
      return moveInLens(action.name)
    case .tab, .backTab, .character("z"): tell("Esc closes the lens first.", .warning)
    default: return nil
    }
    return []
  }

  private mutating func selectTrial(columns: Int = 0, rows: Int = 0) {
    guard let lens, let request = lens.request else { return }
    let column = lens.selected % request.columnCount + columns
    let row = lens.selected / request.columnCount + rows
    guard 0..<request.columnCount ~= column, 0..<request.rowCount ~= row else { return }
    self.lens?.selected = row * request.columnCount + column
  }

  // On a map of two fields there is a value above and below; else there is a field.
  private mutating func moveOrSelect(_ action: ActionName) -> [DashboardEffect] {
    guard let axis = lens?.request?.axes[safe: 1] else { return moveInLens(action) }
    let isDown = action == .next
    selectTrial(rows: isDown == axis.risesUpwards ? -1 : 1)
    return []
  }

  // Another field is another question: the lens goes along with the cursor.
  private mutating func moveInLens(_ action: ActionName) -> [DashboardEffect] {
    view.focus = .settings
    let before = settings.cursor
    move(action)
    return settings.cursor == before ? [] : openLens()
  }

  private mutating func takeTrial() -> [DashboardEffect] {
    guard let lens, let request = lens.request else { return closeLens() }
    if let refusal = lens.report?.trials[safe: lens.selected]?.refusal {
      tell("It cannot be taken: \(refusal)", .warning)
      return []
    }
    let edits = request.edits(ofTrial: lens.selected)
    let effects = closeLens()
    if edits.isEmpty { tell("Nothing changed: it was the value in force.") }
    return effects + edits.flatMap { wish($0) }
  }
}

extension TrainerEvent {
  /// Whether a lens opened before it would show where other weights or values lead.
  fileprivate var movesTheStart: Bool {
    switch self {
    case .started, .changeApplied, .undone, .redone, .twin(.taken): true
    case .sampled, .stepped, .evaluated, .changeRejected, .undoRejected, .redoRejected, .paused,
      .resumed, .ended, .saveFailed, .stateGivenUp, .openFailed, .twin:
      false
    }
  }
}

extension Array {
  /// The element of an index, where there is one.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
