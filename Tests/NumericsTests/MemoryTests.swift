import Numerics
import Testing

@Suite struct `Memory` {
  @Test func `a new block is all zero`() {
    let floatBlock = FloatBlock(count: 1000)
    let floats = floatBlock.all.toArray()
    #expect(floats == [Float](repeating: 0, count: 1000))
    let indexBlock = IndexBlock(count: 1000)
    let indices = indexBlock.all.toArray()
    #expect(indices == [Int32](repeating: 0, count: 1000))
  }

  @Test func `an empty block lends empty views`() {
    let block = FloatBlock(count: 0)
    let all = block.all
    #expect(all.count == 0)
    #expect(all.toArray().isEmpty)
    #expect(all.matrix(rows: 0, columns: 7).count == 0)
    #expect(all.sum() == 0)
  }

  @Test func `views of one block see each other's writes`() {
    let block = FloatBlock(count: 12)
    let matrix = block.matrix(at: 2, rows: 3, columns: 3)
    block.vector(at: 2, count: 9).copy(from: [1, 2, 3, 4, 5, 6, 7, 8, 9].span)
    #expect(matrix[0, 0] == 1)
    #expect(matrix[2, 1] == 8)
    #expect(matrix.row(1).toArray() == [4, 5, 6])
    #expect(matrix.firstRows(2).elements.toArray() == [1, 2, 3, 4, 5, 6])
    #expect(matrix.rows(1..<3).elements.toArray() == [4, 5, 6, 7, 8, 9])
    matrix[1, 2] = 60
    let all = block.all
    #expect(all[7] == 60)
    #expect(all[0] == 0 && all[11] == 0)
  }

  @Test func `a clone has the same values and its own memory`() {
    let block = FloatBlock(count: 5)
    block.all.copy(from: [1, 2, 3, 4, 5].span)
    let copy = block.clone()
    block.all.fill(0)
    let (original, second) = (block.all, copy.all)
    #expect(second.toArray() == [1, 2, 3, 4, 5])
    block.copyContents(from: copy)
    #expect(original.toArray() == [1, 2, 3, 4, 5])
  }

  @Test func `contents go out through a span`() {
    let block = FloatBlock(count: 3)
    block.all.copy(from: [1, 2, 3].span)
    var array: [Float] = [0, 0, 0]
    var span = array.mutableSpan
    block.all.copy(into: &span)
    #expect(array == [1, 2, 3])
  }

  @Test func `indices count up, are copied and cut like floats`() {
    let order = IndexBlock(count: 6)
    let all = order.all
    all.fillAscending()
    let part = order.indices(at: 2, count: 3)
    #expect(part.toArray() == [2, 3, 4])
    let copy = order.clone()
    all[0] = 9
    let copied = copy.all
    #expect(copied.toArray() == [0, 1, 2, 3, 4, 5])
    order.copyContents(from: copy)
    #expect(all.first(2).toArray() == [0, 1])
    var array = [Int32](repeating: 0, count: 6)
    var span = array.mutableSpan
    all.copy(into: &span)
    #expect(array == [0, 1, 2, 3, 4, 5])
    all.copy(from: [5, 4, 3, 2, 1, 0].span)
    #expect(all[0] == 5)
  }

  @Test func `a view outside of its block is refused`() async {
    await #expect(processExitsWith: .failure) {
      let block = FloatBlock(count: 4)
      _ = block.vector(at: 2, count: 3)
    }
    await #expect(processExitsWith: .failure) {
      let block = FloatBlock(count: 4)
      _ = block.matrix(at: 0, rows: 2, columns: 3)
    }
    await #expect(processExitsWith: .failure) {
      let block = FloatBlock(count: 4)
      _ = block.all[4]
    }
  }
}
