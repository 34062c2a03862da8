import ExperimentModel
import Numerics

@testable import Datasets

/// The table that a text is read as.
func table(_ text: String) throws -> Table {
  let bytes = Array(text.utf8)
  return try CSVReader(source: "test.csv").table(of: bytes.span)
}

/// The data that a text becomes; by default all rows train and nothing is scaled.
func prepared(
  _ text: String, keepsTargetUnits: Bool = false,
  configure: (inout DataConfiguration) -> Void = { _ in }
) throws -> PreparedData {
  var configuration = DataConfiguration()
  configuration.split = SplitShares(train: 1, dev: 0, test: 0)
  configuration.standardize = false
  configure(&configuration)
  return try Preparation(
    table: try table(text), configuration: configuration, keepsTargetUnits: keepsTargetUnits
  ).prepared()
}

/// The message with which a text is refused, or what it was not refused for.
func refusal(_ text: String, configure: (inout DataConfiguration) -> Void = { _ in }) -> String {
  refusal { _ = try prepared(text, configure: configure) }
}

func refusal(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "accepted"
  } catch {
    return "\(error)"
  }
}

/// Whether numbers are the same but for rounding.
func close(_ first: [Float], _ second: [Float]) -> Bool {
  first.count == second.count
    && zip(first, second).allSatisfy { abs($0 - $1) < 2e-6 * max(1, abs($1)) }
}

extension PreparedData {
  /// The rows of the training part.
  var rowsOfTraining: [[Float]] { train.rows }
}

extension DataPart {
  var rows: [[Float]] {
    guard rowCount > 0 else { return [] }
    let values = self.values
    let width = values.count / rowCount
    return (0..<rowCount).map { Array(values[$0 * width..<($0 + 1) * width]) }
  }

  /// All inputs, row after row, as training gets them.
  var values: [Float] {
    switch inputs {
    case .dense(let values): return values
    case .stored(let rows):
      let block = FloatBlock(count: rowCount * rows.columnCount)
      let matrix = block.matrix(at: 0, rows: rowCount, columns: rows.columnCount)
      inputs.copy(from: 0, into: matrix)
      return block.all.toArray()
    }
  }
}

extension Table {
  var names: [String] { columns.map(\.name) }

  /// The numbers of a column, `nil` where one is missing; empty for texts.
  func numbers(_ index: Int) -> [Double?] {
    guard case .numbers(let column) = columns[index].values else { return [] }
    return (0..<column.count).map { column[$0].isNaN ? nil : column[$0] }
  }

  /// The texts of a column, `nil` where one is missing; empty for numbers.
  func texts(_ index: Int) -> [String?] {
    guard case .categories(let column) = columns[index].values else { return [] }
    return column.codes.map { $0 < 0 ? nil : column.levels[Int($0)] }
  }
}
