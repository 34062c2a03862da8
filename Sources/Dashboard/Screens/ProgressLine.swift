import ExperimentModel
import TerminalUI

/// The line that says how far the run is.
struct ProgressLine {
  let run: RunState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let status = self.status
    var place = rect.origin
    buffer.put(status.mark, at: place, ink: status.ink, emphasis: .bold)
    place.column += 2
    buffer.text(status.text, at: place, ink: status.ink, emphasis: .bold)
    place.column += Self.statusColumns
    buffer.text(epochs, at: place, ink: .plain)
    place.column += max(CharacterWidth.columns(of: epochs), 12) + 2
    let parts = Self.fitting(details, columns: rect.right - place.column - 10)
    let columns = parts.reduce(0) { $0 + $1.columns + 3 }
    let gauge = Rect(
      row: rect.top, column: place.column, rows: 1,
      columns: min(max(rect.right - place.column - columns, 0), rect.columns / 3))
    Gauge(share, ink: status.ink).draw(into: &buffer, in: gauge)
    place.column = gauge.right
    for part in parts {
      place.column += 3
      let start = place.column
      let used = buffer.text(part.value, at: place, width: part.columns)
      place.column += used
      buffer.text(
        " " + part.unit, at: place, width: max(start + part.columns - place.column, 0),
        ink: .muted)
      place.column = start + part.columns
    }
  }

  private struct Status {
    var mark: Character
    var text: String
    var ink: Ink
  }

  private static let statusColumns = 10

  private var status: Status {
    switch run.phase {
    case .preparing: Status(mark: "◦", text: "loading", ink: .muted)
    case .training: Status(mark: "▸", text: "training", ink: .good)
    case .paused: Status(mark: "║", text: "paused", ink: .warning)
    case .failed: Status(mark: "✗", text: "no run", ink: .bad)
    case .ended(let end):
      switch end.status {
      case .completed: Status(mark: "■", text: "done", ink: .good)
      case .stoppedEarly: Status(mark: "■", text: "early", ink: .good)
      case .stopped: Status(mark: "■", text: "stopped", ink: .warning)
      case .diverged: Status(mark: "✗", text: "diverged", ink: .bad)
      }
    }
  }

  private var epochs: String {
    if run.facts == nil { return "" }
    let total = String(run.progress.epochs)
    let done = NumberFormat.padded(String(run.progress.epoch), columns: total.count)
    return "epoch \(done)/\(total)"
  }

  private var share: Double {
    let steps = run.progress.epochs * run.progress.stepsPerEpoch
    return steps > 0 ? Double(run.progress.step) / Double(steps) : 0
  }

  /// A number that keeps its columns when it changes, and what it counts.
  private struct Detail {
    var value: String
    var unit: String
    var columns: Int

    init(_ value: String, _ unit: String, digits: Int) {
      self.value = NumberFormat.padded(value, columns: digits)
      self.unit = unit
      columns =
        CharacterWidth.columns(of: self.value) + (unit.isEmpty ? 0 : 1)
        + CharacterWidth.columns(of: unit)
    }
  }

  private var details: [Detail] {
    let progress = run.progress
    let total = NumberFormat.grouped(progress.epochs * progress.stepsPerEpoch)
    var details: [Detail] = []
    if case .ended(let end) = run.phase, let test = end.test {
      details.append(Detail(test.summary, Self.testUnit(end.weights), digits: 0))
    }
    details.append(
      Detail(NumberFormat.grouped(progress.step), "steps", digits: max(total.count, 5)))
    if run.phase == .training {
      details.append(Detail(rate, "steps/s", digits: 5))
      if let left = progress.secondsLeft {
        details.append(Detail(NumberFormat.duration(seconds: left), "left", digits: 7))
      }
    } else if progress.trainingSeconds > 0 {
      let time = NumberFormat.duration(seconds: progress.trainingSeconds)
      details.append(Detail(time, "trained", digits: 7))
    }
    details.append(
      Detail(NumberFormat.compact(progress.learningRate, digits: 3), "rate", digits: 7))
    return details
  }

  private static func testUnit(_ weights: FinalWeights) -> String {
    switch weights {
    case .last: "on test"
    case .best(let epoch?): "on test, epoch \(NumberFormat.grouped(epoch))"
    case .best(nil): "on test, best epoch"
    }
  }

  private var rate: String { NumberFormat.compact(run.progress.stepsPerSecond, digits: 3) }

  private static func fitting(_ details: [Detail], columns: Int) -> [Detail] {
    var room = columns
    return Array(
      details.prefix { detail in
        room -= detail.columns + 3
        return room >= 0
      })
  }
}
