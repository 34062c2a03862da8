import COpenBLAS
import CVectorMath

/// Matrix products by OpenBLAS.
public enum MatrixProduct {
  /// `c = a · b`, or `c += a · b`, each factor transposed on request.
  ///
  /// Shapes: `a` (after transposing) [m × k], `b` [k × n], `c` [m × n]; `c` overlaps neither.
  ///
  /// Cost: transposing only the second factor is the slow way, up to 6 times as slow as any other
  /// for small matrices and 1.2 times for large ones; weights are best stored [inputs × units].
  public static func multiply(
    _ a: MatrixView, transposed transposeA: Bool = false, _ b: MatrixView,
    transposed transposeB: Bool = false, into c: MatrixView, accumulate: Bool = false
  ) {
    let inner = transposeA ? a.rows : a.columns
    precondition((transposeA ? a.columns : a.rows) == c.rows, "rows of a and c differ")
    precondition((transposeB ? b.rows : b.columns) == c.columns, "columns of b and c differ")
    precondition((transposeB ? b.columns : b.rows) == inner, "columns of a and rows of b differ")
    guard c.count > 0 else { return }
    guard inner > 0 else {
      if !accumulate { c.elements.fill(0) }
      return
    }
    if inner * c.count > ProductPieces.largestPiece, !transposeB, ProductPieces.arePossible,
      let pieces = ProductPieces(
        rows: c.rows, columns: c.columns, inner: inner, transposingFirst: transposeA,
        threads: threadCount)
    {
      multiply(a, transposed: transposeA, b, into: c, accumulate: accumulate, in: pieces)
    } else if transposeB && !transposeA && isWorthTransposing(b, rows: c.rows) {
      let turned = unsafe nn_transposed(b.base, b.rows, b.columns)
      unsafe multiply(
        Factor(start: a.base, stride: a.columns), Factor(start: turned, stride: b.rows),
        inner: inner, into: c, accumulate: accumulate)
    } else {
      unsafe multiply(
        Factor(start: a.base, stride: a.columns, isTransposed: transposeA),
        Factor(start: b.base, stride: b.columns, isTransposed: transposeB),
        inner: inner, into: c, accumulate: accumulate)
    }
  }

  /// The same piece by piece.
  static func multiply(
    _ a: MatrixView, transposed: Bool, _ b: MatrixView, into c: MatrixView, accumulate: Bool,
    in pieces: ProductPieces
  ) {
    let inner = b.rows
    for row in stride(from: 0, to: c.rows, by: pieces.rows) {
      let part = c.rows(row..<min(row + pieces.rows, c.rows))
      for term in stride(from: 0, to: inner, by: pieces.inner) {
        let start = transposed ? term * a.columns + row : row * a.columns + term
        unsafe multiply(
          Factor(start: a.base + start, stride: a.columns, isTransposed: transposed),
          Factor(start: b.base + term * b.columns, stride: b.columns),
          inner: min(pieces.inner, inner - term), into: part, accumulate: accumulate || term > 0)
      }
    }
  }

  @unsafe private struct Factor {
    let start: UnsafePointer<Float>
    let stride: Int
    var isTransposed = false
  }

  // alpha is 1 in every call: what OpenBLAS makes of alpha = 0 and NaN depends on the sizes.
  @unsafe @inline(__always)
  private static func multiply(
    _ a: Factor, _ b: Factor, inner: Int, into c: MatrixView, accumulate: Bool
  ) {
    unsafe cblas_sgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
      b.isTransposed ? CblasTrans : CblasNoTrans,
      blasint(truncatingIfNeeded: c.rows), blasint(truncatingIfNeeded: c.columns),
      blasint(truncatingIfNeeded: inner), 1, a.start, blasint(truncatingIfNeeded: a.stride),
      b.start, blasint(truncatingIfNeeded: b.stride), accumulate ? 1 : 0, c.base,
      blasint(truncatingIfNeeded: c.columns))
  }

  /// Whether turning `b` [n × k] over first costs less than OpenBLAS' way of multiplying by `bᵀ`.
  ///
  /// Its kernels for small matrices are 2 to 6 times as slow there. The limits are measured, for 8
  /// to 128 rows with its AVX-512 kernels; with those for AVX2 the copy costs 5 % at worst.
  private static func isWorthTransposing(_ b: MatrixView, rows: Int) -> Bool {
    let (columns, inner) = (b.rows, b.columns)
    guard rows >= 8 && b.count <= NN_TRANSPOSED_LIMIT else { return false }
    return inner <= 16 || (columns >= 32 && inner <= columns)
  }

  /// How many threads OpenBLAS uses for one product; it holds for the whole process.
  public static var threadCount: Int {
    get { Int(openblas_get_num_threads()) }
    set {
      // Setting the count may start worker threads, and they inherit the mode of this thread.
      let mode = FloatingPointMode.flushDenormals()
      defer { mode.restore() }
      openblas_set_num_threads(Int32(clamping: max(newValue, 1)))
    }
  }
}
