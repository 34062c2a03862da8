import ExperimentModel
import TerminalUI

extension DashboardState {
  mutating func apply(_ event: TrainerEvent) -> [DashboardEffect] {
    switch event {
    case .started(let facts): began(facts)
    case .sampled(let sample): run.hear(sample)
    case .stepped: break
    case .evaluated(let report): run.hear(report)
    case .changeApplied(let change): return applied(change)
    case .changeRejected(let change, let reason): return rejected(change, reason: reason)
    case .undone(let restored): putBack(restored, isUndone: true)
    case .redone(let restored): putBack(restored, isUndone: false)
    case .undoRejected(let reason), .redoRejected(let reason): tell(reason, .warning)
    case .paused: run.phase = .paused
    case .resumed: resumed()
    case .ended(let end): ended(end)
    case .twin(let event): hear(event)
    case .saveFailed(let reason): tell("The session is not saved: \(reason).", .warning)
    case .stateGivenUp(let reason):
      tell("An older state is not kept: \(reason). u goes back past it.", .warning)
    case .openFailed(let reason):
      opening = nil
      if run.facts == nil { run.phase = .failed(reason: reason) }
      tell(reason, .bad)
    }
    return []
  }

  private mutating func began(_ facts: RunFacts) {
    run.begin(facts)
    pastRuns.began()
    if let entry = opening {
      settings.baseline = entry.configuration
      settings.reference = entry.reference
      settings.isBuiltIn = entry.isBuiltIn
      opening = nil
      let name = entry.configuration.name
      tell("Opened \(name.isEmpty ? entry.reference : name).", .good)
    }
    settings.adopt(facts.configuration)
    view.reading = nil
    view.remedy = 0
    let suspicious = facts.data.notes.count
    if notice == nil, suspicious > 0 {
      tell("\(suspicious == 1 ? "1 note" : "\(suspicious) notes") on the data: n shows them.")
    }
  }

  private mutating func resumed() {
    // What was said of the end no longer holds.
    if case .ended = run.phase { notice = nil }
    run.phase = .training
  }

  private mutating func applied(_ change: AppliedChange) -> [DashboardEffect] {
    pastRuns.record(change, before: run)
    run.hear(change)
    let next = settings.answered(change.change, inForce: change.facts.configuration)
    if let (text, kind) = told(of: change) {
      tell(text, kind)
    } else if case .ended(let end) = run.phase, change.change.edit.isOfTraining {
      tell("\(title(of: change.change.edit)) waits: \(wayOn(after: end.status)).", .warning)
    }
    return (next.map { [.train(.change($0))] } ?? []) + twinEffects(of: change)
  }

  private mutating func rejected(
    _ change: ConfigurationChange, reason: String
  ) -> [DashboardEffect] {
    let next = settings.answered(change, inForce: nil)
    tell("\(title(of: change.edit)) stays: \(reason)", .bad)
    return next.map { [.train(.change($0))] } ?? []
  }

  private mutating func putBack(_ restored: RestoredRun, isUndone: Bool) {
    let left = settings.inForce
    settings.adopt(restored.facts.configuration)
    let (before, after) = isUndone ? (settings.inForce, left) : (left, settings.inForce)
    let past =
      isUndone
      ? pastRuns.undo(restored.change, leaving: run) : pastRuns.redo(restored.change, leaving: run)
    if let past { run = past } else { run.forget(after: restored.shared) }
    run.resume(restored)
    view.reading = nil
    view.remedy = 0
    let edit = restored.change.edit
    let what =
      restored.changeCount == 1
      ? changeText(of: edit, from: before.summary(of: edit), to: after.summary(of: edit))
      : "\(restored.changeCount) changes, \(ledgerTitle(of: edit)) and those after it"
    let step = NumberFormat.grouped(restored.atStep)
    tell("\(isUndone ? "Undone" : "Redone"): \(what), back at step \(step).", .good)
  }

  private mutating func ended(_ end: RunEnd) {
    // A change at the end has given it other figures; what the change did is worth more words.
    let isKnown = run.hasEnded
    run.phase = .ended(end)
    if isKnown { return }
    var text = endText + "."
    // A short run is over before it could be said that there are some.
    let notes = run.facts?.data.notes.count ?? 0
    if notes > 0 { text += notes == 1 ? " 1 data note: n" : " \(notes) data notes: n" }
    tell(text, end.status == .diverged ? .bad : .good)
  }

  /// What an edit is about, before the values it changed.
  func ledgerTitle(of edit: ConfigurationEdit) -> String {
    switch edit {
    case .set(let key, _):
      if let field = settings.field(key) { return field.title }
      // The field may be gone with its layer.
      let name = key.description.split(separator: ".").last.map(String.init) ?? ""
      return key.layerIndex.map { "Layer \($0 + 1) \(name.replacing("_", with: " "))" } ?? name
    case .insertLayer, .removeLayer: return "Layers"
    }
  }

  /// What an edit is about, for messages.
  func title(of edit: ConfigurationEdit) -> String {
    switch edit {
    case .set(let key, _):
      settings.field(key)?.title ?? key.description
    case .insertLayer, .removeLayer: "The network"
    }
  }
}

extension ConfigurationEdit {
  /// Whether it shows only in a run that goes on; names and the target error show at once.
  var isOfTraining: Bool {
    ["network", "training"].contains { key.description.hasPrefix($0) }
  }
}

extension EvaluationMetrics {
  /// The most telling metrics in a few words.
  var summary: String {
    switch task {
    case .classification(let accuracy, _):
      "accuracy \(NumberText.percent(accuracy)), loss \(NumberText.short(loss))"
    case .regression(let rmse, _, let r2):
      "R² \(r2.map(NumberText.short) ?? "–"), RMSE \(NumberText.short(rmse))"
    }
  }
}
