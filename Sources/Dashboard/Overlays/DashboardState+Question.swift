import ExperimentModel
import TerminalUI

extension DashboardState {
  mutating func press(_ key: Key, in question: Question) -> [DashboardEffect] {
    switch key {
    case .enter, .character("y"):
      overlay = nil
      return confirm(question.subject)
    case .escape, .character("n"), .control("c"):
      overlay = nil
      quitsWhenSaved = false
      return []
    case .character("s") where question.subject == .quit:
      askForName()
      return []
    default: return adjust(question, key)
    }
  }

  private mutating func confirm(_ subject: Question.Subject) -> [DashboardEffect] {
    switch subject {
    case .freshStart(let key, let value): return send(.set(key, value))
    case .restart: return [.train(.restart)]
    case .overwrite(var request):
      request.isOverwriting = true
      return [.savePreset(request)]
    case .openDiscarding(let entry): return start(entry)
    case .quit: return [.quit]
    }
  }

  // A field that needs a fresh start can be moved further before it is agreed to.
  private mutating func adjust(_ question: Question, _ key: Key) -> [DashboardEffect] {
    guard case .freshStart(let field, let value) = question.subject,
      let action = Action.named(by: key, in: .settings)?.name,
      let direction: StepDirection = action == .raise ? .up : action == .lower ? .down : nil,
      let hyperparameter = settings.field(field)
    else { return [] }
    guard let next = self.value(after: value, direction, of: hyperparameter) else { return [] }
    overlay = nil
    return wish(.set(field, next))
  }

  /// Asks before a change that gives up the weights.
  mutating func askForFreshStart(_ field: Hyperparameter, _ value: HyperparameterValue) {
    let steps = run.progress.step
    let cost = steps == 1 ? "1 step" : "\(NumberFormat.grouped(steps)) steps"
    overlay = .question(
      Question(
        subject: .freshStart(field.key, value),
        text: "\(field.title) \(field.text(of: value)) needs a fresh start: \(cost) are given up.",
        yes: "start afresh"))
  }
}

extension Hyperparameter {
  /// A value as the list shows it: "on" and "off" for yes and no.
  func text(of value: HyperparameterValue) -> String {
    switch value {
    case .integer(let number) where number.magnitude >= 10_000 && !unit.isEmpty:
      NumberFormat.grouped(number)
    default: value.text
    }
  }
}

extension HyperparameterValue {
  /// The value in words, where its field is not known.
  var text: String {
    switch self {
    case .flag(let isOn): isOn ? "on" : "off"
    case .text(let text) where text.isEmpty: "–"
    default: description
    }
  }
}
