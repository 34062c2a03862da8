import ExperimentModel
import Numerics
import Testing

@testable import Datasets

@Suite struct SplitTests {
  private static let shares = [
    SplitShares(), SplitShares(train: 1, dev: 0, test: 0),
    SplitShares(train: 0.5, dev: 0.5, test: 0),
    SplitShares(train: 0.98, dev: 0.01, test: 0.01),
    SplitShares(train: 1.0 / 3, dev: 1.0 / 3, test: 1.0 / 3),
  ]

  @Test func `569 rows are split into 398, 114 and 57`() {
    let classes = (0..<569).map { Int32($0 % 8 < 3 ? 0 : 1) }
    let split = Split(rows: Array(0..<569), classes: classes, shares: SplitShares(), seed: 1)
    #expect([split.train.count, split.dev.count, split.test.count] == [398, 114, 57])
  }

  @Test(arguments: shares)
  func `every row goes to one part, in order, and the totals are the shares'`(
    shares: SplitShares
  ) {
    var random = RandomStream(seed: 5, name: "split test")
    for count in [2, 3, 7, 10, 31, 100, 1_001] {
      let classCount = 1 + random.integer(below: 6)
      let classes = (0..<count).map { _ in Int32(random.integer(below: classCount)) }
      let split = Split(
        rows: Array(0..<Int32(count)), classes: classes, shares: shares, seed: count)
      #expect((split.train + split.dev + split.test).sorted() == Array(0..<Int32(count)))
      for part in [split.train, split.dev, split.test] { #expect(part == part.sorted()) }
      let parts = [split.train.count, split.dev.count, split.test.count]
      for (part, share) in zip(parts, [shares.train, shares.dev, shares.test]) {
        let quota = Double(count) * share
        #expect(abs(Double(part) - quota) < 2, "\(part) of \(count) at \(share)")
        if share == 0 { #expect(part == 0) } else if count >= 3 { #expect(part >= 1) }
      }
    }
  }

  @Test(arguments: shares)
  func `each class is divided by the shares`(shares: SplitShares) {
    var random = RandomStream(seed: 6, name: "split test")
    for count in [40, 99, 500] {
      // Classes of very different sizes.
      let classes = (0..<count).map { _ in Int32(min(random.integer(below: 10), 3)) }
      let split = Split(
        rows: Array(0..<Int32(count)), classes: classes, shares: shares, seed: count)
      for label in Int32(0)..<4 {
        let size = classes.count { $0 == label }
        for (part, share) in zip(
          [split.train, split.dev, split.test], [shares.train, shares.dev, shares.test])
        {
          let rows = part.count { classes[Int($0)] == label }
          #expect(abs(Double(rows) - Double(size) * share) < 2)
        }
      }
    }
  }

  @Test func `the seed decides, and another seed decides otherwise`() {
    func split(_ seed: Int) -> Split {
      Split(rows: Array(0..<200), classes: nil, shares: SplitShares(), seed: seed)
    }
    #expect(split(1) == split(1))
    #expect(split(1) != split(2))
  }

  @Test func `rows without a target are in no part`() {
    let split = Split(rows: [1, 4, 5, 9], classes: nil, shares: SplitShares(), seed: 3)
    #expect((split.train + split.dev + split.test).sorted() == [1, 4, 5, 9])
  }
}
