import CVectorMath

/// What the numbers of a file's rows are, in the processor's byte order.
public enum StoredElement: Sendable, CaseIterable {
  /// Whole numbers of 8 bits.
  case uint8, int8
  /// Whole numbers of 16 bits.
  case uint16, int16
  /// Whole numbers of 32 bits.
  case uint32, int32
  /// Whole numbers of 64 bits.
  case uint64, int64
  /// Numbers with fractions.
  case float32, float64

  /// Bytes of one.
  public var byteCount: Int {
    switch self {
    case .uint8, .int8: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }

  /// Whether it has no fraction.
  public var isInteger: Bool { self != .float32 && self != .float64 }

  fileprivate var kernelElement: nn_element {
    switch self {
    case .uint8: nn_uint8
    case .int8: nn_int8
    case .uint16: nn_uint16
    case .int16: nn_int16
    case .uint32: nn_uint32
    case .int32: nn_int32
    case .uint64: nn_uint64
    case .int64: nn_int64
    case .float32: nn_float32
    case .float64: nn_float64
    }
  }
}

/// Neighbouring columns of rows as they lie in a file.
public struct StoredColumns: Sendable, Equatable {
  /// What the numbers are.
  public var element: StoredElement
  /// The byte at which the first row's first column begins.
  public var firstByte: Int
  /// Bytes from one row to the next.
  public var rowByteCount: Int
  /// Columns.
  public var count: Int

  /// Columns of rows.
  public init(element: StoredElement, firstByte: Int, rowByteCount: Int, count: Int) {
    self.element = element
    self.firstByte = firstByte
    self.rowByteCount = rowByteCount
    self.count = count
  }

  /// The bytes up to the end of these columns in the last of `rows` rows.
  public func endByte(rows: Int) -> Int {
    rows == 0 ? firstByte : firstByte + (rows - 1) * rowByteCount + count * element.byteCount
  }
}

/// What a column's stored numbers become: `(number − mean) · scale`, and `fill` where it is not
/// finite.
public struct ColumnScaling: Sendable, Equatable {
  /// Subtracted from each column.
  public var mean: [Float]
  /// Then multiplied with.
  public var scale: [Float]
  /// Taken in place of what is no finite number.
  public var fill: [Float]

  /// Three numbers a column.
  public init(mean: [Float], scale: [Float], fill: [Float]) {
    precondition(mean.count == scale.count && mean.count == fill.count, "columns differ in count")
    self.mean = mean
    self.scale = scale
    self.fill = fill
  }
}

extension MatrixView {
  /// Converts rows of a file into the rows of this, from column `firstColumn` on.
  ///
  /// Row i is the row `order[indices[i]]` of the file, or `order[i]` without indices. Neither the
  /// order nor the indices are checked: they are rows of the file and of the order.
  public func convertRows(
    _ columns: StoredColumns, of bytes: Span<UInt8>, order: Span<Int32>, indices: IndexView?,
    firstColumn: Int, scaling: borrowing ColumnScaling
  ) {
    precondition(
      firstColumn >= 0 && columns.count <= self.columns - firstColumn
        && scaling.mean.count == self.columns, "columns outside of the matrix")
    precondition(
      columns.firstByte >= 0 && columns.firstByte <= bytes.count, "columns outside of the bytes")
    precondition((indices?.count ?? order.count) == rows, "indices and rows differ")
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe order.withUnsafeBufferPointer { order in
        guard let start = bytes.baseAddress, let order = order.baseAddress else { return }
        unsafe scaling.withPointers { mean, scale, fill in
          var stored = unsafe nn_stored_rows(
            element: columns.element.kernelElement, first_row: start + columns.firstByte,
            row_bytes: columns.rowByteCount, columns: columns.count, order: order,
            mean: mean + firstColumn, scale: scale + firstColumn, fill: fill + firstColumn)
          unsafe nn_convert_rows(
            &stored, indices?.base, rows, base + firstColumn, self.columns)
        }
      }
    }
  }

  /// Adds for each column how many of its elements are numbers, their sum and that of their squares.
  ///
  /// Shapes: each of the three spans [columns].
  public func addColumnMoments(
    counts: inout MutableSpan<Double>, sums: inout MutableSpan<Double>,
    squares: inout MutableSpan<Double>
  ) {
    precondition(
      counts.count == columns && sums.count == columns && squares.count == columns,
      "moments and columns differ")
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe squares.withUnsafeMutableBufferPointer { squares in
          guard let counts = counts.baseAddress, let sums = sums.baseAddress,
            let squares = squares.baseAddress
          else { return }
          unsafe nn_add_column_moments(base, rows, columns, counts, sums, squares)
        }
      }
    }
  }
}

extension ColumnScaling {
  fileprivate func withPointers(
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    unsafe mean.withUnsafeBufferPointer { mean in
      unsafe scale.withUnsafeBufferPointer { scale in
        unsafe fill.withUnsafeBufferPointer { fill in
          guard let mean = mean.baseAddress, let scale = scale.baseAddress,
            let fill = fill.baseAddress
          else { return }
          unsafe body(mean, scale, fill)
        }
      }
    }
  }
}
