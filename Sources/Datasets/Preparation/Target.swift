import ExperimentModel

/// The column to predict, as numbers.
struct Target {
  enum Values {
    /// A regression's numbers.
    case numbers(NumberColumn)
    /// The number of each row's class; −1 where it is missing.
    case classes([Int32])
  }

  let name: String
  let columnIndex: Int
  let task: Task
  /// In their order; empty for a regression.
  var classNames: [String]
  let values: Values
  var notes: [String] = []

  var classes: [Int32]? {
    if case .classes(let classes) = values { classes } else { nil }
  }
}

/// Finds the target of a table and what is to be predicted of it.
struct TargetChooser {
  /// More classes than this are taken for a mistake: an output layer of that width is no help.
  static let largestClassCount = 1_000
  /// Whole numbers with at most this many distinct values may be classes.
  static let largestNumberedClassCount = 10

  let table: Table
  let configuration: DataConfiguration

  func target() throws(DatasetError) -> Target {
    let (index, note) = try column()
    let column = table.columns[index]
    var target = try target(from: column, at: index)
    if let note { target.notes.append(note) }
    return target
  }

  private func column() throws(DatasetError) -> (index: Int, note: String?) {
    let names = table.columns.map(\.name)
    if let wanted = configuration.target {
      if let index = names.firstIndex(of: wanted) { return (index, nil) }
      if let index = names.firstIndex(where: { $0.lowercased() == wanted.lowercased() }) {
        return (index, nil)
      }
      if let position = Int(wanted), names.indices.contains(position - 1) {
        return (position - 1, nil)
      }
      throw unknown(wanted, among: names)
    }
    if let usual = table.usualTarget, let index = names.firstIndex(of: usual) {
      return (index, nil)
    }
    for usual in ["target", "label", "class", "y"] {
      if let index = names.firstIndex(where: { $0.lowercased() == usual }) {
        return (index, "The target is column \(quoted(names[index])), by its name.")
      }
    }
    let last = names.count - 1
    return (last, "The target is the last column, \(quoted(names[last])).")
  }

  private func unknown(_ wanted: String, among names: [String]) -> DatasetError {
    var advice = "the columns are \(listed(names, limit: 20))"
    if let nearest = nearestName(to: wanted, among: names) {
      advice = "did you mean \(quoted(nearest))? " + advice
    }
    return DatasetError(
      .badData, in: table.source, expected: "a target column of the table",
      found: quoted(wanted), advice: advice)
  }

  private func target(from column: TableColumn, at index: Int) throws(DatasetError) -> Target {
    switch column.values {
    case .categories(let categories):
      if configuration.task == .regression { throw notNumbers(column, categories) }
      return try classTarget(column, index, try levelClasses(column, categories))
    case .numbers(let numbers):
      if let oddity = column.oddity { throw oddNumber(column, oddity) }
      let distinct = distinctValues(numbers)
      if configuration.task == .regression
        || (configuration.task == .auto && !looksLikeClasses(distinct, of: column))
      {
        return try regression(column, index, numbers, distinct)
      }
      return try classTarget(column, index, try numberedClasses(column, numbers, distinct))
    }
  }

  private func regression(
    _ column: TableColumn, _ index: Int, _ numbers: NumberColumn, _ distinct: Set<Double>
  ) throws(DatasetError) -> Target {
    guard !distinct.isEmpty else { throw empty(column) }
    guard distinct.count > 1 else {
      throw DatasetError(
        .badData, in: table.source, expected: "a target that varies",
        found: "one value in all of \(quoted(column.name))",
        advice: "choose another column with --target")
    }
    return Target(
      name: column.name, columnIndex: index, task: .regression, classNames: [],
      values: .numbers(numbers))
  }

  private func classTarget(
    _ column: TableColumn, _ index: Int, _ found: (names: [String], classes: [Int32])
  ) throws(DatasetError) -> Target {
    let count = found.names.count
    guard count > 0 else { throw empty(column) }
    guard count > 1 else {
      throw DatasetError(
        .badData, in: table.source, expected: "two classes or more",
        found: "only \(quoted(found.names[0])) in \(quoted(column.name))",
        advice: "choose another column with --target")
    }
    if configuration.task == .binary, count > 2 {
      throw DatasetError(
        .badData, in: table.source, expected: "two classes for the task binary",
        found: "\(grouped(count)) in \(quoted(column.name)): \(listed(found.names))",
        advice: "set task to multiclass or auto")
    }
    let task: Task = count == 2 && configuration.task != .multiclass ? .binary : .multiclass
    return Target(
      name: column.name, columnIndex: index, task: task, classNames: found.names,
      values: .classes(found.classes))
  }
}

