import ExperimentModel
import Numerics

/// Makes inputs of rows that stay where they are: which train, and how each column is scaled.
///
/// Only the target and the order of the rows are held in memory.
struct StoredPreparation {
  let table: StoredTable
  let configuration: DataConfiguration
  /// Whether a regression's target stays in its own units, as counts for a Poisson loss must.
  let keepsTargetUnits: Bool
  /// Of more training rows than this many bytes hold, some are enough for means and deviations.
  var mostMeasuredBytes = 2 << 30
  /// What a session did with the same source, which is done again; `nil` for what suits the array.
  var record: PreparationRecord?

  func prepared(
    report: (LoadingProgress) -> Void = { _ in }
  ) throws(DatasetError) -> PreparedData {
    try configuration.checkShares(of: table.source)
    let (target, place, targetNotes) = try chosenTarget()
    let columns = inputColumns(without: place)
    let split = try split(target)
    try record?.check(target, split, in: table.source)
    let measured =
      record != nil
      ? nil
      : StoredMeasurement(
        array: table.inputs, columns: columns, rows: split.train, mostBytes: mostMeasuredBytes,
        report: report)
    let (scales, fills) = try scaling(measured, columnCount: columns.reduce(0) { $0 + $1.count })
    let layout = RowLayout(rowCount: table.inputs.rowCount, columns: columns)
    let unit = isOfShades ? 255.0 : 1
    let scaling = ColumnScaling(
      mean: scales.map { Float($0.mean * unit) },
      scale: scales.map { Float(1 / ($0.deviation * unit)) }, fill: fills)
    let ownScale =
      configuration.standardize && !keepsTargetUnits ? target.scale(training: split.train) : nil
    let scale = record.map(\.targetScale) ?? ownScale
    var made = PreparationRecord(target, split, scale: scale)
    (made.fills, made.scales) = (fills, scales)
    func part(_ rows: [Int32]) -> DataPart {
      DataPart(
        inputs: StoredRows(table.inputs.bytes, layout, order: rows, scaling: scaling),
        targets: target.targets(rows: rows, scale: scale))
    }
    return PreparedData(
      facts: DataFacts(
        task: target.task, featureNames: featureNames(without: place), targetName: target.name,
        classNames: target.classNames,
        notes: table.notes + targetNotes + (measured?.notes ?? [])
          + mappingNotes + checks(target, split)),
      train: part(split.train), dev: part(split.dev), test: part(split.test),
      targetScale: scale, inputScales: scales, pictureShape: table.pictureShape,
      identity: table.identity, preparation: made)
  }

  private func split(_ target: Target) throws(DatasetError) -> Split {
    let rows = target.rows
    guard rows.count > 1 else {
      throw DatasetError(
        .badData, in: table.source, expected: "at least two rows with a target",
        found: counted(rows.count, "row"))
    }
    let split = Split(
      rows: rows, classes: target.classes, shares: configuration.split, seed: configuration.seed)
    guard !split.train.isEmpty else {
      throw DatasetError(
        .badData, in: table.source, expected: "at least one row to train on",
        found: "none of \(counted(rows.count, "row"))", advice: "raise split.train")
    }
    return split
  }

  private var mappingNotes: [String] {
    guard table.inputs.bytes.isMapped else { return [] }
    return ["Rows are read from the file while training goes on: leave it unchanged."]
  }

  private func checks(_ target: Target, _ split: Split) -> [String] {
    let rows = split.train.count + split.dev.count + split.test.count
    let labels = Table(source: table.source, rowCount: table.inputs.rowCount, columns: [])
    return configuration.splitNotes(rowCount: rows)
      + DataChecks(table: labels, target: target, inputs: [], split: split).targetNotes
  }
}

extension StoredPreparation {
  /// The target, and the column of the inputs that it is, if it is one.
  private func chosenTarget() throws(DatasetError) -> (Target, place: Int?, notes: [String]) {
    let (column, place, notes) = try targetColumn()
    var single = Table(
      source: table.source, rowCount: table.inputs.rowCount, columns: [column])
    single.usualTarget = column.name
    var configuration = configuration
    configuration.target = nil
    if let record { configuration.task = record.taskSelection }
    var target = try TargetChooser(table: single, configuration: configuration).target()
    if !table.classNames.isEmpty, target.task != .regression {
      let numbers = target.classNames.compactMap { Int($0) }
      guard numbers.allSatisfy(table.classNames.indices.contains) else {
        throw DatasetError(
          .badData, in: table.source, expected: "labels of 0…\(table.classNames.count - 1)",
          found: "others", advice: "fetch its files again")
      }
      target.classNames = numbers.map { table.classNames[$0] }
    }
    return (target, place, notes)
  }

