/// The first records of a file: enough to tell how it is written.
struct TableSample {
  static let usualRecordCount = 100
  static let largestColumnCount = 20_000
  private static let largestByteCount = 256 << 10

  let dialect: Dialect
  /// The first record's fields.
  let first: [String]
  /// Where the first record ends, and the line after it.
  let afterFirst: RecordReader
  let columns: [SampleColumn]
  /// Bytes of a record, on average.
  let recordBytes: Double

  /// What the records after the first hold in one column.
  struct SampleColumn {
    var presentCount = 0
    var numberCount = 0
    var smallest = Double.infinity
    var largest = -Double.infinity
    var firstNumber = 0.0
    var texts: Set<String> = []

    /// Whether nearly all that is there are numbers.
    var holdsNumbers: Bool {
      Double(presentCount - numberCount) <= OddValues.largestShare * Double(presentCount)
    }
  }

  /// A sample of at most `records` records, written as `known` says, where that is known.
  init(
    _ bytes: Span<UInt8>, from start: Int, dialect known: Dialect?, records: Int
  ) throws(RecordProblem) {
    let separator = known?.separator ?? Self.separator(bytes, from: start)
    let end = min(bytes.count, start + Self.largestByteCount)
    var reader = RecordReader(separator: separator, position: start)
    var rows: [[[UInt8]]] = []
    var afterFirst = reader
    while rows.count < records, rows.count < 2 || reader.position < end,
      reader.findRecord(bytes)
    {
      rows.append(try Self.record(bytes, &reader))
      if rows.count == 1 { afterFirst = reader }
    }
    let mark = known?.decimalMark ?? Self.decimalMark(rows, separator: separator)
    let first = rows.first ?? []
    let body = rows.dropFirst()
    let columns = Self.columns(of: body, decimalMark: mark)
    let texts = first.map { String(decoding: $0, as: UTF8.self) }
    let hasHeader =
      known?.hasHeader ?? Self.isHeader(first, texts, before: columns, decimalMark: mark)
    self.afterFirst = afterFirst
    self.first = texts
    dialect = Dialect(separator: separator, decimalMark: mark, hasHeader: hasHeader)
    self.columns = hasHeader ? columns : Self.columns(of: rows[...], decimalMark: mark)
    recordBytes = Double(reader.position - start) / Double(max(1, rows.count))
  }

  private static func record(
    _ bytes: Span<UInt8>, _ reader: inout RecordReader
  ) throws(RecordProblem) -> [[UInt8]] {
    var fields: [[UInt8]] = []
    let line = reader.line
    while !reader.recordEnded {
      fields.append(try reader.field(bytes, number: fields.count + 1).bytes(of: bytes))
      guard fields.count <= largestColumnCount else {
        throw RecordProblem(
          place: TextPlace(line: line), expected: "at most \(grouped(largestColumnCount)) columns",
          found: "more", advice: "check the separator and the line ends")
      }
    }
    return fields
  }
}

extension TableSample {
  // In the order in which they are believed: text may well hold commas and blanks, seldom tabs; and
  // where there are semicolons, commas are decimal marks.
  private static let separators = [
    Byte.tab, Byte.semicolon, Byte.bar, Byte.comma, Byte.space,
  ]

  /// The separator that gives most records the same number of fields, at least two.
  private static func separator(_ bytes: Span<UInt8>, from start: Int) -> UInt8 {
    var best = (separator: Byte.comma, agreement: 0.0)
    for separator in separators {
      let agreement = agreement(on: separator, bytes, from: start)
      if agreement > best.agreement { best = (separator, agreement) }
    }
    return best.separator
  }

  private static func agreement(
    on separator: UInt8, _ bytes: Span<UInt8>, from start: Int
  ) -> Double {
    let end = min(bytes.count, start + largestByteCount)
    var reader = RecordReader(separator: separator, position: start)
    var counts: [Int: Int] = [:]
    var recordCount = 0
    while recordCount < usualRecordCount, recordCount < 2 || reader.position < end,
      reader.findRecord(bytes)
    {
      recordCount += 1
      guard let fields = try? reader.finishRecord(bytes, from: 1) else { continue }
      counts[fields, default: 0] += 1
    }
    let usual = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let usual, usual.key > 1 else { return 0 }
    return Double(usual.value) / Double(recordCount)
  }

  private static func decimalMark(_ rows: [[[UInt8]]], separator: UInt8) -> UInt8 {
    if separator == Byte.comma { return Byte.point }
    var votes = 0
    for field in rows.joined() {
      let span = field.span
      if NumberText.number(span, decimalMark: Byte.comma) != nil {
        votes += field.contains(Byte.comma) ? 1 : 0
      } else if NumberText.number(span, decimalMark: Byte.point) != nil {
        votes -= 1
      } else if NumberText.groupedNumber(span, decimalMark: Byte.comma) != nil {
        votes += field.contains(Byte.comma) ? 1 : 0
      } else if NumberText.groupedNumber(span, decimalMark: Byte.point) != nil {
        votes -= field.contains(Byte.point) ? 1 : 0
      }
    }
    return votes > 0 ? Byte.comma : Byte.point
  }

  private static func columns(
    of rows: ArraySlice<[[UInt8]]>, decimalMark: UInt8
  ) -> [SampleColumn] {
    let width = rows.map(\.count).max() ?? 0
    var columns = [SampleColumn](repeating: SampleColumn(), count: width)
    for row in rows {
      for (place, field) in row.enumerated() where !MissingText.isMissing(field.span) {
        columns[place].presentCount += 1
        guard let number = NumberText.writtenNumber(field.span, decimalMark: decimalMark) else {
          columns[place].texts.insert(String(decoding: field, as: UTF8.self))
          continue
        }
        if columns[place].numberCount == 0 { columns[place].firstNumber = number }
        columns[place].numberCount += 1
        columns[place].smallest = min(columns[place].smallest, number)
        columns[place].largest = max(columns[place].largest, number)
      }
    }
    return columns
  }

  /// Whether the first record names the columns: it has text where numbers follow; or, in a table of
  /// texts, texts of which none comes again.
  private static func isHeader(
    _ first: [[UInt8]], _ texts: [String], before columns: [SampleColumn], decimalMark: UInt8
  ) -> Bool {
    var votes = 0
    var numbers = 0
    for (place, field) in first.enumerated() where !MissingText.isMissing(field.span) {
      let isNumber = NumberText.writtenNumber(field.span, decimalMark: decimalMark) != nil
      numbers += isNumber ? 1 : 0
      guard place < columns.count, columns[place].presentCount > 0, columns[place].holdsNumbers
      else { continue }
      votes += isNumber ? -1 : 1
    }
    if votes != 0 { return votes > 0 }
    guard numbers == 0, Set(texts).count == texts.count else { return false }
    return !zip(texts, columns).contains { $1.texts.contains($0) }
  }
}

/// When a few values that are not numbers do not make a column text.
enum OddValues {
  static let largestShare = 0.05
  /// Fewer distinct numbers are rather the codes of a category, of which one is a letter.
  static let fewestNumbers = 33
}
