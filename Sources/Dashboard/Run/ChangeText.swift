import ExperimentModel

extension DashboardState {
  /// What a change that took effect did to the run, in a sentence; `nil` where nothing but what was
  /// asked for.
  func told(of change: AppliedChange) -> (text: String, kind: Notice.Kind)? {
    switch change.consequence {
    case .kept: return nil
    case .restarted: return ("A fresh start: all weights are new.", .warning)
    case .operated(let report):
      let subject = subject(of: change.change.edit)
      var text = "\(subject): \(report.outcome.text)"
      if let before = report.lossBefore, let after = report.lossAfter {
        text += ", loss \(NumberText.short(before)) → \(NumberText.short(after))"
      }
      return (text + ".", report.outcome == .outputsKept ? .info : .warning)
    }
  }

  /// What was changed from what to what, as the newest entry of the list of changes has it.
  private func subject(of edit: ConfigurationEdit) -> String {
    switch edit {
    case .set(let key, _):
      let title = title(of: edit)
      guard let entry = run.ledger.entries.last, let field = settings.field(key) else {
        return title
      }
      return "\(title) \(field.text(of: entry.before)) → \(field.text(of: entry.after))"
    case .insertLayer(_, let index): return "Layer \(index + 1) added"
    case .removeLayer(let index): return "Layer \(index + 1) removed"
    }
  }
}

extension SurgeryOutcome {
  /// What became of the outputs, in a few words.
  fileprivate var text: String {
    switch self {
    case .outputsKept: "outputs unchanged"
    case .unitsRemoved(1): "the least important went"
    case .unitsRemoved(let count): "the \(count) least important went"
    case .activationSwitched: "weights kept"
    case .identityWithinRange: "passes on the values seen, not exact beyond"
    case .identityApproximated: "passes on nearly all, not exact"
    case .inputsSelected(let kept, let count): "passes on \(kept) of \(count) inputs, not exact"
    case .curvatureLost(let activation): "what \(activation.rawValue) bent is lost"
    case .optimizerSwitched([]): "weights kept, its memory begins afresh"
    case .optimizerSwitched(let kept): "weights kept, and \(kept.text)"
    }
  }
}

extension [OptimizerMemory] {
  fileprivate var text: String {
    map { memory in
      switch memory {
      case .velocity: "velocities"
      case .meanGradient: "mean gradients"
      case .squareSum: "sums of squares"
      case .meanSquare: "mean squares"
      case .largestGradient: "largest gradients"
      case .meanSquaredStep: "mean squared steps"
      }
    }.joined(separator: " and ")
  }
}
