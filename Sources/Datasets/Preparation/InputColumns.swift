/// The columns of a table that can be inputs, and why the others cannot.
struct InputColumns {
  /// Columns by their index in the table, ascending.
  private(set) var inputs: [Int] = []
  private(set) var notes: [String] = []

  init(table: Table, target: Int) {
    let candidates = table.columns.indices.filter { $0 != target }
    guard !table.isCurated else {
      inputs = candidates
      return
    }
    var leftOut: [ColumnFault: [Int]] = [:]
    for index in candidates {
      if let fault = ColumnFault(of: table.columns[index], rowCount: table.rowCount) {
        leftOut[fault, default: []].append(index)
      } else {
        inputs.append(index)
      }
    }
    // Rather numbered rows to learn from than nothing: a series may be counted so.
    if inputs.isEmpty, let numbering = leftOut.removeValue(forKey: .index) { inputs = numbering }
    for fault in ColumnFault.allCases {
      guard let columns = leftOut[fault] else { continue }
      notes.append(fault.note(on: columns.map { table.columns[$0].name }))
    }
    addMissingNotes(inputs.map { table.columns[$0] }, rowCount: table.rowCount)
  }

  private mutating func addMissingNotes(_ columns: [TableColumn], rowCount: Int) {
    let gaps = columns.filter { $0.missingCount > 0 }
    guard !gaps.isEmpty else { return }
    let total = gaps.reduce(0) { $0 + $1.missingCount }
    let filling = "with the training part's medians and most frequent values"
    notes.append(
      "Filled \(counted(total, "missing value")) of \(listed(gaps.map(\.name))) \(filling).")
    for column in gaps {
      guard let oddity = column.oddity, case .numbers = column.values else { continue }
      notes.append(
        "\(counted(oddity.count, "value")) of \(quoted(column.name)) "
          + (oddity.count == 1 ? "is not a number" : "are not numbers")
          + ": \(quoted(oddity.text)) in line \(grouped(oddity.line)); taken as missing.")
    }
    let sparse = gaps.filter { $0.missingCount * 2 >= rowCount }.map(\.name)
    if !sparse.isEmpty {
      notes.append("Half or more of the values are missing in \(listed(sparse)).")
    }
  }
}

/// Why a column cannot be an input.
enum ColumnFault: CaseIterable {
  case empty
  case constant
  case index
  case identifier
  case date
  case freeText

  /// Fewer rows may be numbered by chance.
  private static let fewestNumberedRows = 10
  private static let longestLevel = 40

  init?(of column: TableColumn, rowCount: Int) {
    guard column.missingCount < rowCount else {
      self = .empty
      return
    }
    let fault: ColumnFault? =
      switch column.values {
      case .numbers(let numbers): Self.fault(of: numbers, name: column.name)
      case .categories(let categories):
        Self.fault(of: categories, presentCount: rowCount - column.missingCount)
      }
    guard let fault else { return nil }
    self = fault
  }

  func note(on names: [String]) -> String {
    let columns = "\(names.count == 1 ? "column" : "columns") \(listed(names))"
    return switch self {
    case .empty: "Left out \(columns): no values."
    case .constant: "Left out \(columns): the same value in every row."
    case .index: "Left out \(columns): it only counts the rows."
    case .identifier: "Left out \(columns): nearly every row has a value of its own."
    case .date: "Left out \(columns): dates and times are not inputs by themselves."
    case .freeText: "Left out \(columns): free text."
    }
  }

  private static func fault(of numbers: NumberColumn, name: String) -> ColumnFault? {
    var first: Double?
    var isConstant = true
    var counts = true
    for row in 0..<numbers.count {
      let value = numbers[row]
      guard !value.isNaN else {
        counts = false
        continue
      }
      let start = first ?? value
      first = start
      if value != start { isConstant = false }
      if value != start + Double(row) { counts = false }
      if !isConstant, !counts { break }
    }
    if isConstant { return .constant }
    let looksNumbered = isIdentifier(name) || numbers.count >= fewestNumberedRows
    if counts, looksNumbered, first == 0 || first == 1 { return .index }
    return isIdentifier(name) && allDiffer(numbers) ? .identifier : nil
  }

  private static func fault(of categories: CategoryColumn, presentCount: Int) -> ColumnFault? {
    let levels = categories.levels
    if DateText.areDates(levels) { return .date }
    if categories.isOverflowing { return .freeText }
    if levels.count == 1 { return .constant }
    if levels.count > 10, levels.count * 10 > presentCount * 9 { return .identifier }
    let length = levels.reduce(0) { $0 + $1.utf8.count } / max(1, levels.count)
    return levels.count > FeaturePlan.largestLevelCount && length > longestLevel ? .freeText : nil
  }

  private static func isIdentifier(_ name: String) -> Bool {
    let small = name.lowercased()
    let names: Set = ["id", "index", "idx", "row", "no", "nr", "#", "key", "unnamed", "uuid"]
    return names.contains(small) || small.hasPrefix("unnamed:") || small.hasPrefix("unnamed (")
      || small.hasSuffix("_id") || small.hasSuffix(" id") || small.hasSuffix("-id")
      || name.hasSuffix("Id") || (name.hasSuffix("ID") && name != small.uppercased())
  }

  private static func allDiffer(_ numbers: NumberColumn) -> Bool {
    var seen: Set<Double> = []
    for row in 0..<numbers.count {
      let value = numbers[row]
      guard !value.isNaN, value == value.rounded(), seen.insert(value).inserted else {
        return false
      }
    }
    return true
  }
}
