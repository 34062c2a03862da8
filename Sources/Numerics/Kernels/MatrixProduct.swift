import COpenBLAS

/// Matrix products by OpenBLAS.
public enum MatrixProduct {
  /// `c = a · b`, or `c += a · b`, each factor transposed on request.
  ///
  /// Shapes: `a` (after transposing) [m × k], `b` [k × n], `c` [m × n]; `c` overlaps neither.
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
    unsafe cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasint(truncatingIfNeeded: c.rows), blasint(truncatingIfNeeded: c.columns),
      blasint(truncatingIfNeeded: inner),
      1, a.base, blasint(truncatingIfNeeded: a.columns),
      b.base, blasint(truncatingIfNeeded: b.columns),
      accumulate ? 1 : 0, c.base, blasint(truncatingIfNeeded: c.columns))
  }

  /// How many threads OpenBLAS uses for one product; it holds for the whole process.
  public static var threadCount: Int {
    get { Int(openblas_get_num_threads()) }
    set { openblas_set_num_threads(Int32(clamping: max(newValue, 1))) }
  }

  /// What OpenBLAS says of itself: version, build options, and the processor it chose kernels for.
  public static var libraryDescription: String {
    guard let options = unsafe openblas_get_config(), let core = unsafe openblas_get_corename()
    else { return "OpenBLAS" }
    return unsafe "\(String(cString: options)) (\(String(cString: core)))"
  }
}
