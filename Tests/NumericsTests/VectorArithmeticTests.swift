import Numerics
import Testing

@Suite struct `Vector arithmetic` {
  @Test(arguments: oddSizes)
  func `changes every element and none beyond`(count: Int) {
    let x = numbers(count, seed: 1)
    let y = numbers(count, seed: 2)
    let source = GuardedBlock(x)
    let block = GuardedBlock(y)
    block.view.add(source.view, scaledBy: 0.5)
    #expect(close(block.values, zip(x, y).map { 0.5 * $0 + $1 }))
    block.view.copy(from: source.view)
    block.view.scale(by: -3)
    #expect(close(block.values, x.map { -3 * $0 }))
    block.view.multiply(by: source.view)
    #expect(close(block.values, x.map { -3 * $0 * $0 }))
    block.view.clamp(to: -2...(-1))
    #expect(close(block.values, x.map { min(max(-3 * $0 * $0, -2), -1) }))
    source.view.exponential(into: block.view)
    #expect(close(block.values, x.map(exponential), absolute: 0))
    block.view.fill(7)
    #expect(block.values == x.map { _ in 7 })
    #expect(block.isIntact)
    #expect(source.values == x)
  }

  @Test(arguments: oddSizes)
  func `sums up in double precision`(count: Int) {
    let x = numbers(count, seed: 1)
    let y = numbers(count, seed: 2)
    let source = GuardedBlock(x)
    let other = GuardedBlock(y)
    func near(_ found: Double, _ expected: Double) -> Bool { abs(found - expected) < 1e-10 }
    #expect(near(source.view.sum(), x.reduce(0, +)))
    #expect(near(source.view.sumOfSquares(), x.map { $0 * $0 }.reduce(0, +)))
    #expect(near(source.view.dot(other.view), zip(x, y).map { $0 * $1 }.reduce(0, +)))
    #expect(Double(source.view.largestMagnitude) == x.map { abs($0) }.max() ?? 0)
  }

  @Test func `a small number beside large ones is not lost from a sum`() {
    let block = GuardedBlock([1e8, 1, -1e8])
    #expect(block.view.sum() == 1)
  }

  @Test(arguments: oddSizes.filter { $0 > 0 }, [Float.nan, .infinity, -.infinity])
  func `one element that is not finite is found wherever it is`(count: Int, value: Float) {
    let block = GuardedBlock(numbers(count))
    #expect(block.view.isFinite)
    for place in 0..<count {
      let before = block.view[place]
      block.view[place] = value
      #expect(!block.view.isFinite)
      #expect(block.view.largestMagnitude.isNaN == value.isNaN)
      block.view[place] = before
    }
  }

  @Test(arguments: oddSizes)
  func `a penalty adds its slope and returns its size`(count: Int) {
    var w = numbers(count, seed: 1)
    if count > 2 { w[1] = 0 }
    let g = numbers(count, seed: 2)
    let weights = GuardedBlock(w)
    let gradient = GuardedBlock(g)
    let penalty = gradient.view.addPenalty(on: weights.view, l1: 0.3, l2: 0.7)
    let expected = w.map { 0.3 * abs($0) + 0.35 * $0 * $0 }.reduce(0, +)
    #expect(close([penalty], [expected]))
    let slopes = zip(w, g).map { w, g in g + 0.7 * w + (w == 0 ? 0 : (w > 0 ? 0.3 : -0.3)) }
    #expect(close(gradient.values, slopes))
    #expect(gradient.isIntact)
    #expect(weights.values == w)
  }

  // The mode stays with the thread for good, so it is tried in a process of its own.
  @Test func `denormal numbers count as zero once the thread says so`() async {
    await #expect(processExitsWith: .success) {
      // Bits are compared, because to a thread in this mode a denormal number equals 0.
      let block = FloatBlock(count: 20)
      let tiny = Float.leastNormalMagnitude
      func bits(of value: Float, scaledBy factor: Float) -> UInt32 {
        block.all.fill(value)
        block.all.scale(by: factor)
        return block.all[19].bitPattern
      }
      precondition(bits(of: tiny, scaledBy: 0.5) == (tiny / 2).bitPattern, "a number at first")
      let before = FloatingPointMode.flushDenormals()
      precondition(bits(of: tiny, scaledBy: 0.5) == 0, "a denormal result is zero now")
      let denormal = Float(bitPattern: 0x0040_0000)
      precondition(bits(of: denormal, scaledBy: 1024) == 0, "a denormal operand is zero now")
      before.restore()
      precondition(bits(of: tiny, scaledBy: 0.5) == (tiny / 2).bitPattern, "a number again")
    }
  }
}
