import ExperimentModel
import Testing

@testable import Datasets

@Suite struct GeneratedTableTests {
  private func load(
    _ pattern: GeneratedTable, configure: (inout DataConfiguration) -> Void = { _ in }
  ) throws -> PreparedData {
    var configuration = DataConfiguration()
    configuration.source = pattern.rawValue
    configuration.split = SplitShares(train: 1, dev: 0, test: 0)
    configuration.standardize = false
    configure(&configuration)
    return try DatasetLoader().load(configuration)
  }

  private func heights(_ data: PreparedData) -> [Float]? {
    if case .values(let values) = data.train.targets { values } else { nil }
  }

  private func labels(_ data: PreparedData) -> [Int] {
    switch data.train.targets {
    case .values(let values): values.map { Int($0) }
    case .classes(let classes): classes.map { Int($0) }
    }
  }

  @Test(arguments: GeneratedTable.allCases)
  func `a pattern has the rows asked for, in a square of about six`(pattern: GeneratedTable) throws
  {
    let data = try load(pattern) { $0.rows = 321 }
    #expect(data.rows.train == 321)
    #expect(data.train.values.allSatisfy { abs($0) < 8 })
    #expect((data.train.values.max() ?? 0) > 3)
  }

  @Test(arguments: GeneratedTable.allCases)
  func `the seed decides the points`(pattern: GeneratedTable) throws {
    let first = try load(pattern)
    #expect(try load(pattern).train.values == first.train.values)
    #expect(try load(pattern) { $0.seed = 2 }.train.values != first.train.values)
  }

  @Test(arguments: GeneratedTable.allCases.filter { $0 != .plane })
  func `classes are of one size and in no order`(pattern: GeneratedTable) throws {
    let data = try load(pattern) { $0.rows = 600 }
    let labels = labels(data)
    let classCount = data.facts.classNames.count
    for label in 0..<classCount {
      let count = labels.count { $0 == label }
      #expect(pattern == .xor ? abs(count - 300) < 60 : count == 600 / classCount)
    }
    let repeats = zip(labels, labels.dropFirst()).count { $0 == $1 }
    #expect(abs(Double(repeats) / 599 - 1 / Double(classCount)) < 0.1)
  }

  @Test func `without noise the patterns are exact`() throws {
    let circles = try load(.circles) { $0.noise = 0 }
    #expect(circles.train.rows.count == labels(circles).count && circles.train.rows.count > 100)
    for (row, label) in zip(circles.train.rows, labels(circles)) {
      let radius = (row[0] * row[0] + row[1] * row[1]).squareRoot()
      #expect(label == 0 ? radius <= 2.51 : (3.49...5.01).contains(radius))
    }
    let xor = try load(.xor) { $0.noise = 0 }
    #expect(xor.train.rows.count == labels(xor).count && xor.train.rows.count > 100)
    for (row, label) in zip(xor.train.rows, labels(xor)) {
      #expect((row[0] * row[1] > 0) == (label == 1))
    }
    let plane = try load(.plane) { $0.noise = 0 }
    let heights = try #require(self.heights(plane))
    #expect(plane.train.rows.count == heights.count && heights.count > 100)
    for (row, height) in zip(plane.train.rows, heights) {
      #expect(abs(max(-1, min(1, (row[0] + row[1]) / 10)) - height) < 1e-5)
    }
  }

  @Test func `noise moves points by its deviation`() throws {
    let data = try load(.circles) {
      $0.noise = 1
      $0.rows = 5_000
    }
    let inner = zip(data.train.rows, labels(data)).filter { $0.1 == 0 }.map { Double($0.0[0]) }
    let variance = inner.reduce(0) { $0 + $1 * $1 } / Double(inner.count)
    // Of a disc drawn evenly by radius up to 2.5, x has a variance of 2.5² / 6.
    #expect(abs(variance - (2.5 * 2.5 / 6 + 1)) < 0.15)
  }

  @Test func `rows and noise out of range are refused`() {
    #expect(throws: DatasetError.self) { try load(.xor) { $0.rows = 1 } }
    #expect(throws: DatasetError.self) { try load(.xor) { $0.noise = 1.5 } }
    #expect(throws: DatasetError.self) { try load(.xor) { $0.noise = .nan } }
  }
}
