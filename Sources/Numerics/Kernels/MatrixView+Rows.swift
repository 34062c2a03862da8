import CVectorMath

extension MatrixView {
  /// Writes the sum of each column to `sums`, or adds it.
  ///
  /// Shapes: `sums` [columns].
  public func sumColumns(into sums: VectorView, accumulate: Bool = false) {
    precondition(sums.count == columns, "sums and columns differ")
    unsafe nn_sum_columns(base, sums.base, rows, columns, accumulate ? 1 : 0)
  }

  /// Copies the rows that `indices` names, in their order, into the rows of `target`.
  ///
  /// Shapes: `target` [indices × columns]. The indices are not checked: they are rows of this.
  public func gatherRows(_ indices: IndexView, into target: MatrixView) {
    precondition(target.columns == columns, "source and target differ in columns")
    precondition(target.rows == indices.count, "indices and rows of the target differ")
    unsafe nn_gather_rows(base, indices.base, target.base, indices.count, columns)
  }

  /// Writes to `indices` where in each row the largest element is, the first of equals.
  ///
  /// Shapes: `indices` [rows]. NaN never wins; a row of nothing else gives 0.
  public func argmaxRows(into indices: IndexView) {
    precondition(indices.count == rows, "indices and rows differ")
    precondition(columns > 0 || rows == 0, "a row of nothing has no largest element")
    unsafe nn_argmax_rows(base, indices.base, rows, columns)
  }
}

extension IndexView {
  /// Copies the elements that `indices` names, in their order, into `target`.
  ///
  /// The indices are not checked: they are places in this.
  public func gather(_ indices: IndexView, into target: IndexView) {
    precondition(target.count == indices.count, "indices and target differ in count")
    unsafe nn_gather_indices(base, indices.base, target.base, indices.count)
  }
}

extension VectorView {
  /// Copies the elements that `indices` names, in their order, into `target`.
  ///
  /// The indices are not checked: they are places in this.
  public func gather(_ indices: IndexView, into target: VectorView) {
    matrix(rows: count, columns: 1)
      .gatherRows(indices, into: target.matrix(rows: target.count, columns: 1))
  }
}
