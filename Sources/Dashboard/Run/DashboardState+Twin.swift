import Diagnosis
import ExperimentModel
import TerminalUI

extension DashboardState {
  mutating func hear(_ event: TwinEvent) {
    switch event {
    case .started(let facts): twinBegan(facts)
    case .sampled(let sample): twin?.run.hear(sample)
    case .evaluated(let report): twin?.run.hear(report)
    case .changeApplied(let change): twin?.run.hear(change)
    case .compared(let comparison): twin?.judge.hear(comparison)
    case .finished: twin?.hasFinished = true
    case .dismissed: forgetTwin()
    case .taken(let restored): took(restored)
    case .rejected(let reason): tell(reason, .warning)
    }
  }

  /// Begins a twin of the newest change, or ends the one there is.
  mutating func switchTwin() -> [DashboardEffect] {
    guard twin == nil else { return [.train(.twin(.dismiss))] }
    return startTwin
  }

  private var startTwin: [DashboardEffect] {
    [.train(.twin(.start(epochs: twinPolicy.epochs(after: run.progress.epoch))))]
  }

  /// Stays with the change.
  mutating func keepChange() -> [DashboardEffect] {
    guard let twin else { return [] }
    tell("Kept: \(changeText(of: twin)).", .good)
    return [.train(.twin(.dismiss))]
  }

  /// What a change begins beside itself, where every change is to have a twin.
  ///
  /// A twin is a control for one field: further changes of that field leave it as it is.
  func twinEffects(of change: AppliedChange) -> [DashboardEffect] {
    guard twinPolicy.isAlways, change.consequence != .restarted, change.change.edit.isOfTraining
    else { return [] }
    if let twin, !twin.hasFinished, twin.facts.change.edit.key == change.change.edit.key {
      return []
    }
    return startTwin
  }

  /// What the twin is without: a field, its value before and its last one, and how many others.
  ///
  /// What was changed after the last epoch that the two are compared on has no part in it, nor what a
  /// schedule changes in both.
  func changeText(of twin: TwinState) -> String {
    let edit = twin.facts.change.edit
    let lastEpoch = Double(twin.facts.lastEpoch)
    let entries = run.ledger.entries.filter {
      twin.number > 0 && $0.number >= twin.number && $0.place.epoch < lastEpoch
        && $0.edit.isOfTraining && $0.author != .schedule
    }
    let last = entries.last { $0.edit.key == edit.key }?.after ?? settings.inForce.summary(of: edit)
    let text = changeText(of: edit, from: twin.before, to: last)
    let others = Set(entries.map(\.edit.key)).subtracting([edit.key]).count
    return others == 0 ? text : "\(text) and \(others) more"
  }

  private mutating func twinBegan(_ facts: TwinFacts) {
    let entry = run.ledger.entries.last { $0.edit == facts.change.edit }
    var before = pastRuns.run(before: facts.change) ?? run
    if before.history.end.step > facts.atStep {
      let changes = (entry?.number ?? 1) - 1
      before.forget(
        after: SharedCourse(steps: facts.atStep, changes: changes, changesOfOther: changes))
    }
    before.phase = .training
    twin = TwinState(
      facts: facts, number: entry?.number ?? 0, before: entry?.before ?? .absent, run: before)
  }

  private mutating func forgetTwin() {
    twin = nil
    if view.focus == .twin {
      view.focus = .settings
      view.isZoomed = false
    }
  }

  private mutating func took(_ restored: RestoredRun) {
    let text = twin.map { changeText(of: $0) } ?? ledgerTitle(of: restored.change.edit)
    pastRuns.branched(insteadOf: restored.change, leaving: run)
    if let twin { run = twin.run } else { run.forget(after: restored.shared) }
    run.resume(restored)
    settings.adopt(restored.facts.configuration)
    view.reading = nil
    view.remedy = 0
    forgetTwin()
    let step = NumberFormat.grouped(restored.atStep)
    tell("Without the change (\(text)) from step \(step) on; u brings it back.", .good)
  }
}
