import Diagnosis
import ExperimentModel
import TerminalUI

/// The three errors as bars, the verdict, and what to try.
struct DiagnosisPane {
  let state: DashboardState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    guard let errors = state.run.judge.latest else {
      TextBlock(emptyText, ink: .muted).draw(into: &buffer, in: rect)
      return
    }
    guard errors.isFinite else { return drawNonFinite(into: &buffer, in: rect) }
    let hasBars = rect.rows >= 5
    let isAiry = rect.rows >= 9
    let (bars, rest) = rect.cutTop(hasBars ? 3 : 0)
    if hasBars { ErrorBars(errors: errors).draw(into: &buffer, in: bars) }
    let text = rest.cutTop(isAiry ? 1 : 0).rest
    let sentence = verdictText(errors, columns: isAiry ? .max : text.columns)
    let used = TextBlock(sentence, ink: verdictInk).draw(
      into: &buffer, in: text.cutTop(isAiry ? 3 : min(2, text.rows)).top)
    drawRemedies(into: &buffer, in: text.cutTop(used + (isAiry ? 1 : 0)).rest)
  }

  private var emptyText: String {
    if case .failed(let reason) = state.run.phase { return reason }
    guard let facts = state.run.facts else { return "Waiting for the data." }
    if facts.rows.dev == 0 { return "There is no dev part: raise its share to tell variance." }
    if facts.configuration.training.evaluateEvery == 0 {
      return "Evaluation is off: raise 'Evaluate every' to 1."
    }
    if let report = state.run.history.lastReport, let dev = report.dev {
      if dev.error == nil {
        return "R² needs two dev rows whose targets differ: raise the dev share."
      }
      if report.train.error == nil {
        return "R² needs two training rows whose targets differ: raise the training share."
      }
    }
    return "Waiting for the first evaluation."
  }

  private func drawNonFinite(into buffer: inout ScreenBuffer, in rect: Rect) {
    let text = "The loss is not finite: lower the rate or clip gradients, then r starts again."
    let used = TextBlock(text, ink: .bad).draw(into: &buffer, in: rect)
    drawRemedies(into: &buffer, in: rect.cutTop(used + (rect.rows >= 9 ? 1 : 0)).rest)
  }

  // Where one row has to hold it, what the uncertainty comes from gives way; the header has it too.
  private func verdictText(_ errors: BiasVariance, columns: Int) -> String {
    let rows = "\(NumberFormat.grouped(errors.dev.rows)) dev rows"
    let noise = "±\(NumberText.percent(errors.standardErrorOfVariance))"
    // Without an error there is no deviation to estimate one from, and ±0 would promise too much.
    let hasNoise = errors.standardErrorOfVariance >= 0.0005
    let text = verdictText(hasNoise ? "\(noise), \(rows)" : rows, rows, noise)
    guard hasNoise, CharacterWidth.columns(of: text) > columns else { return text }
    return verdictText(noise, rows, noise)
  }

  private func verdictText(_ ground: String, _ rows: String, _ noise: String) -> String {
    switch state.run.judge.verdict {
    case nil: return "Waiting for a second evaluation to agree."
    case .good: return "Good: no difference beyond chance (\(ground))."
    case .highBias: return "High bias: it underfits (\(ground))."
    case .highVariance: return "High variance: it overfits (\(ground))."
    case .both: return "High bias and high variance (\(ground))."
    case .cannotTell: return "\(rows) cannot tell: chance is \(noise)."
    }
  }

  private var verdictInk: Ink {
    switch state.run.judge.verdict {
    case nil: .muted
    case .good: .good
    case .highBias, .highVariance, .both: .warning
    case .cannotTell: .muted
    }
  }

  private func drawRemedies(into buffer: inout ScreenBuffer, in rect: Rect) {
    let remedies = state.remedies
    guard !rect.isEmpty, !remedies.isEmpty else { return }
    let isFocused = state.view.focus == .diagnosis
    guard rect.rows >= min(remedies.count, 3) || isFocused else {
      let line = remedies.enumerated().map { "\($0.offset + 1) \($0.element.title)" }
      TextBlock("Try " + line.joined(separator: ", ")).draw(into: &buffer, in: rect)
      return
    }
    let viewport = Viewport(
      count: remedies.count, selected: isFocused ? state.view.remedy : 0, height: rect.rows)
    for (line, index) in viewport.visible.enumerated() {
      draw(remedies[index], number: index + 1, into: &buffer, in: rect.row(line))
      if isFocused, index == state.view.remedy {
        buffer.shade(rect.row(line), background: .selected)
      }
    }
    viewport.drawMarks(into: &buffer, in: rect)
  }

  private func draw(
    _ remedy: Remedy, number: Int, into buffer: inout ScreenBuffer, in rect: Rect
  ) {
    buffer.text("\(number)", at: rect.origin, ink: .key, emphasis: .bold)
    let used = buffer.text(
      remedy.title, at: rect.position(row: 0, column: 2), width: rect.columns - 3)
    guard let key = remedy.key else { return }
    let title = state.settings.field(key)?.title
    let room = rect.columns - used - 6
    let text = title ?? "a adds a layer"
    guard CharacterWidth.columns(of: text) <= room else { return }
    buffer.textRight(text, row: rect.top, right: rect.right - 2, ink: .muted)
  }
}

