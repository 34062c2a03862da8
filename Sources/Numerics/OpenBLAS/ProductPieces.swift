/// How a product is cut so that OpenBLAS' kernels for small matrices take each piece.
///
/// Those read the factors where they lie. The way for large matrices copies both first, which with a
/// mini-batch of few rows costs as much again as half the product: pieces of 784 × 128 weights by 32
/// rows take 24 µs where the whole takes 37. From a million floats on the copies pay.
struct ProductPieces: Equatable {
  /// Rows of the result in a piece.
  let rows: Int
  /// Terms of a sum in a piece; the pieces after the first add to what is there.
  let inner: Int

  /// Pieces of so many rows and terms.
  init(rows: Int, inner: Int) {
    self.rows = rows
    self.inner = inner
  }

  /// Pieces of `c = a · b` with c [rows × columns] and `inner` terms a sum; `nil` where the whole is
  /// not slower.
  init?(rows: Int, columns: Int, inner: Int, transposingFirst: Bool, threads: Int) {
    let operations = rows * columns * inner
    let weights = columns * (transposingFirst ? rows : inner)
    let largest = threads == 1 ? Self.largestProduct : Self.largestProductOfThreads
    guard operations > Self.largestPiece, operations <= largest, weights <= Self.mostWeights else {
      return nil
    }
    if transposingFirst {
      // A gradient of weights: few terms in each sum, and a result too large for the first cache.
      self.inner = inner <= 64 ? inner : Self.share(of: inner, atMost: 32)
      self.rows = Self.share(of: rows, atMost: Self.largestPiece / (columns * self.inner))
    } else {
      self.rows = rows
      self.inner = Self.share(of: inner, atMost: Self.largestPiece / (columns * rows))
    }
    guard min(self.rows, self.inner) >= Self.leastLength else { return nil }
  }

  /// Whether OpenBLAS uses kernels that have a form for small matrices: those for AVX-512.
  static let arePossible = OpenBLAS.kernels.instructions == .avx512

  // Equal shares leave no small rest. A limit of 0 gives none at all.
  private static func share(of count: Int, atMost limit: Int) -> Int {
    guard limit > 0 else { return 0 }
    let pieces = (count + limit - 1) / limit
    return (count + pieces - 1) / pieces
  }

  /// Multiplications up to which OpenBLAS has its small kernels.
  static let largestPiece = 1_000_000
  // Measured, with 16 to 128 rows and layers of 64 to 1024 units.
  private static let largestProduct = 32_000_000
  // From here on two threads at the whole are faster than one at the pieces.
  private static let largestProductOfThreads = 8_000_000
  // The second cache holds them.
  private static let mostWeights = 1 << 18
  private static let leastLength = 16
}
