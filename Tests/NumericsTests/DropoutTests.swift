import Numerics
import Testing

/// Which of `count` elements stay.
private func kept(_ count: Int, rate: Float, key: UInt64) -> [Bool] {
  let values = FloatBlock(count: count)
  let mask = FloatBlock(count: count)
  values.all.dropOut(rate: rate, key: key, mask: mask.all)
  return mask.all.toArray().map { $0 > 0 }
}

/// The correlation of two rows of bits, in standard deviations of what chance gives.
private func correlation(_ left: [Bool], _ right: [Bool], rate: Double) -> Double {
  let products = zip(left, right).map { left, right in
    ((left ? 1 : 0) - (1 - rate)) * ((right ? 1 : 0) - (1 - rate))
  }
  let deviation = rate * (1 - rate) * Double(products.count).squareRoot()
  return products.reduce(0, +) / deviation
}

@Suite struct `Dropout` {
  static let key: UInt64 = 0x0123_4567_89ab_cdef

  @Test(arguments: oddSizes)
  func `multiplies by a mask of 0 and 1 over the share kept`(count: Int) {
    let input = numbers(count)
    let values = GuardedBlock(input)
    let mask = GuardedBlock(input)
    values.view.dropOut(rate: 0.2, key: Self.key, mask: mask.view)
    #expect(mask.values.allSatisfy { $0 == 0 || $0 == 1.25 })
    #expect(close(values.values, zip(input, mask.values).map { $0 * $1 }))
    #expect(values.isIntact)
    #expect(mask.isIntact)
    let gradient = GuardedBlock([Double](repeating: 2, count: count))
    gradient.view.multiply(by: mask.view)
    #expect(gradient.values == mask.values.map { 2 * $0 })
  }

  @Test(arguments: oddSizes)
  func `takes the same elements of a short row as of a long one`(count: Int) {
    #expect(
      kept(count, rate: 0.5, key: Self.key) == Array(kept(500, rate: 0.5, key: Self.key)[..<count]))
  }

  @Test(arguments: [Float(0.05), 0.2, 0.5, 0.8])
  func `drops its share`(rate: Float) {
    let count = 100_000
    let share = kept(count, rate: rate, key: Self.key).count { !$0 }
    let deviation = (Double(count) * Double(rate * (1 - rate))).squareRoot()
    #expect(abs(Double(share) - Double(count) * Double(rate)) < 4 * deviation)
  }

  @Test func `of rate 0 changes nothing`() {
    let values = GuardedBlock(numbers(100))
    let before = values.values
    let mask = GuardedBlock(numbers(100))
    values.view.dropOut(rate: 0, key: Self.key, mask: mask.view)
    #expect(values.values == before)
    #expect(mask.values == before.map { _ in 1 })
  }

  @Test func `is independent between neighbours, and between keys that differ in one bit`() {
    let count = 100_000
    let first = kept(count, rate: 0.3, key: Self.key)
    for distance in [1, 2, 3, 4, 16, 64, 1000] {
      let later = Array(first.dropFirst(distance))
      #expect(abs(correlation(Array(first.prefix(later.count)), later, rate: 0.3)) < 4.5)
    }
    for bit in 0..<64 {
      let other = kept(count, rate: 0.3, key: Self.key ^ (1 << UInt64(bit)))
      #expect(abs(correlation(first, other, rate: 0.3)) < 4.5, "bit \(bit)")
    }
  }

  @Test func `is not another key's choice in another order`() {
    let count = 1 << 16
    let first = kept(count, rate: 0.3, key: Self.key)
    for step in [1, 2, 3, 16, 255] {
      let later = kept(count, rate: 0.3, key: Self.key + UInt64(step))
      let moved = Array(first.dropFirst(step)) + first.prefix(step)
      #expect(abs(correlation(moved, later, rate: 0.3)) < 4.5, "\(step) further")
      let swapped = first.indices.map { first[$0 ^ step] }
      let other = kept(count, rate: 0.3, key: Self.key ^ UInt64(step))
      #expect(abs(correlation(swapped, other, rate: 0.3)) < 4.5, "bits \(step) swapped")
    }
  }

  @Test func `takes independent keys from steps and layers`() {
    let stream = RandomStream(seed: 1, name: "dropout")
    let keys = (0..<50).flatMap { step in (0..<4).map { stream.key(step: step, layer: $0) } }
    #expect(Set(keys).count == keys.count)
    let first = kept(10_000, rate: 0.5, key: keys[0])
    for key in keys.dropFirst() {
      #expect(abs(correlation(first, kept(10_000, rate: 0.5, key: key), rate: 0.5)) < 4.5)
    }
    #expect(stream.key(step: 3, layer: 1) == stream.key(step: 3, layer: 1))
    let other = RandomStream(seed: 2, name: "dropout")
    #expect(stream.key(step: 3, layer: 1) != other.key(step: 3, layer: 1))
  }
}
