import ExperimentModel

extension DashboardState {
  /// What a change that took effect did to the run, in a sentence; `nil` where nothing but what was
  /// asked for.
  func told(of change: AppliedChange) -> (text: String, kind: Notice.Kind)? {
    switch change.consequence {
    case .kept: return nil
    case .restarted: return ("A fresh start: all weights are new.", .warning)
    case .operated(let report):
      let text = "\(subject(of: change.change.edit)): \(report.text)."
      return (text, report.outcome == .outputsKept ? .info : .warning)
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
    case .insertLayer, .removeLayer: return edit.structureText ?? ""
    }
  }

  /// A value that an edit changes, as the list of fields shows it; the field may be gone.
  func text(of value: HyperparameterValue, in edit: ConfigurationEdit) -> String {
    if case .set(let key, _) = edit, let field = settings.field(key) {
      return field.text(of: value)
    }
    return value.text
  }

  /// What an edit changed, from what to what.
  func changeText(
    of edit: ConfigurationEdit, from before: HyperparameterValue, to after: HyperparameterValue
  ) -> String {
    "\(ledgerTitle(of: edit)) \(text(of: before, in: edit)) → \(text(of: after, in: edit))"
  }
}

extension ConfigurationEdit {
  /// Which layer came or went; `nil` where none did.
  var structureText: String? {
    switch self {
    case .set: nil
    case .insertLayer(_, let index): "Layer \(index + 1) added"
    case .removeLayer(let index): "Layer \(index + 1) removed"
    }
  }
}

extension SurgeryReport {
  /// What became of the outputs, and the loss just before and just after.
  var text: String { [outcome.text, losses].compactMap(\.self).joined(separator: ", ") }

  /// The same for a narrow place, where the last words may be cut.
  var figuresFirst: String { [losses, outcome.text].compactMap(\.self).joined(separator: ", ") }

  private var losses: String? {
    guard let before = lossBefore, let after = lossAfter else { return nil }
    return "loss \(NumberText.short(before)) → \(NumberText.short(after))"
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
