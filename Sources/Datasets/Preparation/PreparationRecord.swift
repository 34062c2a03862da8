public import ExperimentModel
import Files

/// How a source became numbers: enough to do the same to the same bytes again, whatever another version
/// of the program would choose.
public struct PreparationRecord: Sendable, Equatable {
  /// Rows of each part.
  public var rows: PartRows
  /// A hash over the places of the rows in the source, part after part.
  public var rowsHash: UInt64
  /// What is predicted.
  public var task: Task
  /// The target column.
  public var target: String
  /// The names of the classes, in their order; empty for a regression.
  public var classNames: [String]
  /// How a regression's target was scaled.
  public var targetScale: TargetScale?
  /// The columns that are inputs; none for an array that stays in its file, of which all are.
  public var columns: [Column]
  /// What stands in for missing numbers of an array that stays in its file.
  public var fills: [Float]
  /// How each input was scaled.
  public var scales: [InputScale]

  /// A column of a table, and what it becomes.
  public struct Column: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its number in the source, from 1.
    public var position: Int
    /// What it becomes.
    public var encoding: Encoding

    /// A column.
    public init(name: String, position: Int, encoding: Encoding) {
      self.name = name
      self.position = position
      self.encoding = encoding
    }
  }

  /// What a column becomes.
  public enum Encoding: Sendable, Equatable {
    /// One input; a missing value is taken to be `fill`.
    case number(fill: Double)
    /// One input per level that has its own.
    case levels(Levels)
  }

  /// The levels of a column of texts.
  public struct Levels: Sendable, Equatable {
    /// Those that have an input of their own, in the inputs' order.
    public var names: [String]
    /// Those that share one more input, of the training rows'.
    public var groupedCount: Int
    /// Whether they say yes and no: a single input, 1 for the level named.
    public var isTruth: Bool
    /// The level that a missing value is taken for.
    public var fill: String?
    /// All levels in the source.
    public var count: Int
    /// A hash over their names.
    public var hash: UInt64

    /// Levels.
    public init(
      names: [String], groupedCount: Int, isTruth: Bool, fill: String?, count: Int, hash: UInt64
    ) {
      self.names = names
      self.groupedCount = groupedCount
      self.isTruth = isTruth
      self.fill = fill
      self.count = count
      self.hash = hash
    }

    static let otherName = "(other)"

    /// The names of the inputs.
    var placeNames: [String] { names + (groupedCount > 0 ? [Self.otherName] : []) }

    /// The names of the inputs of a column.
    func featureNames(of column: String) -> [String] {
      placeNames.map { isTruth ? column : "\(column)=\($0)" }
    }

    static func hash(of levels: [String]) -> UInt64 {
      var hash = WordHash()
      for level in levels { hash.add(ByteHash.value(of: Array(level.utf8)[...])) }
      return hash.value
    }
  }

  /// A record.
  public init(
    rows: PartRows, rowsHash: UInt64, task: Task, target: String, classNames: [String],
    targetScale: TargetScale?, columns: [Column], fills: [Float], scales: [InputScale]
  ) {
    self.rows = rows
    self.rowsHash = rowsHash
    self.task = task
    self.target = target
    self.classNames = classNames
    self.targetScale = targetScale
    self.columns = columns
    self.fills = fills
    self.scales = scales
  }

  /// The names of the inputs; `nil` for an array that stays in its file.
  public var featureNames: [String]? {
    guard fills.isEmpty else { return nil }
    return columns.flatMap { column in
      switch column.encoding {
      case .number: [column.name]
      case .levels(let levels): levels.featureNames(of: column.name)
      }
    }
  }
}

/// What the rows of a session are recognised by and prepared with.
public struct SourceRecord: Sendable, Equatable {
  /// A hash over the bytes of its files.
  public var hash: UInt64
  /// What was done to them.
  public var preparation: PreparationRecord

  /// A record.
  public init(hash: UInt64, preparation: PreparationRecord) {
    self.hash = hash
    self.preparation = preparation
  }
}

extension PreparationRecord {
  init(_ target: Target, _ split: Split, scale: TargetScale?) {
    self.init(
      rows: PartRows(train: split.train.count, dev: split.dev.count, test: split.test.count),
      rowsHash: split.hash, task: target.task, target: target.name,
      classNames: target.classNames, targetScale: scale, columns: [], fills: [], scales: [])
  }

  /// The task as a configuration asks for it.
  var taskSelection: TaskSelection { TaskSelection(rawValue: task.rawValue) ?? .auto }

  /// Checks that a target and a split, as this version finds them, are those of the record.
  func check(_ target: Target, _ split: Split, in source: String) throws(DatasetError) {
    if classNames != target.classNames || task != target.task {
      throw Self.changed(
        "the target \(quoted(self.target))", source,
        expected: classNames.isEmpty ? "numbers" : "the classes \(listed(classNames))",
        found: target.classNames.isEmpty ? "numbers" : listed(target.classNames))
    }
    if rowsHash != split.hash {
      throw Self.changed(
        "the split", source, expected: "the rows \(rows.train), \(rows.dev) and \(rows.test)",
        found: "others")
    }
  }

  static func changed(
    _ subject: String, _ source: String, expected: String, found: String
  ) -> DatasetError {
    DatasetError(
      .badData, in: source, expected: "\(subject) as the session was saved with it, \(expected)",
      found: found,
      advice: "this version of the program reads the file in another way; begin the run again")
  }
}

extension Split {
  /// A hash over the places of all rows, part after part.
  var hash: UInt64 {
    var hash = WordHash()
    for part in [train, dev, test] {
      hash.add(UInt64(part.count))
      for row in part { hash.add(UInt64(UInt32(bitPattern: row))) }
    }
    return hash.value
  }
}
