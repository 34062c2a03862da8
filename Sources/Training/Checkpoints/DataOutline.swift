import Datasets
import ExperimentModel

/// What can be said in words of the data of a run: rows, target and inputs.
struct DataOutline: Sendable, Equatable {
  var rows: PartRows
  var task: Task
  var target: String
  var classNames: [String]
  var inputCount: Int
  /// `nil` where only their count is known.
  var inputs: [String]?

  init(_ facts: RunFacts) {
    self.init(rows: facts.rows, facts.data)
  }

  init(_ data: PreparedData) {
    self.init(rows: data.rows, data.facts)
  }

  init(_ record: SourceRecord) {
    let preparation = record.preparation
    rows = preparation.rows
    task = preparation.task
    target = preparation.target
    classNames = preparation.classNames
    inputCount = preparation.scales.count
    inputs = preparation.featureNames
  }

  private init(rows: PartRows, _ data: DataFacts) {
    self.rows = rows
    task = data.task
    target = data.targetName
    classNames = data.classNames
    inputCount = data.featureNames.count
    inputs = data.featureNames
  }

  /// The first thing that differs from what was found, or `nil`.
  func difference(from other: DataOutline) -> (expected: String, found: String)? {
    func told(_ expected: String, _ found: String) -> (String, String) {
      ("the data of the session, with \(expected)", found)
    }
    if rows.all != other.rows.all { return told("\(rows.all) rows", "\(other.rows.all)") }
    if target != other.target { return told("the target '\(target)'", "'\(other.target)'") }
    if task != other.task { return told("the task \(task.rawValue)", other.task.rawValue) }
    if classNames != other.classNames {
      return told("the classes \(Self.list(classNames))", Self.list(other.classNames))
    }
    if let inputs, let others = other.inputs,
      let difference = Self.difference(of: inputs, from: others)
    {
      return told(difference.expected, difference.found)
    }
    if inputCount != other.inputCount {
      return told("\(inputCount) inputs", "\(other.inputCount)")
    }
    return rows == other.rows ? nil : told("parts of \(rows.text)", other.rows.text)
  }

  /// A column of texts is an input for each, named after it and the text.
  private static func difference(
    of inputs: [String], from others: [String]
  ) -> (expected: String, found: String)? {
    let (known, found) = (Set(inputs), Set(others))
    if let lost = inputs.first(where: { !found.contains($0) }) {
      if others.contains(where: { $0.hasPrefix(lost + "=") }) {
        return ("numbers in column '\(lost)'", "texts")
      }
      if let column = others.first(where: { !known.contains($0) && lost.hasPrefix($0 + "=") }) {
        return ("texts in column '\(column)'", "numbers")
      }
      return ("the input '\(lost)'", "none of this name")
    }
    let new = others.first { !known.contains($0) }
    return new.map { ("no input '\($0)'", "one") }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
  }
}

extension PartRows {
  fileprivate var all: Int { train + dev + test }

  fileprivate var text: String { "\(train), \(dev) and \(test) rows" }
}
