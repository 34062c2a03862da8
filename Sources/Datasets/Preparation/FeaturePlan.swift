/// How a table's columns become the network's inputs: decided from the training rows alone.
struct FeaturePlan {
  /// Levels of one category that get an input of their own; the others share one.
  static let largestLevelCount = 32

  private(set) var featureNames: [String] = []
  private(set) var scales: [InputScale] = []
  private(set) var columns: [PlannedColumn] = []
  private(set) var notes: [String] = []

  /// One column of the table and the inputs it becomes.
  struct PlannedColumn {
    enum Encoding {
      /// One input; a missing value is taken to be `fill`.
      case number(fill: Double)
      /// One input a place: the place of each level, −1 for none; a missing value has level `fill`.
      case levels(places: [Int], fill: Int)
    }

    let tableColumn: Int
    let firstFeature: Int
    let encoding: Encoding
    /// What is to be kept of the levels.
    var levels: PreparationRecord.Levels?
  }

  /// A plan without columns.
  init() {}

  /// A plan for the columns `inputs`, by their index in the table.
  init(table: Table, inputs: [Int], training: [Int32], standardize: Bool) {
    for index in inputs {
      let column = table.columns[index]
      switch column.values {
      case .numbers(let numbers):
        add(numbers, of: column, at: index, training: training, standardize: standardize)
      case .categories(let categories):
        add(categories, of: column, at: index, training: training, standardize: standardize)
      }
    }
    if standardize, table.pictureShape != nil {
      scales = Self.commonScale(
        of: inputs.map { table.columns[$0] }, training: training, count: scales.count)
    }
  }

  private mutating func add(
    _ numbers: NumberColumn, of column: TableColumn, at index: Int, training: [Int32],
    standardize: Bool
  ) {
    let fill = column.missingCount > 0 ? median(of: numbers, rows: training) : 0
    addNumber(column.name, at: index, fill: fill)
    let statistics =
      standardize
      ? ColumnStatistics(of: numbers, rows: training, fill: fill) : ColumnStatistics()
    scales.append(InputScale(mean: statistics.mean, deviation: statistics.deviation))
  }

  private mutating func add(
    _ categories: CategoryColumn, of column: TableColumn, at index: Int, training: [Int32],
    standardize: Bool
  ) {
    let usage = LevelUsage(categories, training: training)
    addLevels(usage.levels(categories), of: categories, named: column.name, at: index)
    for place in usage.placeNames.indices {
      let ones = usage.rows(at: place)
      let statistics =
        standardize
        ? ColumnStatistics(ones: ones, among: training.count) : ColumnStatistics()
      scales.append(InputScale(mean: statistics.mean, deviation: statistics.deviation))
    }
  }

  /// Adds the input of a column of numbers, without its scale.
  mutating func addNumber(_ name: String, at index: Int, fill: Double) {
    columns.append(
      PlannedColumn(
        tableColumn: index, firstFeature: featureNames.count, encoding: .number(fill: fill)))
    featureNames.append(name)
  }

  /// Adds the inputs of a column of texts, without their scales.
  mutating func addLevels(
    _ levels: PreparationRecord.Levels, of categories: CategoryColumn, named name: String,
    at index: Int
  ) {
    let own = Dictionary(levels.names.enumerated().map { ($1, $0) }) { first, _ in first }
    // Where rare levels share an input, one the training part never met is as rare as they are.
    let rest = levels.groupedCount > 0 ? levels.names.count : -1
    let fill = levels.fill.flatMap { categories.levels.firstIndex(of: $0) } ?? -1
    columns.append(
      PlannedColumn(
        tableColumn: index, firstFeature: featureNames.count,
        encoding: .levels(places: categories.levels.map { own[$0] ?? rest }, fill: fill),
        levels: levels))
    featureNames += levels.featureNames(of: name)
    if levels.groupedCount > 0 {
      notes.append(
        "The \(counted(levels.groupedCount, "rarest level")) of \(quoted(name)) share one "
          + "input, \(quoted(PreparationRecord.Levels.otherName)).")
    }
  }

