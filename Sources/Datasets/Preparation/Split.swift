import ExperimentModel
import Numerics

/// Which rows train, judge and are held back; each part in the file's order.
struct Split: Equatable {
  var train: [Int32] = []
  var dev: [Int32] = []
  var test: [Int32] = []

  /// Divides `rows` by the shares, each class by itself as far as whole rows allow.
  ///
  /// The totals are the shares' largest remainders (569 rows at 0.7, 0.2 and 0.1 are 398, 114 and
  /// 57), but a part with a share gets at least one row where there are rows enough. The same seed
  /// gives the same parts. `rows` ascend; `classes` has the class of every row of the table, and is
  /// `nil` for a regression.
  init(rows: [Int32], classes: [Int32]?, shares: SplitShares, seed: Int) {
    let shares = [shares.train, shares.dev, shares.test]
    var totals = Self.largestRemainders(of: rows.count, shares: shares)
    Self.giveEveryPartARow(&totals, shares: shares)
    var stream = RandomStream(seed: UInt64(bitPattern: Int64(seed)), name: "split")
    var groups = Self.groups(of: rows, classes: classes)
    let counts = Self.counts(groups: groups.map(\.count), totals: totals, shares: shares)
    for group in groups.indices {
      Self.shuffle(&groups[group], with: &stream)
    }
    var parts = [UInt8](repeating: 0, count: Int(rows.last ?? -1) + 1)
    for group in groups.indices {
      let (first, second) = (counts[group][0], counts[group][0] + counts[group][1])
      for row in groups[group][first..<second] { parts[Int(row)] = 1 }
      for row in groups[group][second...] { parts[Int(row)] = 2 }
    }
    train = rows.filter { parts[Int($0)] == 0 }
    dev = rows.filter { parts[Int($0)] == 1 }
    test = rows.filter { parts[Int($0)] == 2 }
  }

  private static func groups(of rows: [Int32], classes: [Int32]?) -> [[Int32]] {
    guard let classes else { return [rows] }
    let classCount = Int(rows.lazy.map { classes[Int($0)] }.max() ?? -1) + 1
    var groups = [[Int32]](repeating: [], count: classCount)
    for row in rows { groups[Int(classes[Int(row)])].append(row) }
    return groups
  }

  // Durstenfeld's shuffle on the stream's own integers: the library's may change with its version.
  private static func shuffle(_ rows: inout [Int32], with stream: inout RandomStream) {
    var remaining = rows.count
    while remaining > 1 {
      let other = stream.integer(below: remaining)
      remaining -= 1
      rows.swapAt(remaining, other)
    }
  }
}

extension Split {
  /// Whole numbers that sum to `count` and are nearest to its shares.
  static func largestRemainders(of count: Int, shares: [Double]) -> [Int] {
    let sum = shares.reduce(0, +)
    let quotas = shares.map { Double(count) * $0 / sum }
    var parts = quotas.map { Int($0 + roundingSlack) }
    let order = shares.indices.sorted {
      (quotas[$0] - Double(parts[$0])) > (quotas[$1] - Double(parts[$1]))
    }
    var left = count - parts.reduce(0, +)
    for part in order where left > 0 && shares[part] > 0 {
      parts[part] += 1
      left -= 1
    }
    return parts
  }

  // 0.7 × 10 is a hair under 7 in binary; such a hair must not cost a row.
  private static let roundingSlack = 1e-9

  private static func giveEveryPartARow(_ totals: inout [Int], shares: [Double]) {
    for part in totals.indices where totals[part] == 0 && shares[part] > 0 {
      guard let richest = totals.indices.max(by: { totals[$0] < totals[$1] }),
        totals[richest] > 1
      else { return }
      totals[richest] -= 1
      totals[part] += 1
    }
  }

  /// How many rows of each group go to each part: rows sum to the groups, columns to the totals.
  ///
  /// Every cell gets its quota rounded down; what is left goes to the largest remainders among the
  /// cells whose group and part both still lack rows.
  private static func counts(groups: [Int], totals: [Int], shares: [Double]) -> [[Int]] {
    let rowCount = max(1, groups.reduce(0, +))
    let quotas = groups.map { group in
      totals.map { Double(group) * Double($0) / Double(rowCount) }
    }
    var counts = quotas.map { $0.map { Int($0 + roundingSlack) } }
    var groupLeft = groups.indices.map { groups[$0] - counts[$0].reduce(0, +) }
    var partLeft = totals.indices.map { part in
      totals[part] - counts.reduce(0) { $0 + $1[part] }
    }
    let cells = groups.indices.flatMap { group in totals.indices.map { (group: group, part: $0) } }
    let order = cells.sorted { first, second in
      let a = quotas[first.group][first.part] - Double(counts[first.group][first.part])
      let b = quotas[second.group][second.part] - Double(counts[second.group][second.part])
      // Equal remainders in a fixed order, so that the parts do not depend on the sorting method.
      return (-a, first.group, first.part) < (-b, second.group, second.part)
    }
    var onlyOneMore = true
    while groupLeft.contains(where: { $0 > 0 }) {
      for (group, part) in order where groupLeft[group] > 0 && partLeft[part] > 0 {
        let seats = onlyOneMore ? 1 : min(groupLeft[group], partLeft[part])
        counts[group][part] += seats
        groupLeft[group] -= seats
        partLeft[part] -= seats
      }
      onlyOneMore = false
    }
    return counts
  }
}
