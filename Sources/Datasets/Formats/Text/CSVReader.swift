/// Reads the rows of a text file into a table: separator, header and types found out.
struct CSVReader {
  /// The file, for messages.
  let source: String
  /// How the file is written, where that is known.
  var dialect: Dialect?
  /// Records looked at before reading.
  var sampleCount = TableSample.usualRecordCount

  func table(
    of bytes: Span<UInt8>, report: (LoadingProgress) -> Void = { _ in }
  ) throws(DatasetError) -> Table {
    if let problem = TextCheck.problem(in: bytes) { throw error(problem) }
    do {
      return try read(bytes, report: report)
    } catch {
      throw DatasetError(error, in: source)
    }
  }

  private func read(
    _ bytes: Span<UInt8>, report: (LoadingProgress) -> Void
  ) throws(RecordProblem) -> Table {
    let start = startAfterMark(bytes)
    let sample = try TableSample(bytes, from: start, dialect: dialect, records: sampleCount)
    guard !sample.first.isEmpty else {
      throw RecordProblem(
        expected: "a header and rows", found: "an empty file",
        advice: "write the names of the columns and at least two rows")
    }
    let header = TableHeader(sample)
    var pass = CSVPass(sample: sample, header: header, byteCount: bytes.count)
    let first =
      sample.dialect.hasHeader
      ? sample.afterFirst
      : RecordReader(separator: sample.dialect.separator, position: start)
    try pass.read(bytes, from: first, report: report)
    guard pass.rowCount > 0 else {
      throw RecordProblem(
        expected: "rows below the header",
        found: "a header of \(counted(header.names.count, "column")) only")
    }
    // A second time only for columns of which the sample gave a wrong idea.
    if pass.planText() { try pass.read(bytes, from: first, report: report) }
    return Table(
      source: source, rowCount: pass.rowCount, columns: pass.columns(),
      notes: header.notes + notes(sample.dialect))
  }

  private func startAfterMark(_ bytes: Span<UInt8>) -> Int {
    let mark = TextCheck.byteOrderMark
    guard bytes.count >= mark.count, mark.indices.allSatisfy({ bytes[$0] == mark[$0] }) else {
      return 0
    }
    return mark.count
  }

  private func error(_ problem: TextCheck.Problem) -> DatasetError {
    DatasetError(
      .badData, in: source, at: TextPlace(line: problem.line), expected: "UTF-8 text",
      found: "\(problem.found) at byte \(grouped(problem.byte)) of the line",
      advice: problem.advice)
  }

  private func notes(_ dialect: Dialect) -> [String] {
    guard self.dialect == nil else { return [] }
    var notes: [String] = []
    if dialect.decimalMark == Byte.comma {
      notes.append(
        "Fields are separated by a \(dialect.separatorName), numbers have decimal commas.")
    } else if dialect.separator != Byte.comma {
      notes.append("Fields are separated by a \(dialect.separatorName).")
    }
    if !dialect.hasHeader { notes.append("No header was found: columns go by their number.") }
    return notes
  }
}

/// The names of a table's columns.
struct TableHeader {
  private(set) var names: [String]
  private(set) var notes: [String] = []

  init(_ sample: TableSample) {
    let width = max(sample.first.count, 1)
    guard sample.dialect.hasHeader else {
      names = (1...width).map { "column \($0)" }
      return
    }
    names = sample.first.map { $0.allSatisfy(\.isWhitespace) ? "unnamed" : $0 }
    // Row names have no name in a file written by R.
    if !sample.columns.isEmpty, sample.columns.count == names.count + 1 {
      names.insert("unnamed", at: 0)
    }
    makeUnique()
  }

  private mutating func makeUnique() {
    var taken: Set<String> = []
    var renamed: [String] = []
    for place in names.indices {
      var name = names[place]
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(names[place]) (\(number))"
        number += 1
      }
      if name != names[place], names[place] != "unnamed" { renamed.append(name) }
      names[place] = name
    }
    if !renamed.isEmpty {
      notes.append("Columns of the same name were numbered: \(listed(renamed)).")
    }
  }
}
