import Numerics
import Testing

private let key: UInt64 = 0x0123_4567_89ab_cdef

private func noise(_ count: Int, deviation: Float = 1, key: UInt64 = key) -> [Double] {
  let block = FloatBlock(count: count)
  block.all.addNoise(standardDeviation: deviation, key: key)
  return block.all.toArray().map(Double.init)
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// Draws a picture of `width` columns by a map.
private func drawn(
  _ picture: [Double], width: Int, edge: Double = -9, _ change: (inout PictureMap) -> Void
) -> [Double] {
  var map = PictureMap()
  change(&map)
  let height = picture.count / width
  var framed = [Double](repeating: edge, count: (width + 2) * (height + 2))
  for place in picture.indices {
    framed[(place / width + 1) * (width + 2) + place % width + 1] = picture[place]
  }
  let source = GuardedBlock(framed)
  let target = GuardedBlock(picture)
  map.draw(
    source.view.matrix(rows: height + 2, columns: width + 2),
    into: target.view.matrix(rows: height, columns: width))
  #expect(source.isIntact)
  #expect(target.isIntact)
  return target.values
}

@Suite struct `Noise` {
  @Test(arguments: [Float(0.1), 1, 3])
  func `has the deviation asked for, and the shape of the normal distribution`(deviation: Float) {
    let count = 200_000
    let values = noise(count, deviation: deviation).map { $0 / Double(deviation) }
    let error = 1 / Double(count).squareRoot()
    #expect(abs(mean(values)) < 4 * error)
    #expect(abs(mean(values.map { $0 * $0 }) - 1) < 4 * 2.squareRoot() * error)
    let cubes = mean(values.map { (value: Double) in value * value * value })
    #expect(abs(cubes) < 4 * 15.squareRoot() * error)
    let fourthPowers = mean(values.map { (value: Double) in value * value * value * value })
    #expect(abs(fourthPowers - 3) < 4 * 96.squareRoot() * error)
    // Φ(1) − Φ(−1)
    let inside = Double(values.count { abs($0) < 1 }) / Double(count)
    #expect(abs(inside - 0.682_689) < 2 * error)
  }

  @Test(arguments: oddSizes)
  func `is added, the same to a short row as to a long one`(count: Int) {
    let input = numbers(count)
    let block = GuardedBlock(input)
    block.view.addNoise(standardDeviation: 0.5, key: key)
    let expected = zip(input, noise(500, deviation: 0.5)).map { $0 + $1 }
    #expect(close(block.values, expected))
    #expect(block.isIntact)
  }

  @Test func `of another key is other noise`() {
    let count = 50_000
    for other in [key + 1, key << 1, ~key, key &+ (1 << 32)] {
      let products = zip(noise(count), noise(count, key: other)).map { $0 * $1 }
      #expect(abs(mean(products)) < 4 / Double(count).squareRoot())
    }
  }
}

@Suite struct `A drawn picture` {
  private static let sizes = [(1, 1), (2, 3), (5, 4), (8, 8), (17, 3), (28, 28), (33, 5)]

  @Test(arguments: sizes)
  func `is the same where nothing is asked for`(width: Int, height: Int) {
    let picture = numbers(width * height)
    #expect(drawn(picture, width: width) { _ in } == picture)
  }

  @Test(arguments: sizes)
  func `is mirrored exactly`(width: Int, height: Int) {
    let picture = numbers(width * height)
    let expected = (0..<picture.count).map { picture[$0 / width * width + width - 1 - $0 % width] }
    #expect(drawn(picture, width: width) { $0.isMirrored = true } == expected)
  }

  @Test func `moves by whole pixels exactly, and shows the edge behind it`() {
    let picture = [1.0, 2, 3, 4, 5, 6]
    #expect(
      drawn(picture, width: 3) {
        $0.right = 1
        $0.down = 1
      } == [-9, -9, -9, -9, 1, 2])
  }

  @Test func `turns clockwise`() {
    let turned = drawn([1, 2, 3, 4, 5, 6, 7, 8, 9], width: 3) { $0.degrees = 90 }
    #expect(close(turned, [7, 4, 1, 8, 5, 2, 9, 6, 3]))
  }

  @Test func `shrinks towards its middle`() {
    let shrunk = drawn([1, 2, 3, 4, 5, 6, 7, 8, 9], width: 3, edge: 0) { $0.scale = 0.5 }
    #expect(shrunk == [0, 0, 0, 0, 5, 0, 0, 0, 0])
  }

  @Test(arguments: sizes)
  func `lies between the pixels around, as plain loops find`(width: Int, height: Int) {
    let picture = numbers(width * height)
    let found = drawn(picture, width: width, edge: -1) {
      $0.isMirrored = true
      $0.degrees = 33
      $0.scale = 1.3
      $0.right = 0.7
      $0.down = -1.4
    }
    let (cosine, sine) = (0.838_670_567_945_424, 0.544_639_035_015_027)
    func pixel(_ x: Int, _ y: Int) -> Double {
      (0..<width).contains(x) && (0..<height).contains(y) ? picture[y * width + x] : -1
    }
    let expected = (0..<picture.count).map { place -> Double in
      let dx = Double(place % width) - Double(width - 1) / 2 - 0.7
      let dy = Double(place / width) - Double(height - 1) / 2 + 1.4
      let x = Double(width - 1) / 2 - (cosine * dx + sine * dy) / 1.3
      let y = Double(height - 1) / 2 + (-sine * dx + cosine * dy) / 1.3
      let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
      let (right, lower) = (x - Double(left), y - Double(top))
      return (1 - lower) * ((1 - right) * pixel(left, top) + right * pixel(left + 1, top))
        + lower * ((1 - right) * pixel(left, top + 1) + right * pixel(left + 1, top + 1))
    }
    #expect(found.count == expected.count)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 2e-5 })
  }

  @Test func `far outside is all edge`() {
    let gone = drawn(numbers(64), width: 8) {
      $0.right = 1e30
      $0.scale = 1e-6
    }
    #expect(gone.allSatisfy { $0 == -9 })
  }
}

@Suite struct `Shares of the Beta distribution` {
  @Test(arguments: [0.2, 0.5, 1, 2, 7.5])
  func `have mean one half and the distribution's variance`(alpha: Double) {
    var stream = RandomStream(seed: 1, name: "beta")
    let count = 40_000
    let values = (0..<count).map { _ in stream.symmetricBeta(alpha) }
    let variance = 1 / (4 * (2 * alpha + 1))
    #expect(abs(mean(values) - 0.5) < 4 * (variance / Double(count)).squareRoot())
    let found = mean(values.map { (value: Double) in (value - 0.5) * (value - 0.5) })
    #expect(abs(found - variance) < 0.03 * variance)
  }

  @Test(arguments: [1e-3, 1e-2, 100])
  func `stay between 0 and 1 at the ends of the range`(alpha: Double) {
    var stream = RandomStream(seed: 2, name: "beta")
    #expect((0..<2_000).allSatisfy { _ in (0...1).contains(stream.symmetricBeta(alpha)) })
  }
}

@Suite struct `A branch of a stream` {
  @Test func `is a pure function of state, step and row`() {
    let stream = RandomStream(seed: 3, name: "branch")
    var words: Set<UInt64> = []
    for step in 0..<50 {
      for row in -1..<50 {
        var branch = stream.branch(step: step, row: row)
        #expect(branch.state == stream.branch(step: step, row: row).state)
        words.insert(branch.next())
      }
    }
    #expect(words.count == 50 * 51)
  }
}
