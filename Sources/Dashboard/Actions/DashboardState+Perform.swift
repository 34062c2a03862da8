import ExperimentModel
import TerminalUI

extension DashboardState {
  /// Does what an action names, or says why not.
  mutating func perform(_ action: ActionName) -> [DashboardEffect] {
    if case .unavailable(let reason) = availability(of: action) {
      tell(reason, .warning)
      return []
    }
    switch action {
    case .previous, .next, .pageUp, .pageDown, .first, .last: move(action)
    case .lower: return nudge(.down)
    case .raise: return nudge(.up)
    case .edit: return edit()
    case .remedy: goToRemedy()
    case .pause, .step, .restart, .undo, .redo: return steer(action)
    case .twin: return switchTwin()
    case .takeTwin: return [.train(.twin(.take))]
    case .keepChange: return keepChange()
    case .addLayer: return addLayer()
    case .deleteLayer: return deleteLayer()
    case .lens: return openLens()
    case .lensOfTwo: return beginPairing()
    case .save: askForName()
    case .open: return askForPreset()
    case .notes, .help, .command: show(action)
    case .back: back()
    case .suspend: tell("Only a terminal can put the program to sleep.", .warning)
    case .quit: return quit()
    default: look(action)
    }
    return []
  }

  private mutating func steer(_ action: ActionName) -> [DashboardEffect] {
    switch action {
    case .pause: return [.train(run.phase == .paused ? .resume : .pause)]
    case .step: return [.train(.stepOnce)]
    case .undo: return [.train(.undo)]
    case .redo: return [.train(.redo)]
    default:
      guard run.progress.trainingSeconds >= Self.secondsWorthAsking else {
        return [.train(.restart)]
      }
      let time = NumberFormat.duration(seconds: run.progress.trainingSeconds)
      overlay = .question(
        Question(
          subject: .restart, text: "Starting again gives up \(time) of training.",
          yes: "start again"))
      return []
    }
  }

  // Below this a run is trained again before anybody could answer a question.
  private static let secondsWorthAsking = 60.0

  private mutating func look(_ action: ActionName) {
    switch action {
    case .nextPane: movePane(by: 1)
    case .previousPane: movePane(by: -1)
    case .zoom: view.isZoomed.toggle()
    case .yAxis: view.isLogarithmic.toggle()
    case .xAxis: view.axis = view.axis.next
    case .window: view.window = view.window.next
    case .readLeft: read(by: -1)
    case .readRight: read(by: 1)
    default: break
    }
  }

  private mutating func show(_ action: ActionName) {
    switch action {
    case .notes: overlay = .page(Page(content: .notes))
    case .help: overlay = .page(Page(content: .help))
    default:
      overlay = .prompt(
        PromptState(purpose: .command, prompt: Prompt(label: ":", history: commandHistory)))
    }
  }

  private mutating func back() {
    if view.reading != nil {
      view.reading = nil
    } else if view.isZoomed {
      view.isZoomed = false
    } else {
      view.focus = .settings
    }
  }

  // Full screen, every pane can be had; else those that have room.
  private mutating func movePane(by offset: Int) {
    let all = Pane.allCases.filter { $0 != .twin || twin != nil }
    let panes =
      view.isZoomed ? all : DashboardLayout(size: size, hasTwin: twin != nil).panes
    guard !panes.isEmpty else { return }
    let index = panes.firstIndex(of: view.focus) ?? (offset > 0 ? panes.count - 1 : 0)
    view.focus = panes[(index + offset + panes.count) % panes.count]
    view.scroll = 0
    view.reading = nil
  }

  private mutating func read(by offset: Double) {
    let columns = Double(
      max(DashboardLayout(size: size, zoomed: zoomedPane, hasTwin: twin != nil).chartColumns, 2))
    let share = (view.reading ?? 1) + offset / columns
    view.reading = share > 1 ? nil : max(share, 0)
  }

  /// The pane that has the whole screen.
  var zoomedPane: Pane? { view.isZoomed ? view.focus : nil }

  private mutating func quit() -> [DashboardEffect] {
    guard settings.isChanged else { return [.quit] }
    overlay = .question(
      Question(
        subject: .quit, text: "The changes are not saved: \(changedSummary).",
        yes: "quit, s save"))
    return []
  }

  /// The titles of the fields that differ from the preset.
  private var changedSummary: String {
    let before = Hyperparameter.all(in: settings.baseline)
    let titles = settings.fields.filter { field in
      let old = before.first { $0.key == field.key }
      return old?.value(in: settings.baseline) != field.value(in: settings.wished)
    }.map(\.title)
    guard let first = titles.first else { return "layers taken out" }
    return titles.count == 1 ? first : "\(first) and \(titles.count - 1) more"
  }
}