  private func targetColumn() throws(DatasetError) -> (TableColumn, place: Int?, notes: [String]) {
    let count = table.inputs.columnCount
    if let wanted = configuration.target, wanted != table.labels?.name {
      let number = wanted.hasPrefix("column ") ? String(wanted.dropFirst(7)) : wanted
      guard table.pictureShape == nil, let position = Int(number), (1...count).contains(position)
      else { throw unknown(wanted) }
      guard count > 1 else { throw withoutInputs }
      return (table.inputs.column(position - 1, name: "column \(position)"), position - 1, [])
    }
    if let labels = table.labelColumn { return (labels, nil, []) }
    guard table.pictureShape == nil else {
      throw DatasetError(
        .badData, in: table.source, expected: "a target for each picture", found: "none",
        advice: "put them into y.npy beside X.npy, or as y into an .npz file")
    }
    guard count > 1 else { throw withoutInputs }
    let name = StoredTable.name(of: count - 1)
    return (
      table.inputs.column(count - 1, name: name), count - 1,
      ["The target is the last column, \(quoted(name))."]
    )
  }

  private func unknown(_ wanted: String) -> DatasetError {
    let labels = table.labels.map { quoted($0.name) }
    let columns =
      table.pictureShape == nil ? "a column by its number, 1…\(table.inputs.columnCount)" : nil
    return DatasetError(
      .badData, in: table.source,
      expected: "the target "
        + [labels, columns].compactMap { $0 }.joined(separator: " or "),
      found: quoted(wanted), advice: "leave the target out")
  }

  private var withoutInputs: DatasetError {
    DatasetError(
      .badData, in: table.source, expected: "at least one input column beside the target",
      found: "a single column", advice: "put targets into y.npy beside X.npy")
  }

  private func inputColumns(without place: Int?) -> [StoredColumns] {
    let array = table.inputs
    let ranges =
      place.map { [0..<$0, $0 + 1..<array.columnCount] } ?? [0..<array.columnCount]
    return ranges.filter { !$0.isEmpty }.map { range in
      StoredColumns(
        element: array.element,
        firstByte: array.firstByte + range.lowerBound * array.element.byteCount,
        rowByteCount: array.rowByteCount, count: range.count)
    }
  }

  private func featureNames(without place: Int?) -> [String] {
    let columns = 0..<table.inputs.columnCount
    if let shape = table.pictureShape {
      return columns.map { "pixel \($0 / shape.width) \($0 % shape.width)" }
    }
    return columns.filter { $0 != place }.map { StoredTable.name(of: $0) }
  }
}

extension StoredPreparation {
  /// Whether rows are pictures of shades from 0 to 255, which count as 0 to 1.
  private var isOfShades: Bool {
    table.pictureShape != nil && table.inputs.element == .uint8
  }

  private func scaling(
    _ measured: StoredMeasurement?, columnCount: Int
  ) throws(DatasetError) -> (scales: [InputScale], fills: [Float]) {
    if let measured { return (scales(measured), measured.means) }
    guard let record, record.scales.count == columnCount, record.fills.count == columnCount else {
      throw PreparationRecord.changed(
        "the array", table.source, expected: counted(record?.scales.count ?? 0, "input"),
        found: grouped(columnCount))
    }
    return (record.scales, record.fills)
  }

  private func scales(_ measured: StoredMeasurement) -> [InputScale] {
    let unit = isOfShades ? 255.0 : 1
    guard configuration.standardize else {
      return Array(repeating: .unscaled, count: measured.columnCount)
    }
    // One mean and one deviation for all pixels: see `FeaturePlan`.
    let statistics =
      table.pictureShape == nil
      ? measured.statistics
      : Array(repeating: measured.commonStatistics, count: measured.columnCount)
    return statistics.map { InputScale(mean: $0.mean / unit, deviation: $0.deviation / unit) }
  }
}
