import Numerics

/// Rows of numbers that stay as they lie in their source.
struct StoredTable: Sendable {
  /// The file or built-in name, for messages.
  let source: String
  let inputs: NumberArray
  /// What is to be predicted, where it lies apart from the inputs: one number a row.
  let labels: NamedArray?
  /// The classes' names by the numbers in `labels`, where they are known.
  var classNames: [String] = []
  /// Set where a row is a picture.
  var pictureShape: PictureShape?
  /// What the reader did that the file does not say.
  var notes: [String] = []
  /// What its source is recognised by.
  var identity = SourceIdentity()

  /// - Throws: where the array is no table, or the labels are not one for each row.
  init(source: String, inputs: NumberArray, labels: NamedArray?) throws(RecordProblem) {
    try inputs.checkSize()
    self.source = source
    self.inputs = inputs
    if let labels {
      try Self.check(labels, rowCount: inputs.rowCount)
    } else if inputs.columnCount == 1 {
      throw RecordProblem(
        expected: "at least one input column beside the target", found: "a single column",
        advice: "put targets into y.npy beside X.npy")
    }
    self.labels = labels
    let shape = inputs.shape
    if shape.count == 3 || shape.count == 4 && shape[3] == 1 {
      pictureShape = PictureShape(width: shape[2], height: shape[1])
    }
  }

  /// One table of the rows of several, in memory where they are more than one.
  static func joined(
    _ tables: [StoredTable], source: String
  ) throws(RecordProblem) -> StoredTable {
    guard tables.count != 1 else { return tables[0] }
    let labels = tables.compactMap(\.labels)
    var joined = try StoredTable(
      source: source, inputs: try .joined(tables.map(\.inputs)),
      labels: labels.count < tables.count
        ? nil : NamedArray(name: labels[0].name, array: try .joined(labels.map(\.array))))
    for table in tables { joined.identity.add(table.identity) }
    return joined
  }

  private static func check(
    _ labels: NamedArray, rowCount: Int
  ) throws(RecordProblem) {
    let array = labels.array
    guard array.rowCount == rowCount else {
      throw RecordProblem(
        expected: "a target for each of \(counted(rowCount, "row"))",
        found: "\(grouped(array.rowCount)) in \(quoted(labels.name))")
    }
    guard array.columnCount == 1 else {
      throw RecordProblem(
        expected: "one target a row in \(quoted(labels.name))",
        found: grouped(array.columnCount),
        advice: "give the number of each row's class, or one column")
    }
  }

  /// What is to be predicted, where it lies apart from the inputs.
  var labelColumn: TableColumn? {
    labels.map { $0.array.column(0, name: $0.name) }
  }

  /// Whether it is worth being checked column by column, at the cost of its size in memory.
  var isSmall: Bool {
    pictureShape == nil && inputs.rowCount * inputs.columnCount <= Self.mostCheckedValues
  }

  private static let mostCheckedValues = 1 << 24

  /// The same as typed columns, of which more can be found out, but which take more memory.
  func table() -> Table {
    let columns = (0..<inputs.columnCount).map { index in
      inputs.column(index, name: Self.name(of: index))
    }
    var table = Table(
      source: source, rowCount: inputs.rowCount,
      columns: columns + (labelColumn.map { [$0] } ?? []), notes: notes)
    table.usualTarget = labels?.name
    table.identity = identity
    return table
  }

  /// The name of a column that has none.
  static func name(of index: Int) -> String { "column \(index + 1)" }
}

extension NumberArray {
  /// One column with its type found out.
  func column(_ index: Int, name: String) -> TableColumn {
    var values = numbers(at: index)
    var offset = 0.0
    if element.byteCount > 2 {
      var (smallest, largest) = (Float.infinity, -Float.infinity)
      for value in values where !value.isNaN {
        smallest = min(smallest, value)
        largest = max(largest, value)
      }
      if NumberColumn.losesDifferences(from: Double(smallest), to: Double(largest)) {
        offset = Double(smallest)
        values = numbers(at: index, less: smallest)
      }
    }
    var column = TableColumn(
      name: name, position: index + 1,
      values: .numbers(
        element == .uint8
          ? NumberColumn(values.map { UInt8($0) }) : NumberColumn(values, offset: offset)),
      missingCount: values.count { $0.isNaN })
    column.labelKind = element.isInteger ? (format == "IDX" ? .classes : .integers) : .unknown
    return column
  }
}
