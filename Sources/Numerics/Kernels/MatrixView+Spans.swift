import CVectorMath

extension MatrixView {
  /// Copies the rows of `source` that `indices` names, in their order, into the rows of this.
  ///
  /// Shapes: `source` [any × columns], row after row; `indices` [rows]. The indices are not checked:
  /// they are rows of the source.
  public func copyRows(_ indices: IndexView, of source: Span<Float>) {
    precondition(indices.count == rows, "indices and rows differ")
    precondition(source.count.isMultiple(of: max(columns, 1)), "source is not made of such rows")
    unsafe source.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe nn_gather_rows(start, indices.base, base, rows, columns)
    }
  }
}
