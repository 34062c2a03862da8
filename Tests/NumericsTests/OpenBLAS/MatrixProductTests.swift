import Testing

@testable import Numerics

@Suite struct `Matrix products` {
  private static let shapes = [
    (1, 1, 1), (2, 3, 4), (10, 4, 2), (7, 1, 5), (16, 64, 30), (3, 65, 7), (33, 17, 65),
    (8, 16, 1), (9, 8, 8), (32, 33, 47), (16, 64, 129), (12, 90, 91), (12, 91, 91),
  ]

  /// Element [row, column] of a matrix that is stored as its transpose on request.
  private func element(
    _ values: [Double], _ row: Int, _ column: Int, rows: Int, columns: Int, transposed: Bool
  ) -> Double {
    transposed ? values[column * rows + row] : values[row * columns + column]
  }

  @Test(arguments: shapes, [(false, false), (false, true), (true, false), (true, true)])
  func `agree with three loops`(shape: (Int, Int, Int), transposed: (Bool, Bool)) {
    let (m, k, n) = shape
    let a = numbers(m * k, seed: 1)
    let b = numbers(k * n, seed: 2)
    let start = numbers(m * n, seed: 3)
    var expected = [Double](repeating: 0, count: m * n)
    for row in 0..<m {
      for column in 0..<n {
        for inner in 0..<k {
          expected[row * n + column] +=
            element(a, row, inner, rows: m, columns: k, transposed: transposed.0)
            * element(b, inner, column, rows: k, columns: n, transposed: transposed.1)
        }
      }
    }
    let (left, right, product) = (GuardedBlock(a), GuardedBlock(b), GuardedBlock(start))
    let leftMatrix = transposed.0 ? left.matrix(k, m) : left.matrix(m, k)
    let rightMatrix = transposed.1 ? right.matrix(n, k) : right.matrix(k, n)
    MatrixProduct.multiply(
      leftMatrix, transposed: transposed.0, rightMatrix, transposed: transposed.1,
      into: product.matrix(m, n), accumulate: true)
    #expect(close(product.values, zip(expected, start).map { $0 + $1 }, absolute: 1e-4))
    MatrixProduct.multiply(
      leftMatrix, transposed: transposed.0, rightMatrix, transposed: transposed.1,
      into: product.matrix(m, n))
    #expect(close(product.values, expected, absolute: 1e-4))
    #expect(product.isIntact)
  }

  @Test(arguments: [(13, 7, 11), (8, 4, 6)], [false, true])
  func `in pieces agree with three loops`(shape: (Int, Int, Int), transposed: Bool) {
    let (m, k, n) = shape
    let a = numbers(m * k, seed: 1)
    let b = numbers(k * n, seed: 2)
    let start = numbers(m * n, seed: 3)
    var expected = start
    for row in 0..<m {
      for column in 0..<n {
        for inner in 0..<k {
          expected[row * n + column] +=
            element(a, row, inner, rows: m, columns: k, transposed: transposed)
            * b[inner * n + column]
        }
      }
    }
    let (left, right, product) = (GuardedBlock(a), GuardedBlock(b), GuardedBlock(start))
    let leftMatrix = transposed ? left.matrix(k, m) : left.matrix(m, k)
    let pieces = ProductPieces(rows: 5, inner: 3)
    MatrixProduct.multiply(
      leftMatrix, transposed: transposed, right.matrix(k, n), into: product.matrix(m, n),
      accumulate: true, in: pieces)
    #expect(close(product.values, expected, absolute: 1e-4))
    MatrixProduct.multiply(
      leftMatrix, transposed: transposed, right.matrix(k, n), into: product.matrix(m, n),
      accumulate: false, in: pieces)
    #expect(close(product.values, zip(expected, start).map { $0 - $1 }, absolute: 1e-4))
    #expect(product.isIntact)
  }

  @Test(arguments: [(32, 128, 784, false), (784, 128, 32, true), (784, 256, 128, true)])
  func `are cut into shares of what small kernels take`(
    rows: Int, columns: Int, inner: Int, transposed: Bool
  ) throws {
    let pieces = try #require(
      ProductPieces(
        rows: rows, columns: columns, inner: inner, transposingFirst: transposed, threads: 1))
    #expect(pieces.rows * columns * pieces.inner <= 1_000_000)
    #expect(pieces.rows <= rows && pieces.inner <= inner)
    #expect(min(pieces.rows, pieces.inner) >= 16)
  }

  @Test(
    arguments: [
      (16, 64, 30, 1), (512, 1024, 784, 1), (16, 2048, 2048, 1), (128, 256, 784, 2),
    ])
  func `stay whole where that is as fast`(rows: Int, columns: Int, inner: Int, threads: Int) {
    #expect(
      ProductPieces(
        rows: rows, columns: columns, inner: inner, transposingFirst: false, threads: threads)
        == nil)
  }

  @Test func `over nothing are zero, and nothing is added`() {
    let product = GuardedBlock([1.0, 2.0])
    let empty = FloatBlock(count: 0)
    let left = empty.matrix(at: 0, rows: 1, columns: 0)
    let right = empty.matrix(at: 0, rows: 0, columns: 2)
    MatrixProduct.multiply(left, right, into: product.matrix(1, 2), accumulate: true)
    #expect(product.values == [1, 2])
    MatrixProduct.multiply(left, right, into: product.matrix(1, 2))
    #expect(product.values == [0, 0])
  }

  @Test func `of shapes that do not fit are refused`() async {
    let shapes = [
      [2, 3, 2, 3, 2, 3]: "columns of a and rows of b differ",
      [2, 3, 3, 2, 3, 2]: "rows of a and c differ",
      [2, 3, 3, 2, 2, 3]: "columns of b and c differ",
    ]
    for (sizes, problem) in shapes {
      let result = await #expect(
        processExitsWith: .failure, observing: [\.standardErrorContent]
      ) { [sizes = sizes as [Int]] in
        let block = FloatBlock(count: 36)
        MatrixProduct.multiply(
          block.matrix(at: 0, rows: sizes[0], columns: sizes[1]),
          block.matrix(at: 12, rows: sizes[2], columns: sizes[3]),
          into: block.matrix(at: 24, rows: sizes[4], columns: sizes[5]))
      }
      #expect(result.map { $0.says(problem) } == true)
    }
  }
}