extension TargetChooser {
  private func looksLikeClasses(_ distinct: Set<Double>, of column: TableColumn) -> Bool {
    guard column.labelKind != .classes else { return true }
    guard distinct.allSatisfy({ $0 == $0.rounded() }) else { return false }
    if distinct.count == 2 { return true }
    let isFew =
      distinct.count <= Self.largestNumberedClassCount
      || column.labelKind == .integers && areNumberedThrough(distinct)
    return isFew && distinct.count * 5 <= column.count
  }

  // Numbers of classes leave none out and begin at 0 or 1, which measurements hardly do.
  private func areNumberedThrough(_ distinct: Set<Double>) -> Bool {
    guard let first = distinct.min(), let last = distinct.max(), distinct.count <= 256 else {
      return false
    }
    return (first == 0 || first == 1) && last - first == Double(distinct.count - 1)
  }

  /// The distinct values, or the first of them where they are more than classes can be.
  private func distinctValues(_ numbers: NumberColumn) -> Set<Double> {
    var distinct: Set<Double> = []
    for row in 0..<numbers.count {
      let value = numbers[row]
      if !value.isNaN { distinct.insert(value) }
      if distinct.count > Self.largestClassCount { break }
    }
    return distinct
  }

  private func numberedClasses(
    _ column: TableColumn, _ numbers: NumberColumn, _ distinct: Set<Double>
  ) throws(DatasetError) -> (names: [String], classes: [Int32]) {
    guard distinct.count <= Self.largestClassCount else { throw tooManyClasses(column) }
    let order = distinct.sorted()
    let number = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, Int32($0)) })
    let classes = (0..<numbers.count).map { number[numbers[$0]] ?? -1 }
    return (order.map(shortText), classes)
  }

  private func levelClasses(
    _ column: TableColumn, _ categories: CategoryColumn
  ) throws(DatasetError) -> (names: [String], classes: [Int32]) {
    guard !categories.isOverflowing, categories.levels.count <= Self.largestClassCount else {
      throw tooManyClasses(column)
    }
    let levels = categories.levels
    let order = levels.indices.sorted { comesBefore(levels[$0], levels[$1]) }
    var number = [Int32](repeating: -1, count: levels.count)
    for (place, level) in order.enumerated() { number[level] = Int32(place) }
    return (order.map { levels[$0] }, categories.codes.map { $0 < 0 ? -1 : number[Int($0)] })
  }

  private func empty(_ column: TableColumn) -> DatasetError {
    DatasetError(
      .badData, in: table.source, expected: "values in the target column",
      found: "none in \(quoted(column.name))", advice: "choose another column with --target")
  }

  private func tooManyClasses(_ column: TableColumn) -> DatasetError {
    DatasetError(
      .badData, in: table.source, expected: "at most \(grouped(Self.largestClassCount)) classes",
      found: "more in \(quoted(column.name))",
      advice: "choose another column with --target, or task regression for numbers")
  }

  private func oddNumber(_ column: TableColumn, _ oddity: TableColumn.Oddity) -> DatasetError {
    DatasetError(
      .badData, in: table.source,
      at: TextPlace(line: oddity.line, column: column.position),
      expected: "a number in the target column \(quoted(column.name))",
      found: quoted(oddity.text), advice: "correct it, or leave it empty to leave its row out")
  }

  private func notNumbers(_ column: TableColumn, _ categories: CategoryColumn) -> DatasetError {
    if let oddity = column.oddity { return oddNumber(column, oddity) }
    return DatasetError(
      .badData, in: table.source, expected: "numbers for the task regression",
      found: "text in \(quoted(column.name)), such as \(quoted(categories.levels.first ?? ""))",
      advice: "set task to auto, or choose another column with --target")
  }
}

/// Sorted order of class names: by their code points, as everywhere else in the field.
func comesBefore(_ first: String, _ second: String) -> Bool {
  first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
}

/// A number as its shortest text: `3`, not `3.0`.
func shortText(_ number: Double) -> String {
  if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
  // Columns keep floats: the shortest text of 0.1 as a double would be 0.10000000149011612.
  return Double(Float(number)) == number ? "\(Float(number))" : "\(number)"
}
