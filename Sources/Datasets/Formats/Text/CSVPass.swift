/// One passage through a file that gathers its columns.
struct CSVPass {
  private static let reportEvery = 16_384
  private static let largestRowCount = Int(Int32.max) - 1

  private let names: [String]
  private let decimalMark: UInt8
  private let capacity: Int
  private var plans: [ColumnPlan]
  private var numbers: [NumberCollector]
  private var texts: [TextCollector?]
  private(set) var rowCount = 0

  init(sample: TableSample, header: TableHeader, byteCount: Int) {
    names = header.names
    decimalMark = sample.dialect.decimalMark
    // A little more than expected: growing would hold a column twice for a moment.
    let expected = Double(byteCount) / max(1, sample.recordBytes) * 1.05 + 16
    capacity = min(Int(expected), byteCount / max(1, names.count) + 1)
    plans = []
    numbers = []
    texts = []
    for place in names.indices {
      let column = place < sample.columns.count ? sample.columns[place] : .init()
      let plan: ColumnPlan = column.holdsNumbers ? .number : .text
      plans.append(plan)
      numbers.append(
        NumberCollector(offset: Self.offset(of: column), capacity: plan == .number ? capacity : 0))
      texts.append(plan == .text ? TextCollector(capacity: capacity) : nil)
    }
  }

  /// Reads all rows; every one must have a field for each name.
  mutating func read(
    _ bytes: Span<UInt8>, from start: RecordReader, report: (LoadingProgress) -> Void
  ) throws(RecordProblem) {
    var reader = start
    rowCount = 0
    while reader.findRecord(bytes) {
      try readRow(bytes, &reader)
      rowCount += 1
      if rowCount.isMultiple(of: Self.reportEvery) {
        let share = Double(reader.position) / Double(bytes.count)
        report(LoadingProgress(stage: .reading, share: share))
      }
      if rowCount > Self.largestRowCount {
        throw RecordProblem(
          place: TextPlace(line: reader.line),
          expected: "at most \(grouped(Self.largestRowCount)) rows", found: "more",
          advice: "train on a part of the rows")
      }
    }
  }

  private mutating func readRow(
    _ bytes: Span<UInt8>, _ reader: inout RecordReader
  ) throws(RecordProblem) {
    let line = reader.line
    for column in plans.indices {
      if reader.recordEnded { throw wrongCount(column, line: line) }
      switch plans[column] {
      case .number:
        if let number = reader.plainNumber(bytes, decimalMark: decimalMark) {
          numbers[column].append(number)
        } else {
          try readOther(bytes, &reader, column)
        }
      case .text:
        let fieldLine = reader.line
        let field = try reader.field(bytes, number: column + 1)
        texts[column]?.append(field, in: bytes, line: fieldLine)
      case .skip:
        _ = try reader.field(bytes, number: column + 1)
      }
    }
    if !reader.recordEnded {
      let more = try reader.finishRecord(bytes, from: plans.count + 1)
      throw wrongCount(plans.count + more, line: line)
    }
  }

  private mutating func readOther(
    _ bytes: Span<UInt8>, _ reader: inout RecordReader, _ column: Int
  ) throws(RecordProblem) {
    let line = reader.line
    let field = try reader.field(bytes, number: column + 1)
    let text = bytes.extracting(field.start..<field.end)
    if MissingText.isMissing(text) {
      numbers[column].appendMissing()
    } else if let number = NumberText.writtenNumber(text, decimalMark: decimalMark) {
      numbers[column].append(number)
    } else {
      numbers[column].appendOdd(field.text(of: bytes), line: line)
    }
  }

  private func wrongCount(_ found: Int, line: Int) -> RecordProblem {
    RecordProblem(
      place: TextPlace(line: line), expected: counted(names.count, "field"),
      found: grouped(found),
      advice: "check the separators, and put text that holds one into quotes")
  }

  private static func offset(of column: TableSample.SampleColumn) -> Double {
    guard column.numberCount > 0,
      NumberColumn.losesDifferences(from: column.smallest, to: column.largest)
    else { return 0 }
    return column.firstNumber
  }
}

extension CSVPass {
  /// Plans to read as text the columns that turned out not to be numbers; whether there are any.
  mutating func planText() -> Bool {
    var found = false
    for column in plans.indices {
      let isText =
        plans[column] == .number
        && numbers[column].column(name: "", position: 0) == nil
      plans[column] = isText ? .text : .skip
      if isText {
        texts[column] = TextCollector(capacity: capacity)
        found = true
      }
    }
    return found
  }

  func columns() -> [TableColumn] {
    names.indices.map { place in
      if let text = texts[place] {
        return text.column(name: names[place], position: place + 1, decimalMark: decimalMark)
      }
      guard let column = numbers[place].column(name: names[place], position: place + 1) else {
        preconditionFailure("column \(place + 1) is text and was read as numbers")
      }
      return column
    }
  }
}
