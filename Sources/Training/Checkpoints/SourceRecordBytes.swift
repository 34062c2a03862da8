import Datasets
import ExperimentModel

extension CheckpointWriter {
  mutating func put(_ data: DataFingerprint) {
    switch data {
    case .values(let hash, _):
      put(UInt8(0))
      put(hash)
    case .source(let record):
      put(UInt8(1))
      put(record.hash)
      put(record.preparation)
    }
  }

  private mutating func put(_ preparation: PreparationRecord) {
    let rows = preparation.rows
    for count in [rows.train, rows.dev, rows.test] { put(count) }
    put(preparation.rowsHash)
    put(preparation.task.rawValue)
    put(preparation.target)
    put(preparation.classNames)
    put(UInt8(preparation.targetScale == nil ? 0 : 1))
    if let scale = preparation.targetScale {
      put(scale.mean)
      put(scale.deviation)
    }
    put(preparation.columns.count)
    for column in preparation.columns { put(column) }
    put(preparation.fills)
    put(preparation.scales.count)
    for scale in preparation.scales {
      put(scale.mean)
      put(scale.deviation)
    }
  }

  private mutating func put(_ column: PreparationRecord.Column) {
    put(column.name)
    put(column.position)
    switch column.encoding {
    case .number(let fill):
      put(UInt8(0))
      put(fill)
    case .levels(let levels):
      put(UInt8(1))
      put(levels.names)
      put(levels.groupedCount)
      put(UInt8(levels.isTruth ? 1 : 0))
      put(UInt8(levels.fill == nil ? 0 : 1))
      put(levels.fill ?? "")
      put(levels.count)
      put(levels.hash)
    }
  }

  private mutating func put(_ names: [String]) {
    put(names.count)
    for name in names { put(name) }
  }
}

extension CheckpointReader {
  private static let mostRows = 1 << 40

  mutating func fingerprint() throws(CheckpointError) -> DataFingerprint {
    if version < 6 { return .values(hash: try number(), nil) }
    let tag = try tag()
    switch tag {
    case 0: return .values(hash: try number(), nil)
    case 1: return .source(SourceRecord(hash: try number(), preparation: try preparation()))
    default: throw unknown(tag)
    }
  }

  private mutating func preparation() throws(CheckpointError) -> PreparationRecord {
    let rows = PartRows(train: try rows(), dev: try self.rows(), test: try self.rows())
    let hash: UInt64 = try number()
    let name = try text()
    guard let task = Task(rawValue: name) else { throw .damaged(expected: "a task", found: name) }
    let target = try text()
    let classNames = try names()
    let targetScale =
      try tag() == 0 ? nil : TargetScale(mean: try real(), deviation: try real())
    var columns: [PreparationRecord.Column] = []
    for _ in 0..<(try count(ofBytes: 25)) { columns.append(try column()) }
    let fills = try floats()
    var scales: [InputScale] = []
    for _ in 0..<(try count(ofBytes: 16)) {
      scales.append(InputScale(mean: try real(), deviation: try real()))
    }
    return PreparationRecord(
      rows: rows, rowsHash: hash, task: task, target: target, classNames: classNames,
      targetScale: targetScale, columns: columns, fills: fills, scales: scales)
  }

  private mutating func column() throws(CheckpointError) -> PreparationRecord.Column {
    let name = try text()
    let position = try count(upTo: Self.mostRows, of: "columns")
    let tag = try tag()
    switch tag {
    case 0:
      return PreparationRecord.Column(
        name: name, position: position, encoding: .number(fill: try real()))
    case 1:
      let names = try names()
      let groupedCount = try count(upTo: Self.mostRows, of: "texts")
      let isTruth = try self.tag() != 0
      let hasFill = try self.tag() != 0
      let fill = try text()
      let levels = PreparationRecord.Levels(
        names: names, groupedCount: groupedCount, isTruth: isTruth, fill: hasFill ? fill : nil,
        count: try count(upTo: Self.mostRows, of: "texts"), hash: try number())
      return PreparationRecord.Column(name: name, position: position, encoding: .levels(levels))
    default: throw unknown(tag)
    }
  }

  private mutating func rows() throws(CheckpointError) -> Int {
    try count(upTo: Self.mostRows, of: "rows")
  }

  private mutating func names() throws(CheckpointError) -> [String] {
    var names: [String] = []
    for _ in 0..<(try count(ofBytes: 8)) { names.append(try text()) }
    return names
  }
}
