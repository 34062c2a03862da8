import Numerics
import Testing

@Suite struct `Rows` {
  @Test(arguments: oddShapes)
  func `are summed by column, over or onto what was there`(shape: (rows: Int, columns: Int)) {
    let (rows, columns) = shape
    let values = numbers(rows * columns)
    let matrix = GuardedBlock(values)
    let sums = GuardedBlock([Double](repeating: 5, count: columns))
    let expected = (0..<columns).map { column in
      (0..<rows).map { values[$0 * columns + column] }.reduce(0, +)
    }
    matrix.matrix(rows, columns).sumColumns(into: sums.view, accumulate: true)
    #expect(close(sums.values, expected.map { $0 + 5 }))
    matrix.matrix(rows, columns).sumColumns(into: sums.view)
    #expect(close(sums.values, expected, absolute: 1e-5))
    #expect(sums.isIntact)
  }

  @Test func `of no height sum to zero`() {
    let sums = GuardedBlock([1.0, 2, 3])
    let empty = FloatBlock(count: 0)
    empty.matrix(at: 0, rows: 0, columns: 3).sumColumns(into: sums.view)
    #expect(sums.values == [0, 0, 0])
  }

  @Test(arguments: oddShapes)
  func `are gathered in the order asked for`(shape: (rows: Int, columns: Int)) {
    let (rows, columns) = shape
    let values = numbers(rows * columns)
    let source = GuardedBlock(values)
    let picked = (0..<(2 * rows + 1)).map { ($0 * 7 + 3) % rows }
    let order = IndexBlock(count: picked.count)
    let orderValues = picked.map { Int32($0) }
    order.all.copy(from: orderValues.span)
    let target = GuardedBlock([Double](repeating: 0, count: picked.count * columns))
    source.matrix(rows, columns).gatherRows(order.all, into: target.matrix(picked.count, columns))
    #expect(
      target.values == picked.flatMap { values[$0 * columns..<($0 + 1) * columns] })
    #expect(target.isIntact)
  }

  @Test func `labels and targets are gathered alike`() {
    let order = IndexBlock(count: 3)
    order.all.copy(from: [3, 0, 3].span)
    let labels = IndexBlock(count: 4)
    labels.all.copy(from: [10, 11, 12, 13].span)
    let picked = IndexBlock(count: 3)
    labels.all.gather(order.all, into: picked.all)
    let found = picked.all.toArray()
    #expect(found == [13, 10, 13])
    let targets = GuardedBlock([0.5, 1.5, 2.5, 3.5])
    let pickedTargets = GuardedBlock([0.0, 0, 0])
    targets.view.gather(order.all, into: pickedTargets.view)
    #expect(pickedTargets.values == [3.5, 0.5, 3.5])
  }

  @Test(arguments: oddShapes)
  func `name their largest element`(shape: (rows: Int, columns: Int)) {
    let (rows, columns) = shape
    let values = numbers(rows * columns)
    let matrix = GuardedBlock(values)
    let places = IndexBlock(count: rows)
    matrix.matrix(rows, columns).argmaxRows(into: places.all)
    for row in 0..<rows {
      let place = Int(places.all[row])
      #expect(values[row * columns + place] == values[row * columns..<(row + 1) * columns].max())
    }
  }

  @Test func `name the first of equals, and never NaN beside a number`() {
    let matrix = GuardedBlock([2.0, 2, 1, .nan, -5, .nan, .nan, .nan, .nan])
    let places = IndexBlock(count: 3)
    matrix.matrix(3, 3).argmaxRows(into: places.all)
    let found = places.all.toArray()
    #expect(found == [0, 1, 0])
  }
}
