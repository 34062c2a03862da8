import Platform

/// A seeded, named, savable stream of random numbers.
///
/// Streams of different names are independent of each other though they share a seed, so that
/// drawing more of one (weights) does not disturb another (batch order). The same seed and name give
/// the same numbers on every machine.
///
/// Source: Blackman, Vigna, "Scrambled Linear Pseudorandom Number Generators", 2021: xoshiro256++,
/// its state filled by splitmix64 from the seed and an FNV-1a hash of the name.
public struct RandomStream: RandomNumberGenerator, Sendable {
  /// Everything a stream is: restored, it goes on with the same numbers.
  public struct State: Equatable, Sendable {
    /// The four words of xoshiro256++, not all zero.
    public var words: (UInt64, UInt64, UInt64, UInt64)

    /// A state from its four words; all zero is not a state, and is taken as the seed 0.
    public init(words: (UInt64, UInt64, UInt64, UInt64)) {
      self.words = words
    }

    /// Whether both go on with the same numbers.
    public static func == (left: State, right: State) -> Bool { left.words == right.words }
  }

  /// The state before the next number.
  public var state: State

  /// A stream that goes on from a state.
  public init(state: State) {
    self.state = state
    if state.words == (0, 0, 0, 0) { self = RandomStream(seed: 0, name: "") }
  }

  /// The stream of that seed and name, from its beginning.
  public init(seed: UInt64, name: String) {
    // FNV-1a, by Fowler, Noll and Vo, with its published 64-bit constants.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var counter = mixed(seed) ^ hash
    func word() -> UInt64 {
      counter &+= goldenRatio
      return mixed(counter)
    }
    state = State(words: (word(), word(), word(), word()))
  }

  /// The next 64 bits.
  @inlinable
  public mutating func next() -> UInt64 {
    var (a, b, c, d) = state.words
    let sum = a &+ d
    let result = ((sum << 23) | (sum >> 41)) &+ a
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 45) | (d >> 19)
    state.words = (a, b, c, d)
    return result
  }

  /// A number from `0 ..< 1`, one of 2²⁴ evenly spaced ones.
  @inlinable
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number from `0 ..< 1`, one of 2⁵³ evenly spaced ones.
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number from `range`, whose upper bound is met only by rounding, and then not given.
  public mutating func uniform(in range: Range<Float>) -> Float {
    precondition(!range.isEmpty, "no number lies in an empty range")
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    let number = Float(low + (high - low) * uniform())
    return number < range.upperBound ? number : range.upperBound.nextDown
  }

  /// A number of the normal distribution with mean 0 and standard deviation 1.
  ///
  /// Source: Marsaglia, Bray, "A Convenient Method for Generating Normal Variables", 1964, of whose
  /// two numbers the second is dropped, so that the state alone says how the stream goes on.
  public mutating func normal() -> Double {
    while true {
      let x: Double = 2 * uniform() - 1
      let y: Double = 2 * uniform() - 1
      let square: Double = x * x + y * y
      if square > 0 && square < 1 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }

  /// A whole number from `0 ..< bound`, each equally often.
  ///
  /// Source: Lemire, "Fast Random Integer Generation in an Interval", 2019.
  @inlinable
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "no number lies below 1")
    let range = UInt64(bitPattern: Int64(bound))
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let biased = (0 &- range) % range
      while product.low < biased { product = next().multipliedFullWidth(by: range) }
    }
    return Int(truncatingIfNeeded: product.high)
  }

  /// Puts `indices` into a random order, each equally likely.
  ///
  /// Cost: half a random number an index and no division, because a shuffle is part of every epoch
  /// and an epoch of a small network lasts microseconds.
  ///
  /// Source: Durstenfeld, "Algorithm 235: Random permutation", 1964, with two draws from one number
  /// by Brackett-Rozinsky, Lemire, "Batched Ranged Random Integer Generation", 2024.
  public mutating func shuffle(_ indices: IndexView) {
    var stream = self
    var remaining = indices.count
    while remaining > 1 {
      let (first, second) = stream.twoPlaces(below: UInt64(truncatingIfNeeded: remaining))
      indices.swap(first, remaining - 1)
      indices.swap(second, remaining - 2)
      remaining -= 2
    }
    self = stream
  }

  /// A number below `bound` and one below `bound − 1`; the bound is from 2 to 2³¹.
  private mutating func twoPlaces(below bound: UInt64) -> (Int, Int) {
    let choices = bound &* (bound &- 1)
    while true {
      let first = next().multipliedFullWidth(by: bound)
      let second = first.low.multipliedFullWidth(by: bound &- 1)
      if second.low >= choices || second.low >= (0 &- choices) % choices {
        return (Int(truncatingIfNeeded: first.high), Int(truncatingIfNeeded: second.high))
      }
    }
  }

  /// A stream for one row of one step, from the state, which does not change.
  public func branch(step: Int, row: Int) -> RandomStream {
    var counter = key(step: step, layer: row)
    func word() -> UInt64 {
      counter &+= goldenRatio
      return mixed(counter)
    }
    return RandomStream(state: State(words: (word(), word(), word(), word())))
  }

  /// A key for the dropout of one layer in one step, from the state, which does not change.
  public func key(step: Int, layer: Int) -> UInt64 {
    var key = mixed(state.words.0 ^ state.words.2)
    key = mixed(key ^ UInt64(bitPattern: Int64(step)))
    return mixed(key &+ goldenRatio &* (UInt64(bitPattern: Int64(layer)) &+ 1))
  }
}

extension IndexView {
  fileprivate func swap(_ one: Int, _ other: Int) {
    let moved = unsafe base[one]
    unsafe base[one] = base[other]
    unsafe base[other] = moved
  }
}

// 2⁶⁴ divided by the golden ratio, splitmix64's increment.
private let goldenRatio: UInt64 = 0x9e37_79b9_7f4a_7c15

/// The finalizer of splitmix64: a bijection of 64 bits in which every bit depends on every other.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014, with
/// Stafford's constants (mix 13).
private func mixed(_ value: UInt64) -> UInt64 {
  var bits = value
  bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
  bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
  return bits ^ (bits >> 31)
}
