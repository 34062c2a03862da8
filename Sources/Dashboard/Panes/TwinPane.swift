import Diagnosis
import ExperimentModel
import TerminalUI

/// What the change did: the run's dev error and dev loss beside those of the untouched network.
struct TwinPane {
  let state: DashboardState

  /// How far the twin is.
  var remark: String {
    guard let twin = state.twin else { return "" }
    let epoch = twin.run.history.lastReport?.epoch ?? 0
    return twin.hasFinished
      ? "ended at epoch \(NumberFormat.grouped(epoch))"
      : "epoch \(NumberFormat.grouped(epoch)) of \(NumberFormat.grouped(twin.facts.lastEpoch))"
  }

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard let twin = state.twin, !rect.isEmpty else { return }
    let word = Self.word(for: twin.judge.verdict)
    let used = buffer.textRight(word.text, row: rect.top, right: rect.right, ink: word.ink)
    buffer.text(
      state.changeText(of: twin), at: rect.origin, width: max(rect.columns - used - 2, 1))
    let (figures, rest) = rect.cutTop(1).rest.cutTop(2)
    guard let comparison = twin.judge.latest else {
      TextBlock(emptyText, ink: .muted).draw(into: &buffer, in: figures)
      return
    }
    if let error = comparison.error {
      draw("error", error, into: &buffer, in: figures.row(0))
    } else if !figures.isEmpty {
      buffer.text("dev error", at: figures.origin, ink: .dev)
      buffer.text(
        "R² needs two rows that differ", at: figures.position(row: 0, column: 10),
        width: max(figures.columns - 10, 0), ink: .muted)
    }
    draw("loss", comparison.loss, into: &buffer, in: figures.row(1))
    if !rest.isEmpty {
      buffer.text(
        "Enter keeps the change, T goes back.", at: rest.origin, width: rest.columns, ink: .muted)
    }
  }

  private func draw(
    _ name: String, _ difference: PairedDifference, into buffer: inout ScreenBuffer, in rect: Rect
  ) {
    guard !rect.isEmpty else { return }
    buffer.text("dev " + name, at: rect.origin, ink: .dev)
    let ink: Ink =
      difference.standsOut() ? (difference.mean < 0 ? .good : .warning) : .plain
    func text(_ value: Double, digits: Int) -> String {
      name == "error" ? NumberText.percent(value) : NumberFormat.compact(value, digits: digits)
    }
    let figure = text(difference.mean.magnitude, digits: 3)
    // What is rounded to 0 has no sign.
    let isZero = !figure.contains { ("1"..."9").contains($0) }
    let sign = isZero ? "" : difference.mean > 0 ? "+" : "−"
    let number = NumberFormat.padded(sign + figure, columns: 8)
    buffer.text(
      number, at: rect.position(row: 0, column: 10), width: max(rect.columns - 10, 0), ink: ink)
    let noise = rect.cutLeft(19).rest
    let used = buffer.text(
      "± " + text(difference.standardError, digits: 2), at: noise.origin, width: noise.columns,
      ink: .muted)
    let rows = "\(NumberFormat.grouped(difference.rows)) rows"
    let remarks =
      difference.standsOut()
      ? [rows] : ["no difference that \(rows) can tell", "\(rows) cannot tell"]
    let room = noise.columns - used - 2
    guard let remark = remarks.first(where: { CharacterWidth.columns(of: $0) <= room }) else {
      return
    }
    buffer.textRight(remark, row: rect.top, right: rect.right, ink: .muted)
  }

  private var emptyText: String {
    guard let facts = state.run.facts else { return "" }
    if facts.rows.dev == 0 { return "There is no dev part to compare on." }
    if facts.configuration.training.evaluateEvery == 0 {
      return "Evaluation is off: raise 'Evaluate every' to 1."
    }
    if let behind = epochsBehind {
      return "\(NumberFormat.grouped(behind)) epochs behind: Space lets it catch up."
    }
    return "Waiting until both have been judged after the same epoch."
  }

  /// Epochs that a running run is ahead; `nil` where the twin will be there before anybody asks.
  private var epochsBehind: Int? {
    let progress = state.run.progress
    guard let twin = state.twin, state.run.phase.isTraining, progress.stepsPerSecond > 0 else {
      return nil
    }
    let epochs = progress.epoch - Int(twin.run.history.end.epoch)
    let seconds = Double(epochs * progress.stepsPerEpoch) / progress.stepsPerSecond
    return seconds > Self.patience ? epochs : nil
  }

  // What takes less needs no explanation.
  private static let patience = 2.0

  private static func word(for verdict: ChangeVerdict?) -> (text: String, ink: Ink) {
    switch verdict {
    case nil: ("", .muted)
    case .helped: ("helped", .good)
    case .noEffect: ("no effect", .muted)
    case .worse: ("worse", .warning)
    }
  }
}
