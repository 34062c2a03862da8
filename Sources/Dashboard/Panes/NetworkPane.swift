import ExperimentModel
import TerminalUI

/// The layers from input to output: their width as bars, and what they hold.
struct NetworkPane {
  let state: DashboardState

  func draw(into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty else { return }
    guard let facts = state.run.facts else {
      buffer.text("Waiting for the data.", at: rect.origin, width: rect.columns, ink: .muted)
      return
    }
    let layers = NetworkLayer.all(of: facts)
    let isAiry = rect.rows >= layers.count + 3
    let (list, foot) = rect.cutBottom(rect.rows > layers.count ? (isAiry ? 2 : 1) : 0)
    let viewport = Viewport(
      count: layers.count, selected: state.view.focus == .network ? state.view.scroll : 0,
      height: list.rows)
    let widest = layers.map(\.units).max() ?? 1
    for (line, index) in viewport.visible.enumerated() {
      draw(layers[index], widest: widest, into: &buffer, in: list.row(line).cutRight(1).rest)
    }
    viewport.drawMarks(into: &buffer, in: list)
    drawCapacity(facts, into: &buffer, in: foot)
  }

  private func draw(
    _ layer: NetworkLayer, widest: Int, into buffer: inout ScreenBuffer, in rect: Rect
  ) {
    let isChosen = layer.hiddenIndex != nil && layer.hiddenIndex == state.settings.cursor.layerIndex
    buffer.text(
      layer.name, at: rect.origin, width: Self.nameColumns, ink: isChosen ? .focused : .plain)
    buffer.textRight(
      String(layer.units), row: rect.top, right: rect.left + Self.nameColumns + 6, width: 5)
    let parameters = layer.parameters > 0 ? NumberFormat.grouped(layer.parameters) : ""
    buffer.textRight(
      parameters, row: rect.top, right: rect.right, width: Self.parameterColumns, ink: .muted)
    let room = rect.columns - Self.nameColumns - 7 - Self.parameterColumns
    let bar = Rect(
      row: rect.top, column: rect.left + Self.nameColumns + 7, rows: 1, columns: max(room, 0))
    drawBar(share: Double(layer.units) / Double(widest), layer, isChosen, into: &buffer, in: bar)
  }

  private static let nameColumns = 11
  private static let parameterColumns = 9

  private func drawBar(
    share: Double, _ layer: NetworkLayer, _ isChosen: Bool, into buffer: inout ScreenBuffer,
    in rect: Rect
  ) {
    guard rect.columns > 0 else { return }
    let noteColumns = CharacterWidth.columns(of: layer.note)
    let hasNote = noteColumns > 0 && rect.columns >= noteColumns + 6
    let room = hasNote ? rect.columns - noteColumns - 1 : rect.columns
    let eighths = max(Int((share * Double(room * 8)).rounded()), 1)
    let bars = buffer.glyphs.horizontalEighths
    let ink: Ink = isChosen ? .focused : layer.hiddenIndex == nil ? .muted : .series(0)
    for column in 0..<room {
      let filled = min(max(eighths - column * 8, 0), 8)
      guard filled > 0 else { break }
      buffer.put(bars[filled], at: rect.position(row: 0, column: column), ink: ink)
    }
    if hasNote {
      buffer.textRight(layer.note, row: rect.top, right: rect.right, ink: .muted)
    }
  }

  private func drawCapacity(_ facts: RunFacts, into buffer: inout ScreenBuffer, in rect: Rect) {
    guard !rect.isEmpty, facts.rows.train > 0 else { return }
    let ratio = Double(facts.parameterCount) / Double(facts.rows.train)
    let text = "\(NumberFormat.compact(ratio, digits: 3)) parameters a row"
    // Over ten it can learn the rows by heart; over fifty it will, unless it is held back.
    let ink: Ink = ratio > 50 ? .warning : .muted
    buffer.text(
      ratio > 10 ? text + ": regularise" : text,
      at: rect.position(row: rect.rows - 1), width: rect.columns, ink: ink)
  }
}

/// A layer as the picture of the network shows it.
struct NetworkLayer: Sendable, Equatable {
  var name: String
  var units: Int
  /// Trainable numbers between the layer before and this one.
  var parameters: Int
  /// Dropout and batch normalisation, in words.
  var note: String
  /// Its index among the hidden layers; `nil` for input and output.
  var hiddenIndex: Int?

  static func all(of facts: RunFacts) -> [NetworkLayer] {
    var inputs = facts.data.featureNames.count
    var layers = [NetworkLayer(name: "input", units: inputs, parameters: 0, note: "")]
    for (index, layer) in facts.configuration.network.hidden.enumerated() {
      // Batch normalisation has a gain and a shift a unit in place of the bias.
      let perUnit = layer.batchNorm ? inputs + 2 : inputs + 1
      var notes: [String] = []
      if layer.dropout > 0 {
        notes.append("drop \(NumberFormat.decimal(layer.dropout * 100, places: 0))%")
      }
      if layer.batchNorm { notes.append("norm") }
      layers.append(
        NetworkLayer(
          name: layer.activation.rawValue, units: layer.units, parameters: perUnit * layer.units,
          note: notes.joined(separator: " "), hiddenIndex: index))
      inputs = layer.units
    }
    let outputs = facts.data.outputCount
    layers.append(
      NetworkLayer(
        name: "output", units: outputs, parameters: (inputs + 1) * outputs, note: ""))
    return layers
  }
}