  /// Sets the scale of each input.
  mutating func setScales(_ scales: [InputScale]) { self.scales = scales }

  // A pixel of its own deviation would be blown up where it is nearly always blank, and the picture
  // would no longer be one; so all pixels share one mean and one deviation.
  private static func commonScale(
    of columns: [TableColumn], training: [Int32], count: Int
  ) -> [InputScale] {
    var moments = Moments()
    for column in columns {
      guard case .numbers(let numbers) = column.values else { continue }
      numbers.forEach(training[...]) { _, value in moments.add(value.isNaN ? 0 : value) }
    }
    let common = moments.statistics
    return Array(
      repeating: InputScale(mean: common.mean, deviation: common.deviation), count: count)
  }
}

/// How often the training rows use each level of a category, and which input each gets.
private struct LevelUsage {
  let mostFrequent: Int
  let placeNames: [String]
  /// The names of the levels that have an input of their own.
  private let ownNames: [String]
  let groupedCount: Int
  /// Whether it is true or false: one input of 1 and 0.
  let isTruth: Bool
  private let rowsAtPlace: [Int]

  init(_ categories: CategoryColumn, training: [Int32]) {
    let levels = categories.levels
    var counts = [Int](repeating: 0, count: levels.count)
    var missing = 0
    for row in training {
      let code = categories.codes[Int(row)]
      if code >= 0 { counts[Int(code)] += 1 } else { missing += 1 }
    }
    let used = levels.indices.filter { counts[$0] > 0 }
    let byUse = used.sorted {
      counts[$0] != counts[$1] ? counts[$0] > counts[$1] : comesBefore(levels[$0], levels[$1])
    }
    mostFrequent = byUse.first ?? -1
    if mostFrequent >= 0 { counts[mostFrequent] += missing }

    let truth = TruthText.truth(of: levels)
    isTruth = truth != nil
    let hasOthers = byUse.count > FeaturePlan.largestLevelCount
    let chosen = hasOthers ? Array(byUse.prefix(FeaturePlan.largestLevelCount - 1)) : byUse
    let own = truth.map { [$0] } ?? chosen.sorted { comesBefore(levels[$0], levels[$1]) }
    var places = [Int](repeating: hasOthers ? own.count : -1, count: levels.count)
    for (place, level) in own.enumerated() { places[level] = place }
    ownNames = own.map { levels[$0] }
    placeNames = ownNames + (hasOthers ? [PreparationRecord.Levels.otherName] : [])
    groupedCount = hasOthers ? byUse.count - own.count : 0
    var rows = [Int](repeating: 0, count: placeNames.count)
    for level in used where places[level] >= 0 { rows[places[level]] += counts[level] }
    rowsAtPlace = rows
  }

  func rows(at place: Int) -> Int { rowsAtPlace[place] }

  func levels(_ categories: CategoryColumn) -> PreparationRecord.Levels {
    PreparationRecord.Levels(
      names: ownNames, groupedCount: groupedCount, isTruth: isTruth,
      fill: mostFrequent >= 0 ? categories.levels[mostFrequent] : nil,
      count: categories.levels.count,
      hash: PreparationRecord.Levels.hash(of: categories.levels))
  }
}

/// Texts that say yes or no.
enum TruthText {
  private static let pairs: [[String]] = [
    ["true", "false"], ["yes", "no"], ["t", "f"], ["y", "n"], ["on", "off"],
  ]

  /// Which of two levels says yes, or `nil` where they say something else.
  static func truth(of levels: [String]) -> Int? {
    guard levels.count == 2 else { return nil }
    let small = levels.map { $0.lowercased() }
    let pair = pairs.first { Set($0) == Set(small) }
    return pair.flatMap { small.firstIndex(of: $0[0]) }
  }
}
