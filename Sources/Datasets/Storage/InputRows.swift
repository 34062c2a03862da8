public import Numerics

/// The inputs of a part of a data set, row after row.
public enum InputRows: Sendable {
  /// Ready for training.
  ///
  /// Shape: [rows × features].
  case dense([Float])
  /// As they lie in their file, converted and scaled whenever a mini-batch is gathered.
  case stored(StoredRows)

  /// Copies rows into the rows of `target`, in the order of `indices`.
  ///
  /// Shapes: `indices` [rows of target]. They are not checked: they are rows of this.
  public func gather(_ indices: IndexView, into target: MatrixView) {
    switch self {
    case .dense(let values): target.copyRows(indices, of: values.span)
    case .stored(let rows): rows.gather(indices, into: target)
    }
  }

  /// Copies consecutive rows, from row `start` on, into all rows of `target`.
  public func copy(from start: Int, into target: MatrixView) {
    switch self {
    case .dense(let values):
      let first = start * target.columns
      target.elements.copy(from: values.span.extracting(first..<first + target.count))
    case .stored(let rows): rows.copy(from: start, into: target)
    }
  }
}

/// Rows of a data set as they lie in a file or in memory, with what makes inputs of them.
///
/// Whatever the number of rows, it holds four bytes for each, and a mini-batch costs the same.
public struct StoredRows: Sendable {
  private let bytes: SourceBytes
  private let layout: RowLayout
  private let order: [Int32]
  private let scaling: ColumnScaling

  /// The rows `order` of `layout`, in that order.
  init(_ bytes: SourceBytes, _ layout: RowLayout, order: [Int32], scaling: ColumnScaling) {
    let largest = order.max() ?? 0
    precondition(
      (order.min() ?? 0) >= 0 && Int(largest) < max(layout.rowCount, 1), "rows outside of the file")
    layout.check(byteCount: bytes.count)
    precondition(
      scaling.mean.count == layout.columnCount,
      "\(scaling.mean.count) scales for \(layout.columnCount) columns")
    self.bytes = bytes
    self.layout = layout
    self.order = order
    self.scaling = scaling
  }

  /// Rows.
  public var rowCount: Int { order.count }

  /// Inputs of a row.
  public var columnCount: Int { layout.columnCount }

  func gather(_ indices: IndexView, into target: MatrixView) {
    convert(order.span, indices, into: target)
  }

  func copy(from start: Int, into target: MatrixView) {
    convert(order.span.extracting(start..<start + target.rows), nil, into: target)
  }

  private func convert(_ order: Span<Int32>, _ indices: IndexView?, into target: MatrixView) {
    bytes.withSpan { bytes in
      var column = 0
      for columns in layout.columns {
        target.convertRows(
          columns, of: bytes, order: order, indices: indices, firstColumn: column,
          scaling: scaling)
        column += columns.count
      }
    }
  }
}

/// Which bytes of a source are the inputs of its rows.
struct RowLayout: Sendable, Equatable {
  let rowCount: Int
  /// From left to right: several where the target lies between inputs.
  let columns: [StoredColumns]

  var columnCount: Int { columns.reduce(0) { $0 + $1.count } }

  func check(byteCount: Int) {
    for columns in columns {
      precondition(
        columns.endByte(rows: rowCount) <= byteCount,
        "\(rowCount) rows reach beyond \(byteCount) bytes")
    }
  }
}
