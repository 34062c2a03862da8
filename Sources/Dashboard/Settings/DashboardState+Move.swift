import Diagnosis
import ExperimentModel
import TerminalUI

extension DashboardState {
  /// Moves the cursor of the pane that has the focus.
  mutating func move(_ action: ActionName) {
    switch view.focus {
    case .diagnosis:
      let count = remedies.count
      view.remedy = Self.moved(view.remedy, action, count: count, page: 5)
    case .changes:
      let count = ChangesPane(state: self).rowCount
      view.scroll = Self.moved(view.scroll, action, count: count, page: screenfulRows)
    case .network:
      let count = settings.wished.network.hidden.count + 2
      view.scroll = Self.moved(view.scroll, action, count: count, page: screenfulRows)
    case .settings, .loss, .score, .twin:
      let fields = settings.fields
      let index = fields.firstIndex { $0.key == settings.cursor } ?? 0
      let next = Self.moved(index, action, count: fields.count, page: screenfulRows)
      if fields.indices.contains(next) { settings.cursor = fields[next].key }
    }
  }

  /// What to try against the verdict that is told.
  var remedies: [Remedy] {
    if let errors = run.judge.latest, !errors.isFinite { return Remedy.againstNonFinite }
    guard let verdict = run.judge.verdict else { return [] }
    return Remedy.all(against: verdict, in: settings.wished)
  }

  private var screenfulRows: Int { max(size.rows - 8, 1) }

  private static func moved(_ index: Int, _ action: ActionName, count: Int, page: Int) -> Int {
    let target =
      switch action {
      case .previous: index - 1
      case .next: index + 1
      case .pageUp: index - page
      case .pageDown: index + page
      case .first: 0
      default: count - 1
      }
    return max(min(target, count - 1), 0)
  }
}
