import ExperimentModel

/// Turns a table into numbers: target, split, filling, encoding, scaling.
struct Preparation {
  let table: Table
  let configuration: DataConfiguration
  /// Whether a regression's target stays in its own units, as counts for a Poisson loss must.
  let keepsTargetUnits: Bool
  /// What a session did with the same source, which is done again; `nil` for what suits the table.
  var record: PreparationRecord?

  func prepared() throws(DatasetError) -> PreparedData {
    try configuration.checkShares(of: table.source)
    try checkRows(table.rowCount)
    let target = try target()
    let rows = target.rows
    let chosen = InputColumns(table: table, target: target.columnIndex)
    try checkRows(rows.count)
    try check(chosen)
    let split = Split(
      rows: rows, classes: target.classes, shares: configuration.split, seed: configuration.seed)
    guard !split.train.isEmpty else {
      throw DatasetError(
        .badData, in: table.source, expected: "at least one row to train on",
        found: "none of \(counted(rows.count, "row"))", advice: "raise split.train")
    }
    try record?.check(target, split, in: table.source)
    let plan =
      if let record {
        try FeaturePlan(record, of: table)
      } else {
        FeaturePlan(
          table: table, inputs: chosen.inputs, training: split.train,
          standardize: configuration.standardize)
      }
    try checkSize(features: plan.featureNames.count, rows: rows.count)
    let ownScale =
      configuration.standardize && !keepsTargetUnits ? target.scale(training: split.train) : nil
    let scale = record.map(\.targetScale) ?? ownScale
    let notes =
      table.notes + target.notes + chosen.notes + plan.notes
      + configuration.splitNotes(rowCount: rows.count)
      + DataChecks(table: table, target: target, inputs: chosen.inputs, split: split).notes
    return PreparedData(
      facts: DataFacts(
        task: target.task, featureNames: plan.featureNames, targetName: target.name,
        classNames: target.classNames, notes: notes),
      train: part(split.train, plan, target, scale),
      dev: part(split.dev, plan, target, scale),
      test: part(split.test, plan, target, scale),
      targetScale: scale, inputScales: plan.scales, pictureShape: table.pictureShape,
      identity: table.identity, preparation: record ?? made(plan, target, split, scale))
  }

  /// The target that the session had, or else the one that suits the table.
  private func target() throws(DatasetError) -> Target {
    let chooser = TargetChooser(table: table, configuration: configuration)
    guard let record else { return try chooser.target() }
    if let target = try? chooser.target(), target.name == record.target, target.task == record.task
    {
      return target
    }
    var wanted = configuration
    wanted.target = record.target
    wanted.task = record.taskSelection
    return try TargetChooser(table: table, configuration: wanted).target()
  }

  private func made(
    _ plan: FeaturePlan, _ target: Target, _ split: Split, _ scale: TargetScale?
  ) -> PreparationRecord {
    var made = PreparationRecord(
      target, split, scale: scale)
    made.columns = plan.columns(of: table)
    made.scales = plan.scales
    return made
  }

  private func part(
    _ rows: [Int32], _ plan: FeaturePlan, _ target: Target, _ scale: TargetScale?
  ) -> DataPart {
    DataPart(
      inputs: plan.inputs(of: table, rows: rows), rowCount: rows.count,
      targets: target.targets(rows: rows, scale: scale))
  }
}

extension Preparation {
  /// Inputs of all rows together may take this many bytes.
  private static let largestInputBytes = 16 << 30

  private func checkRows(_ count: Int) throws(DatasetError) {
    guard count > 1 else {
      throw DatasetError(
        .badData, in: table.source, expected: "at least two rows with a target",
        found: counted(count, "row"))
    }
  }

  private func check(_ chosen: InputColumns) throws(DatasetError) {
    guard !chosen.inputs.isEmpty else {
      throw DatasetError(
        .badData, in: table.source, expected: "at least one input column beside the target",
        found: table.columns.count == 1 ? "a single column" : "none that can be used",
        advice: chosen.notes.first ?? "check the separator between the fields")
    }
  }

  private func checkSize(features: Int, rows: Int) throws(DatasetError) {
    let (bytes, overflow) = (features * 4).multipliedReportingOverflow(by: rows)
    guard !overflow, bytes <= Self.largestInputBytes else {
      throw DatasetError(
        .badData, in: table.source, expected: "inputs of at most 16 GB",
        found: "\(grouped(rows)) rows of \(counted(features, "input"))",
        advice: "leave out rows or columns")
    }
  }
}

extension DataConfiguration {
  func checkShares(of source: String) throws(DatasetError) {
    let shares = [split.train, split.dev, split.test]
    guard shares.allSatisfy({ $0 >= 0 && $0 <= 1 }), abs(shares.reduce(0, +) - 1) < 1e-6,
      split.train > 0
    else {
      throw DatasetError(
        .badData, in: source, expected: "split shares of 0…1 that sum to 1, train above 0",
        found: "train \(split.train), dev \(split.dev), test \(split.test)")
    }
  }
  /// Advice on the shares of a large data set.
  func splitNotes(rowCount: Int) -> [String] {
    guard rowCount >= 1_000_000, split.dev > 0.02 || split.test > 0.02 else { return [] }
    return [
      "Of \(counted(rowCount, "row")) 1 % is enough to judge by: split.train 0.98, split.dev 0.01 "
        + "and split.test 0.01 leave more to train on."
    ]
  }
}
