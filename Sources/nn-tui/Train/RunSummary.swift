import ExperimentModel
import TerminalUI

/// What is said when a run has ended.
struct RunSummary {
  var end: RunEnd
  /// What was trained last.
  var facts: RunFacts
  /// What was not as somebody may have meant it.
  var notes: [String] = []

  var text: String {
    var lines = [headline, network] + weights
    let parts = self.parts
    guard let first = parts.first else { return lines.joined(separator: "\n") + "\n" }
    lines += seeds(first.metrics)
    lines.append(row("", names(first.metrics)))
    lines += parts.map { row($0.name, values($0.metrics)) }
    if parts.contains(where: { $0.metrics.error == nil }) {
      lines.append("–: R² needs two rows whose targets differ.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var headline: String {
    let rate = Double(end.steps) / end.trainingSeconds
    let pace = rate.isFinite ? " (\(NumberFormat.compact(rate)) steps/s)" : ""
    return "\(status) after \(counted(end.epochs, "epoch")) and \(counted(end.steps, "step"))"
      + " in \(NumberFormat.duration(seconds: end.trainingSeconds))" + pace
  }

  private var network: String {
    let hidden = facts.configuration.network.hidden.map { "\($0.units) \($0.activation.rawValue)" }
    let layers = ["\(facts.data.featureNames.count)"] + hidden + ["\(facts.data.outputCount)"]
    return layers.joined(separator: " → ") + ", \(counted(facts.parameterCount, "parameter"))"
  }

  /// Which weights the figures are of, where early stopping leaves a choice.
  private var weights: [String] {
    switch end.weights {
    case .best(let epoch):
      let place = epoch.map { "epoch \(NumberFormat.grouped($0))" } ?? "an earlier epoch"
      return facts.configuration.training.repeats > 1
        ? ["Best weights of each seed, of the first from \(place)"] : ["Best weights, of \(place)"]
    case .last:
      return facts.configuration.training.earlyStopping == nil
        ? [] : ["Last weights, of step \(NumberFormat.grouped(end.steps))"]
    }
  }

  // Where there are several networks, all figures are their means.
  private func seeds(_ metrics: EvaluationMetrics) -> [String] {
    guard let spread = metrics.repeats else { return [] }
    let wanted = facts.configuration.training.repeats
    let some = spread.count == wanted ? "" : "\(spread.count) of "
    return ["Means of \(some)\(counted(wanted, "seed")), ± the standard deviation over them"]
  }

  private var status: String {
    switch end.status {
    case .completed: "Completed"
    case .stoppedEarly: "Stopped early"
    case .stopped: "Stopped"
    case .diverged: "Diverged, the loss is no longer finite,"
    }
  }

  private var parts: [(name: String, metrics: EvaluationMetrics)] {
    [("train", end.train), ("dev", end.dev), ("test", end.test)].compactMap { part in
      part.1.map { (part.0, $0) }
    }
  }

  private func names(_ metrics: EvaluationMetrics) -> [String] {
    let names =
      switch metrics.task {
      case .classification: ["loss", "accuracy", "macro F1"]
      case .regression: ["loss", "rmse", "mae", "R²"]
      }
    guard metrics.repeats != nil else { return names }
    return names + ["± " + (names.contains("R²") ? "R²" : "accuracy")]
  }

  private func values(_ metrics: EvaluationMetrics) -> [String] {
    let deviation = metrics.repeats?.error?.deviation
    switch metrics.task {
    case .classification(let accuracy, let macroF1):
      return [short(metrics.loss), percent(accuracy), NumberFormat.decimal(macroF1, places: 4)]
        + (deviation.map { [percent($0)] } ?? [])
    case .regression(let rmse, let mae, let r2):
      let decimals = [r2] + (metrics.repeats == nil ? [] : [deviation])
      return [short(metrics.loss), short(rmse), short(mae)]
        + decimals.map { $0.map { NumberFormat.decimal($0, places: 4) } ?? "–" }
    }
  }

  private func percent(_ share: Double) -> String { NumberFormat.percent(share, places: 2) }

  private func row(_ name: String, _ cells: [String]) -> String {
    name + String(repeating: " ", count: 5 - name.count)
      + cells.map { NumberFormat.padded($0, columns: 11) }.joined()
  }

  private func short(_ value: Double) -> String { NumberFormat.compact(value, digits: 4) }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(NumberFormat.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}
