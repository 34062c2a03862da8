import Numerics

/// An array of numbers inside the bytes of a source, the last dimension varying fastest.
struct NumberArray: Sendable {
  var bytes: SourceBytes
  var firstByte: Int
  var element: StoredElement
  /// The sizes of its dimensions.
  var shape: [Int]

  /// Its format's name for messages.
  var format: String

  var rowCount: Int { shape.first ?? 0 }

  /// Numbers of a row, all further dimensions together.
  var columnCount: Int { shape.dropFirst().reduce(1, *) }

  var rowByteCount: Int { columnCount * element.byteCount }

  /// One column as single-precision numbers, NaN where there is no finite number.
  func numbers(at column: Int, less offset: Float = 0) -> [Float] {
    let block = min(max(rowCount, 1), Self.blockRowCount)
    let order = Array(0..<Int32(block))
    let scaling = ColumnScaling(mean: [offset], scale: [1], fill: [.nan])
    let memory = FloatBlock(count: block)
    var numbers: [Float] = []
    numbers.reserveCapacity(rowCount)
    bytes.withSpan { bytes in
      for start in stride(from: 0, to: rowCount, by: block) {
        let rows = min(block, rowCount - start)
        let stored = StoredColumns(
          element: element,
          firstByte: firstByte + start * rowByteCount + column * element.byteCount,
          rowByteCount: rowByteCount, count: 1)
        memory.matrix(at: 0, rows: rows, columns: 1).convertRows(
          stored, of: bytes, order: order.span.extracting(0..<rows), indices: nil, firstColumn: 0,
          scaling: scaling)
        numbers += memory.vector(at: 0, count: rows).toArray()
      }
    }
    return numbers
  }

  private static let blockRowCount = 65_536
}

extension NumberArray {
  /// Rows and numbers of a row that an array may have.
  private static let largestRowCount = Int(Int32.max) - 1
  private static let largestColumnCount = 1_000_000

  /// The bytes that an array of a shape takes, or `nil` beyond all numbers.
  static func byteCount(_ shape: [Int], _ element: StoredElement) -> Int? {
    var count = element.byteCount
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }

  /// The rows of several arrays in memory, one array after the other.
  static func joined(_ arrays: [NumberArray]) throws(RecordProblem) -> NumberArray {
    var result = arrays[0]
    for array in arrays
    where array.shape.dropFirst() != result.shape.dropFirst() || array.element != result.element {
      throw RecordProblem(
        expected: "arrays of the same kind of rows",
        found: "the shapes \(text(of: result.shape)) and \(text(of: array.shape))",
        advice: "name one of the files")
    }
    // Of an array without rows the other sizes may be any: no bytes speak against them.
    let arrays = arrays.filter { $0.rowCount > 0 }
    guard arrays.count > 1 else { return arrays.first ?? result }
    let rowCount = arrays.reduce(0) { $0 + $1.rowCount }
    let byteCount = rowCount * result.rowByteCount
    guard byteCount <= DataFile.largestByteCount else {
      throw RecordProblem(
        expected: "files of at most \(DataFile.largestByteCount >> 30) GB together", found: "more",
        advice: "name one of the files")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    for array in arrays {
      let range = array.firstByte..<array.firstByte + array.rowCount * array.rowByteCount
      array.bytes.append(range, to: &bytes)
    }
    result.bytes = .read(bytes)
    result.firstByte = 0
    result.shape[0] = rowCount
    return result
  }

  /// Whether it can be the inputs of a data set.
  func checkSize() throws(RecordProblem) {
    guard shape.allSatisfy({ $0 > 0 }) else {
      throw RecordProblem(
        expected: "rows of numbers", found: "an array of shape \(Self.text(of: shape))")
    }
    guard rowCount <= Self.largestRowCount, columnCount <= Self.largestColumnCount else {
      throw RecordProblem(
        expected: "at most \(grouped(Self.largestRowCount)) rows of "
          + "\(grouped(Self.largestColumnCount)) numbers",
        found: "an array of shape \(Self.text(of: shape))",
        advice: "train on a part of it")
    }
  }

  /// A shape as NumPy writes it.
  static func text(of shape: [Int]) -> String {
    shape.count == 1
      ? "(\(shape[0]),)" : "(" + listed(shape.map(String.init), limit: 8) + ")"
  }
}
