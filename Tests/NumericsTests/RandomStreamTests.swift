import Numerics
import Testing

/// How far counts that should be equal are from it.
private func chiSquared(_ counts: [Double]) -> Double {
  let expected = counts.reduce(0, +) / Double(counts.count)
  return counts.map { ($0 - expected) * ($0 - expected) / expected }.reduce(0, +)
}

@Suite struct `Random streams` {
  @Test func `start alike from one seed and name, and apart from any other`() {
    func start(_ seed: UInt64, _ name: String) -> [UInt64] {
      var stream = RandomStream(seed: seed, name: name)
      return (0..<4).map { _ in stream.next() }
    }
    #expect(start(1, "weights") == start(1, "weights"))
    let others = [start(1, "weights"), start(2, "weights"), start(1, "order"), start(1, "")]
    #expect(Set(others).count == 4)
    #expect(Set(others.joined()).count == 16)
  }

  @Test func `give the numbers of xoshiro256++`() {
    // By hand from the definition: rotl(s0 + s3, 23) + s0 with the state 1, 2, 3, 4.
    var stream = RandomStream(state: RandomStream.State(words: (1, 2, 3, 4)))
    let first: UInt64 = 5 << 23 + 1
    #expect(stream.next() == first)
    let last: UInt64 = 6 << 45
    #expect(stream.state == RandomStream.State(words: (7, 0, 262_146, last)))
    let sum: UInt64 = 7 + last
    let turned: UInt64 = sum << 23 | sum >> 41
    #expect(stream.next() == turned &+ 7)
  }

  @Test func `give the same numbers as ever`() {
    // Worked out apart from this code, from the sources that it names; runs saved by one version must replay in the next.
    var stream = RandomStream(seed: 42, name: "batch order")
    #expect(
      (0..<3).map { _ in stream.next() } == [
        4_303_211_265_284_075_208, 17_033_375_760_769_894_870, 3_656_255_958_814_768_586,
      ])
    let order = IndexBlock(count: 8)
    order.all.fillAscending()
    stream.shuffle(order.all)
    let shuffled = order.all.toArray()
    #expect(shuffled == [3, 7, 1, 2, 0, 4, 5, 6])
  }

  @Test func `go on from a saved state with the same bits`() {
    var stream = RandomStream(seed: 7, name: "saved")
    for _ in 0..<10 { _ = stream.next() }
    let saved = stream.state
    func everything(_ stream: inout RandomStream) -> [Double] {
      let order = IndexBlock(count: 9)
      order.all.fillAscending()
      stream.shuffle(order.all)
      let uniform: Float = stream.uniform()
      return [
        Double(uniform), stream.uniform(), stream.normal(), Double(stream.uniform(in: -1..<1)),
        Double(stream.integer(below: 1000)), Double(stream.next() >> 12),
      ] + order.all.toArray().map { Double($0) }
    }
    let first = everything(&stream)
    var restored = RandomStream(state: saved)
    #expect(everything(&restored) == first)
    #expect(restored.state == stream.state)
    stream.state = saved
    #expect(everything(&stream) == first)
  }

  @Test func `take a state of zeros for a beginning, because it would never leave it`() {
    var stream = RandomStream(state: RandomStream.State(words: (0, 0, 0, 0)))
    #expect(Set((0..<10).map { _ in stream.next() }).count == 10)
  }

  @Test func `are even between 0 and 1`() {
    var stream = RandomStream(seed: 3, name: "uniform")
    let count = 100_000
    let doubles: [Double] = (0..<count).map { _ in stream.uniform() }
    let floats: [Float] = (0..<count).map { _ in stream.uniform() }
    for values in [doubles, floats.map { Double($0) }] {
      #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
      var bins = [Double](repeating: 0, count: 100)
      for value in values { bins[Int(value * 100)] += 1 }
      // With 99 degrees of freedom it is above 170 once in 100,000 times.
      #expect(chiSquared(bins) < 170)
      let pairs: [Double] = zip(values, values.dropFirst()).map { ($0 - 0.5) * ($1 - 0.5) }
      let correlation = 12 * pairs.reduce(0, +) / Double(count)
      #expect(abs(correlation) < 4.5 / Double(count).squareRoot())
    }
  }

  @Test func `keep to a range`() {
    var stream = RandomStream(seed: 3, name: "range")
    let values = (0..<10_000).map { _ in stream.uniform(in: -3..<(-1)) }
    #expect(values.allSatisfy { $0 >= -3 && $0 < -1 })
    let mean = values.reduce(0, +) / 10_000
    #expect(abs(mean + 2) < 0.03)
    let tiny = Float(1)..<Float(1).nextUp
    #expect((0..<100).allSatisfy { _ in stream.uniform(in: tiny) == 1 })
  }

  @Test func `have normal numbers of mean 0, variance 1 and the right tails`() {
    var stream = RandomStream(seed: 3, name: "normal")
    let count = 100_000
    let values = (0..<count).map { _ in stream.normal() }
    let mean = values.reduce(0, +) / Double(count)
    let squares = values.map { $0 * $0 }
    let variance = squares.reduce(0, +) / Double(count)
    let kurtosis = squares.map { $0 * $0 }.reduce(0, +) / Double(count)
    #expect(abs(mean) < 0.015)
    #expect(abs(variance - 1) < 0.02)
    #expect(abs(kurtosis - 3) < 0.15)
    let beyondTwo = Double(values.count { abs($0) > 2 }) / Double(count)
    #expect(abs(beyondTwo - 0.0455) < 0.003)
  }

  @Test func `have whole numbers without favourites`() {
    var stream = RandomStream(seed: 3, name: "integers")
    var bins = [Double](repeating: 0, count: 7)
    for _ in 0..<70_000 { bins[stream.integer(below: 7)] += 1 }
    // With 6 degrees of freedom it is above 34 once in 100,000 times.
    #expect(chiSquared(bins) < 34)
    #expect(stream.integer(below: 1) == 0)
    #expect((0..<100).allSatisfy { _ in stream.integer(below: Int.max) >= 0 })
  }

  @Test func `put indices into every order equally often`() {
    var stream = RandomStream(seed: 3, name: "shuffle")
    let order = IndexBlock(count: 4)
    var counts: [[Int32]: Double] = [:]
    for _ in 0..<24_000 {
      order.all.fillAscending()
      stream.shuffle(order.all)
      counts[order.all.toArray(), default: 0] += 1
    }
    #expect(counts.count == 24)
    // With 23 degrees of freedom it is above 65 once in 100,000 times.
    #expect(chiSquared(Array(counts.values)) < 65)
  }

  @Test(arguments: [0, 1, 2, 3, 100, 1001])
  func `shuffle without losing an index`(count: Int) {
    var stream = RandomStream(seed: 3, name: "shuffle")
    let order = IndexBlock(count: count)
    order.all.fillAscending()
    stream.shuffle(order.all)
    let shuffled = order.all.toArray()
    #expect(shuffled.sorted() == (0..<count).map { Int32($0) })
    if count > 3 { #expect(shuffled != shuffled.sorted()) }
  }

  @Test func `serve the standard library as a generator`() {
    var one = RandomStream(seed: 3, name: "library")
    var other = one
    let thrown = (0..<100).map { _ in Int.random(in: 1...6, using: &one) }
    #expect(Set(thrown) == Set(1...6))
    #expect(thrown == (0..<100).map { _ in Int.random(in: 1...6, using: &other) })
  }
}
