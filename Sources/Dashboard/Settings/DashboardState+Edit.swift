import Diagnosis
import ExperimentModel
import TerminalUI

extension DashboardState {
  /// Wishes for an edit: asks first where it needs a fresh start, says why where it cannot be.
  mutating func wish(
    _ edit: ConfigurationEdit, by author: ChangeAuthor = .person
  ) -> [DashboardEffect] {
    if case .set(let key, let value) = edit,
      let field = settings.field(key)
    {
      if field.value(in: settings.wished) == value { return [] }
      if let changed = try? settings.wished.applying(edit), needsFreshStart(changed) {
        askForFreshStart(field, value)
        return []
      }
    }
    return send(edit, by: author)
  }

  // A loss that is not for the data will be refused: there is nothing to ask.
  private func needsFreshStart(_ changed: ExperimentConfiguration) -> Bool {
    if let loss = changed.training.loss, let task = run.facts?.data.task,
      !loss.tasks.contains(task)
    {
      return false
    }
    return changed.needsFreshStart(after: settings.wished)
  }

  /// Sends an edit that needs no more asking.
  mutating func send(
    _ edit: ConfigurationEdit, by author: ChangeAuthor = .person
  ) -> [DashboardEffect] {
    do {
      guard let change = try settings.wish(edit, by: author) else { return [] }
      return [.train(.change(change))]
    } catch {
      tell(error.text, .bad)
      return []
    }
  }

  /// Moves the chosen field one step.
  mutating func nudge(_ direction: StepDirection) -> [DashboardEffect] {
    guard let field = settings.chosen else { return [] }
    if field.key.layerIndex != nil, settings.isRestructuring {
      tell("The last layer is still on its way.", .warning)
      return []
    }
    let present = field.value(in: settings.wished)
    guard let next = value(after: present, direction, of: field) else {
      tell(Self.endOfRange(field, present, direction), .warning)
      return []
    }
    return wish(.set(field.key, next))
  }

  private static func endOfRange(
    _ field: Hyperparameter, _ value: HyperparameterValue, _ direction: StepDirection
  ) -> String {
    if field.kind == .text { return "\(field.title): Enter to type." }
    let way = direction == .up ? "higher" : "lower"
    return "\(field.title) goes no \(way) than \(field.text(of: value)): \(field.expectation)."
  }

  /// The value one step on; the data field goes through the sources it was told of.
  func value(
    after value: HyperparameterValue, _ direction: StepDirection, of field: Hyperparameter
  ) -> HyperparameterValue? {
    guard field.key == "data.source", case .text(let source) = value, !dataSources.isEmpty else {
      return field.value(after: value, direction)
    }
    let offset = direction == .up ? 1 : dataSources.count - 1
    guard let index = dataSources.firstIndex(of: source) else { return .text(dataSources[0]) }
    return .text(dataSources[(index + offset) % dataSources.count])
  }

  /// Begins to edit the chosen field, or goes to the field of a remedy.
  mutating func edit() -> [DashboardEffect] {
    if view.focus == .diagnosis {
      goToRemedy()
      return []
    }
    guard let field = settings.chosen else { return [] }
    let value = field.value(in: settings.wished)
    if case .flag(let isOn) = value { return wish(.set(field.key, .flag(!isOn))) }
    let names = names(of: field)
    if !names.isEmpty, case .text(let present) = value {
      let selected = names.firstIndex(of: present) ?? 0
      overlay = .choices(
        ChoiceList(key: field.key, title: field.title, names: names, selected: selected))
      return []
    }
    let text = value == .absent ? "" : value.description
    overlay = .prompt(
      PromptState(purpose: .value(field.key), prompt: Prompt(text: text, isSelected: true)))
    return []
  }

  private func names(of field: Hyperparameter) -> [String] {
    if case .choice(let names) = field.kind { return names }
    return []
  }

  /// Chooses the field of the chosen remedy.
  mutating func goToRemedy() {
    let remedies = remedies
    guard remedies.indices.contains(view.remedy) else {
      tell(remedies.isEmpty ? "There is nothing to try." : "There are \(remedies.count) remedies.")
      return
    }
    guard let key = remedies[view.remedy].key else { return }
    if settings.field(key) == nil { tell("There is no hidden layer yet: a adds one.") }
    settings.cursor = key
    settings.settleCursor()
    view.focus = .settings
    view.isZoomed = false
  }

  mutating func addLayer() -> [DashboardEffect] {
    let hidden = settings.wished.network.hidden
    let index = settings.cursor.layerIndex ?? hidden.count - 1
    // Of the same width, a new layer can pass on all that comes in and change nothing at first.
    let model =
      hidden.indices.contains(index) ? hidden[index] : HiddenLayer(units: firstLayerUnits)
    let layer = HiddenLayer(units: model.units, activation: model.activation)
    let place = min(index + 1, hidden.count)
    let effects = send(.insertLayer(layer, at: place))
    if !effects.isEmpty { settings.cursor = .layer(place, "units") }
    return effects
  }

  // Wide enough to pass every input on, where that is no large layer.
  private var firstLayerUnits: Int {
    min(max(run.facts?.data.featureNames.count ?? 0, 16), 128)
  }

  mutating func deleteLayer() -> [DashboardEffect] {
    guard let index = settings.cursor.layerIndex else { return [] }
    let effects = send(.removeLayer(at: index))
    settings.settleCursor()
    return effects
  }
}

extension ConfigurationError {
  /// The problems as one line, without the keys a person has under the cursor anyway.
  var text: String {
    problems.map { problem in
      var copy = problem
      copy.key = ""
      let text = copy.description
      return text.prefix(1).uppercased() + text.dropFirst() + "."
    }.joined(separator: " ")
  }
}
