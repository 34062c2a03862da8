import ExperimentModel
import TerminalUI

extension DashboardState {
  mutating func press(_ key: Key, in state: PromptState) -> [DashboardEffect] {
    var state = state
    if key == .tab {
      complete(&state)
      overlay = .prompt(state)
      return []
    }
    if key == .backspace, state.prompt.text.isEmpty, state.purpose == .command {
      overlay = nil
      return []
    }
    state.remark = ""
    let before = state.prompt
    switch state.prompt.handle(key) {
    case .submitted(let line):
      // What was typed stays to be mended where it is wrong.
      state.prompt = before
      return submit(line, state)
    case .cancelled:
      overlay = nil
      quitsWhenSaved = false
    case .edited, .ignored:
      overlay = .prompt(state)
    }
    return []
  }

  /// Inserts pasted text into the line that is being typed; elsewhere each character would be a
  /// command.
  mutating func paste(_ text: String) {
    switch overlay {
    case .prompt(var state):
      state.remark = ""
      state.prompt.insert(text)
      overlay = .prompt(state)
    case .presets(var list):
      list.filter.insert(text)
      list.selected = 0
      overlay = .presets(list)
    case .choices, .question, .page, nil:
      tell("Pasted text was ignored: it can be pasted where a value or a command is typed.")
    }
  }

  /// Says that keys were left out, unless the last one said something itself.
  mutating func reportDroppedKeys(_ count: Int) {
    guard count > 0, notice == nil else { return }
    tell("\(NumberFormat.grouped(count)) keys were ignored: too many arrived at once.", .warning)
  }

  private mutating func submit(_ line: String, _ state: PromptState) -> [DashboardEffect] {
    switch state.purpose {
    case .value(let key): return submit(line, for: key, state)
    case .saveName:
      let name = line.trimmed
      guard !name.isEmpty else {
        overlay = .prompt(state.remarked("a name or a path is needed"))
        return []
      }
      overlay = nil
      return [.savePreset(request(name))]
    case .command:
      overlay = nil
      let command = line.trimmed
      guard !command.isEmpty else { return [] }
      remember(command)
      return run(command: command)
    }
  }

  private mutating func submit(
    _ line: String, for key: HyperparameterKey, _ state: PromptState
  ) -> [DashboardEffect] {
    do {
      let field = try Hyperparameter.named(key, in: settings.wished)
      let value = try field.value(parsing: line.trimmed)
      overlay = nil
      return wish(.set(key, value))
    } catch {
      overlay = .prompt(state.remarked(ConfigurationError([error]).text))
      return []
    }
  }

  private mutating func remember(_ command: String) {
    if commandHistory.last != command { commandHistory.append(command) }
    if commandHistory.count > 100 { commandHistory.removeFirst() }
  }

  /// A request to save what is wished for.
  func request(_ name: String, isOverwriting: Bool = false) -> PresetSaveRequest {
    PresetSaveRequest(
      reference: name, configuration: settings.wished,
      // The preset this was opened from is the one that saving means.
      isOverwriting: isOverwriting || (name == settings.reference && !settings.isBuiltIn))
  }

  /// Asks for a name to save under, and proposes one.
  mutating func askForName() {
    overlay = .prompt(
      PromptState(
        purpose: .saveName, prompt: Prompt(label: "Save as: ", text: proposedName, isSelected: true)
      ))
  }

  private var proposedName: String {
    if let reference = settings.reference, !settings.isBuiltIn { return reference }
    let title = settings.wished.name.isEmpty ? settings.wished.data.source : settings.wished.name
    let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }
    let name = words.prefix(6).joined(separator: "-")
    if name.isEmpty { return "experiment" }
    return name == settings.reference ? name + "-2" : name
  }

  /// Asks which preset to open.
  mutating func askForPreset() -> [DashboardEffect] {
    overlay = .presets(PresetList())
    return [.listPresets]
  }

  /// A preset was read: it begins, unless something would be lost.
  mutating func opened(_ entry: PresetEntry) -> [DashboardEffect] {
    guard settings.isChanged else { return start(entry) }
    overlay = .question(
      Question(
        subject: .openDiscarding(entry), text: "The changes to this preset are not saved.",
        yes: "open anyway"))
    return []
  }

  mutating func start(_ entry: PresetEntry) -> [DashboardEffect] {
    opening = entry
    return [.train(.open(entry.configuration))]
  }
}

extension PromptState {
  func remarked(_ remark: String) -> PromptState {
    var state = self
    state.remark = remark
    return state
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " })
    else { return "" }
    return String(self[first...last])
  }
}
