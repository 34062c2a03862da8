import ExperimentModel
import TerminalUI

extension OverlayPainter {
  /// The presets at the left, the values of the chosen one at the right.
  func draw(_ list: PresetList, into buffer: inout ScreenBuffer) {
    stepBack(&buffer)
    let rows = min(max(list.matches.count + 6, 18), layout.body.rows)
    let columns = min(layout.body.columns, 100)
    let rect = Rect(
      row: layout.body.top + (layout.body.rows - rows) / 2,
      column: layout.body.left + (layout.body.columns - columns) / 2, rows: rows, columns: columns)
    buffer.fill(rect)
    let inside = buffer.box(rect, title: "Open a preset", ink: .focused).inset(columns: 1)
    let (top, body) = inside.cutTop(2)
    drawFilter(list, into: &buffer, in: top.row(0))
    guard list.entries != nil else {
      buffer.text("looking for presets", at: body.origin, width: body.columns, ink: .muted)
      return
    }
    guard !list.matches.isEmpty else {
      buffer.text("no preset matches", at: body.origin, width: body.columns, ink: .muted)
      return
    }
    let parts = body.splitColumns([.weighted(2), .weighted(3)], gap: 3)
    drawNames(list, into: &buffer, in: parts[0])
    if let chosen = list.chosen { drawValues(chosen, into: &buffer, in: parts[1]) }
  }

  private func drawFilter(_ list: PresetList, into buffer: inout ScreenBuffer, in rect: Rect) {
    if list.filter.text.isEmpty {
      buffer.text("type to narrow down", at: rect.origin, width: rect.columns, ink: .muted)
    } else {
      list.filter.draw(into: &buffer, in: rect)
    }
  }

  private func drawNames(_ list: PresetList, into buffer: inout ScreenBuffer, in rect: Rect) {
    let matches = list.matches
    let viewport = Viewport(count: matches.count, selected: list.selected, height: rect.rows)
    for (line, index) in viewport.visible.enumerated() {
      let row = rect.row(line)
      let isChosen = index == list.selected
      buffer.text(
        matches[index].reference, at: row.origin, width: row.columns - 1,
        ink: isChosen ? .focused : .plain)
      if isChosen { buffer.shade(row, background: .selected) }
    }
    viewport.drawMarks(into: &buffer, in: rect)
  }

  private func drawValues(_ entry: PresetEntry, into buffer: inout ScreenBuffer, in rect: Rect) {
    let (head, body) = rect.cutTop(2)
    let title = entry.configuration.name.isEmpty ? entry.reference : entry.configuration.name
    buffer.text(title, at: head.origin, width: head.columns, ink: .title, emphasis: .bold)
    let rows = Self.values(of: entry.configuration)
    for (line, row) in rows.prefix(body.rows).enumerated() {
      let place = body.row(line)
      buffer.text(row.title, at: place.origin, width: 16, ink: .muted)
      buffer.text(row.value, at: place.position(row: 0, column: 17), width: place.columns - 17)
    }
  }

  /// What a person chooses a preset by.
  private static func values(
    of configuration: ExperimentConfiguration
  ) -> [(title: String, value: String)] {
    let training = configuration.training
    let layers = configuration.network.hidden.map { "\($0.units) \($0.activation.rawValue)" }
    let share = configuration.data.split
    let parts = [share.train, share.dev, share.test].map {
      NumberFormat.decimal($0 * 100, places: 0)
    }
    var rows = [
      ("Data", configuration.data.source),
      ("Task", configuration.data.task.rawValue),
      ("Train/dev/test", parts.joined(separator: "/") + " %"),
      ("Layers", layers.isEmpty ? "none: a linear model" : layers.joined(separator: ", ")),
      ("Loss", training.loss?.rawValue ?? "auto"),
      ("Optimizer", training.optimizer.name.rawValue),
      ("Learning rate", HyperparameterValue.real(training.optimizer.learningRate).description),
      ("Schedule", training.schedule.name.rawValue),
      ("Batch size", NumberFormat.grouped(training.batchSize)),
      ("Epochs", NumberFormat.grouped(training.epochs)),
      (
        "L1, L2",
        "\(HyperparameterValue.real(training.l1)), \(HyperparameterValue.real(training.l2))"
      ),
    ]
    if let target = configuration.targetError {
      rows.append(("Target error", NumberText.percent(target)))
    }
    return rows
  }
}
