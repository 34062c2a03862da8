import ExperimentModel
import TerminalUI

extension DashboardState {
  /// What a key does: to what stands before the panes, else by the table of actions.
  mutating func press(_ key: Key) -> [DashboardEffect] {
    notice = nil
    if key == .control("c"), overlay == nil { return perform(.quit) }
    switch overlay {
    case .prompt(let state): return press(key, in: state)
    case .choices(let list): return press(key, in: list)
    case .presets(let list): return press(key, in: list)
    case .question(let question): return press(key, in: question)
    case .page(let page): return press(key, in: page)
    case nil: break
    }
    if lens != nil, let effects = pressInLens(key) { return effects }
    guard let action = Action.named(by: key, in: view.focus) else {
      tell("\(key) does nothing here; ? shows the keys.")
      return []
    }
    if action.name == .remedy, case .character(let digit) = key {
      view.remedy = (digit.wholeNumberValue ?? 1) - 1
    }
    // The values of the chosen field can be nudged from every pane, to watch the curves bend.
    return perform(action.name)
  }

  private mutating func press(_ key: Key, in list: ChoiceList) -> [DashboardEffect] {
    var list = list
    switch key {
    case .escape, .character("q"), .control("c"):
      overlay = nil
      return []
    case .enter:
      overlay = nil
      return wish(.set(list.key, .text(list.names[list.selected])))
    default:
      list.selected = Self.moved(list.selected, by: key, count: list.names.count)
    }
    overlay = .choices(list)
    return []
  }

  private mutating func press(_ key: Key, in list: PresetList) -> [DashboardEffect] {
    var list = list
    let moved = Self.moved(list.selected, by: key, count: list.matches.count, isTyping: true)
    if moved != list.selected {
      list.selected = moved
      overlay = .presets(list)
      return []
    }
    let chosen = list.chosen
    switch list.filter.handle(key) {
    case .submitted:
      overlay = nil
      return chosen.map { [.openPreset($0.reference)] } ?? []
    case .cancelled:
      overlay = nil
      return []
    case .edited: list.selected = 0
    case .ignored: break
    }
    overlay = .presets(list)
    return []
  }

  private mutating func press(_ key: Key, in page: Page) -> [DashboardEffect] {
    var page = page
    let height = pageRows
    let count = lines(of: page.content, columns: pageColumns).count
    switch key {
    case .escape, .character("q"), .enter, .control("c"), .character("?"), .character("n"):
      overlay = nil
      return []
    case .up, .character("k"): page.top -= 1
    case .down, .character("j"): page.top += 1
    case .pageUp, .control("b"): page.top -= height
    case .pageDown, .control("f"), .character(" "): page.top += height
    case .home, .character("g"): page.top = 0
    case .end, .character("G"): page.top = count
    default: break
    }
    page.top = max(min(page.top, count - height), 0)
    overlay = .page(page)
    return []
  }

  // In a list that is narrowed by typing, letters are text.
  private static func moved(
    _ index: Int, by key: Key, count: Int, isTyping: Bool = false
  ) -> Int {
    guard count > 0 else { return 0 }
    func bounded(_ index: Int) -> Int { min(max(index, 0), count - 1) }
    switch key {
    case .up: return bounded(index - 1)
    case .down: return bounded(index + 1)
    case .character("k") where !isTyping: return bounded(index - 1)
    case .character("j") where !isTyping: return bounded(index + 1)
    case .pageUp: return bounded(index - 10)
    case .pageDown: return bounded(index + 10)
    case .home where !isTyping: return 0
    case .end where !isTyping: return count - 1
    default: return index
    }
  }
}