/// Target, training and dev error as bars on one scale, each with what it adds.
struct ErrorBars {
  let errors: BiasVariance

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    let rows = [
      Row(name: "target", value: errors.target, before: 0, gain: nil, ink: .good),
      Row(
        name: "train", value: errors.train.value, before: errors.target,
        gain: ("bias", errors.avoidableBias), ink: .train),
      Row(
        name: "dev", value: errors.dev.value, before: errors.train.value,
        gain: ("variance", errors.variance), ink: .dev),
    ]
    for (line, row) in rows.enumerated() { draw(row, into: &buffer, in: rect.row(line)) }
  }

  private struct Row {
    var name: String
    var value: Double
    var before: Double
    var gain: (name: String, value: Double)?
    var ink: Ink
  }

  private func draw(_ row: Row, into buffer: inout ScreenBuffer, in rect: Rect) {
    buffer.text(row.name, at: rect.origin, ink: row.ink)
    buffer.text(
      NumberText.percentColumn(row.value), at: rect.position(row: 0, column: 6), width: 8)
    let (bar, text) = rect.cutLeft(Self.valueColumns).rest.cutRight(Self.gainColumns)
    drawBar(row, into: &buffer, in: bar)
    guard let gain = row.gain else { return }
    let sign = gain.value >= 0 ? "+" : "−"
    let number = NumberFormat.padded(
      sign + NumberText.percent(abs(gain.value)), columns: Self.gainColumns - 9)
    buffer.text(number, at: text.origin, width: Self.gainColumns - 9)
    buffer.text(
      gain.name, at: text.position(row: 0, column: Self.gainColumns - 8), width: 8, ink: .muted)
  }

  private static let valueColumns = 16
  private static let gainColumns = 18

  // What the error had before this part stands pale; what the part adds stands out.
  private func drawBar(_ row: Row, into buffer: inout ScreenBuffer, in rect: Rect) {
    guard rect.columns >= 4, row.value.isFinite, row.before.isFinite else { return }
    let eighths = (row.value / scale * Double(rect.columns * 8)).rounded()
    let before = Int((min(row.before, row.value) / scale * Double(rect.columns)).rounded(.down))
    let bars = buffer.glyphs.horizontalEighths
    for column in 0..<rect.columns {
      let filled = Int(min(max(eighths - Double(column * 8), 0), 8))
      guard filled > 0 else { break }
      let place = rect.position(row: 0, column: column)
      if column < before {
        buffer.put("▒", at: place, ink: .border)
      } else {
        buffer.put(bars[filled], at: place, ink: row.ink)
      }
    }
  }

  /// The error that fills a bar: a round number above all three.
  private var scale: Double {
    let largest =
      [errors.target, errors.train.value, errors.dev.value].filter(\.isFinite).max() ?? 1
    let rounds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
    return rounds.first { $0 >= largest } ?? max(largest, 1)
  }
}
