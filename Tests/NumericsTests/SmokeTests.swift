import Numerics
import Testing

@Test func `a product of two small matrices is right`() {
  let block = FloatBlock(count: 12)
  let a = block.matrix(at: 0, rows: 2, columns: 2)
  a.elements.copy(from: [1, 2, 3, 4].span)
  MatrixProduct.multiply(
    a, transposed: false, a, transposed: true, into: block.matrix(at: 8, rows: 2, columns: 2))
  #expect(block.vector(at: 8, count: 4).toArray() == [5, 11, 11, 25])
}
