import ExperimentModel
import TerminalUI

/// A command of the command line that takes words of its own.
struct CommandForm: Sendable {
  let name: String
  let form: String
  let help: String

  /// The commands beside the actions, which are commands by their names.
  static let all = [
    CommandForm(
      name: "set", form: ":set KEY=VALUE",
      help: "Change any key of the preset, such as :set training.batch_size=64."),
    CommandForm(
      name: "w", form: ":w NAME", help: "Save the preset; :w! replaces one that exists."),
    CommandForm(name: "e", form: ":e NAME", help: "Open a preset by its name or path."),
    CommandForm(
      name: "twin", form: ":twin always",
      help: "Begin a twin with each change; :twin off ends that, :twin 50 gives it 50 epochs."),
    CommandForm(name: "q", form: ":q", help: "Quit; :q! does not ask, :wq saves first."),
  ]
}

extension DashboardState {
  /// Does what a line of the command line says.
  mutating func run(command line: String) -> [DashboardEffect] {
    let parts = line.split(separator: " ", maxSplits: 1)
    let name = parts.first.map(String.init) ?? ""
    let rest = parts.count > 1 ? String(parts[1]).trimmed : ""
    switch name {
    case "set": return set(rest)
    case "w", "w!": return write(rest, isOverwriting: name == "w!")
    case "wq":
      quitsWhenSaved = true
      return write(rest, isOverwriting: false)
    case "e":
      guard !rest.isEmpty else { return perform(.open) }
      return [.openPreset(rest)]
    case "twin" where !rest.isEmpty:
      setTwin(rest)
      return []
    case "q": return perform(.quit)
    case "q!": return [.quit]
    default: break
    }
    if let action = ActionName(rawValue: name) { return perform(action) }
    let near = nearestName(to: name, among: Self.commandNames)
    tell("No command \(name)" + (near.map { "; did you mean \($0)?" } ?? "."), .bad)
    return []
  }

  /// The first words a command line can begin with.
  static let commandNames =
    CommandForm.all.map(\.name) + ActionName.allCases.map(\.rawValue).filter { $0 != "twin" }

  private mutating func set(_ text: String) -> [DashboardEffect] {
    let separator = text.firstIndex { $0 == "=" || $0 == " " }
    guard let separator, separator != text.startIndex else {
      tell("Expected :set KEY=VALUE, found :set \(text)", .bad)
      return []
    }
    let key = HyperparameterKey(String(text[..<separator]).trimmed)
    let value = String(text[text.index(after: separator)...]).trimmed
    do {
      let field = try Hyperparameter.named(key, in: settings.wished)
      let effects = wish(.set(key, try field.value(parsing: value)))
      settings.cursor = key
      return effects
    } catch {
      tell(error.description, .bad)
      return []
    }
  }

  private mutating func setTwin(_ word: String) {
    switch (word, Int(word)) {
    case ("always", _):
      twinPolicy.isAlways = true
      tell("Each change begins a twin.")
    case ("off", _):
      twinPolicy.isAlways = false
      tell("A twin begins only when t asks for it.")
    case (_, let epochs?) where 1...1_000_000 ~= epochs:
      twinPolicy.epochs = epochs
      tell("A twin that begins from now on trains \(epochs == 1 ? "1 epoch" : "\(epochs) epochs").")
    default:
      tell("Expected :twin always, :twin off or a number of epochs, found :twin \(word)", .bad)
    }
  }

  private mutating func write(_ name: String, isOverwriting: Bool) -> [DashboardEffect] {
    if !name.isEmpty { return [.savePreset(request(name, isOverwriting: isOverwriting))] }
    guard let reference = settings.reference, !settings.isBuiltIn else {
      askForName()
      return []
    }
    return [.savePreset(request(reference, isOverwriting: true))]
  }

  /// Completes the word at the end of a line, as far as all candidates agree.
  func complete(_ state: inout PromptState) {
    let text = state.prompt.text
    let (kept, word, candidates) = completions(of: text, for: state.purpose)
    let matching = candidates.filter { $0.hasPrefix(word) }
    guard let first = matching.first else {
      state.remark = "no completion"
      return
    }
    let common = matching.dropFirst().reduce(first) { Self.commonPrefix($0, $1) }
    state.prompt.replace(with: kept + common)
    state.remark = matching.count > 1 ? matching.joined(separator: "  ") : ""
  }

  private func completions(
    of text: String, for purpose: PromptState.Purpose
  ) -> (kept: String, word: String, candidates: [String]) {
    switch purpose {
    case .value(let key): return ("", text, values(of: key))
    case .saveName: return ("", text, [])
    case .command: break
    }
    guard let space = text.firstIndex(of: " ") else { return ("", text, Self.commandNames) }
    let command = String(text[...space])
    let rest = String(text[text.index(after: space)...])
    switch command {
    case "set ":
      guard let equals = rest.firstIndex(of: "=") else {
        return (command, rest, settings.fields.map { "\($0.key)=" })
      }
      let key = HyperparameterKey(String(rest[..<equals]))
      let value = String(rest[rest.index(after: equals)...])
      return (command + String(rest[...equals]), value, values(of: key))
    case "twin ": return (command, rest, ["always", "off"])
    case "e ", "open ", "w ": return (command, rest, knownPresets.map(\.reference))
    default: return (text, "", [])
    }
  }

  private func values(of key: HyperparameterKey) -> [String] {
    if key == "data.source" { return dataSources }
    guard let field = settings.field(key) else {
      return []
    }
    switch field.kind {
    case .choice(let names): return names
    case .flag: return ["true", "false"]
    default: return [field.value(in: settings.wished).description]
    }
  }

  private static func commonPrefix(_ first: String, _ second: String) -> String {
    String(zip(first, second).prefix { $0 == $1 }.map(\.0))
  }
}
