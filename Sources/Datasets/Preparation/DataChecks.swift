/// What looks suspicious in a data set before the first epoch.
struct DataChecks {
  private static let smallClass = 10
  private static let largestImbalance = 10
  /// Beyond this many values the search for equal rows would take longer than reading them.
  private static let mostValues = 100_000_000

  let table: Table
  let target: Target
  let inputs: [Int]
  let split: Split

  var notes: [String] { targetNotes + sameRowNotes }

  /// What the target alone shows.
  var targetNotes: [String] { missingTargetNotes + classNotes }

  private var rows: [Int32] { split.train + split.dev + split.test }

  private var missingTargetNotes: [String] {
    let missing = table.rowCount - rows.count
    guard missing > 0 else { return [] }
    return ["Left out \(counted(missing, "row")) without a target."]
  }

  private var classNotes: [String] {
    guard let classes = target.classes else { return [] }
    let names = target.classNames
    let counts = Self.counts(classes, rows: rows, count: names.count)
    let trained = Self.counts(classes, rows: split.train, count: names.count)
    var notes: [String] = []
    let small = names.indices.filter { counts[$0] < Self.smallClass }
    if !small.isEmpty {
      notes.append(
        "Fewer than \(Self.smallClass) rows of \(small.count == 1 ? "class" : "classes") "
          + listed(small.map { names[$0] }) + ".")
    }
    let unseen = names.indices.filter { trained[$0] == 0 }
    if !unseen.isEmpty {
      notes.append("No row to train on of \(listed(unseen.map { names[$0] })).")
    }
    let (largest, smallest) = (counts.max() ?? 0, max(1, counts.min() ?? 0))
    if largest > Self.largestImbalance * smallest {
      notes.append(
        "The largest class has \(grouped(largest / smallest)) times the rows of the smallest.")
    }
    return notes
  }

  private static func counts(_ classes: [Int32], rows: [Int32], count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for row in rows { counts[Int(classes[Int(row)])] += 1 }
    return counts
  }
}

extension DataChecks {
  private var sameRowNotes: [String] {
    guard table.rowCount <= Self.mostValues / max(1, inputs.count) else { return [] }
    let inputs = RowFingerprints(table.columns, of: self.inputs, rowCount: table.rowCount)
    var whole = inputs
    whole.add(table.columns[target.columnIndex])
    let all = whole.distinctCount(rows)
    var notes: [String] = []
    let repeated = rows.count - all
    if repeated > 0 {
      notes.append(
        "\(counted(repeated, "row")) \(repeated == 1 ? "repeats" : "repeat") an earlier one.")
    }
    let shared = whole.sharedCount(split.dev + split.test, with: split.train)
    if shared > 0 {
      notes.append(
        "\(counted(shared, "row")) of dev and test \(shared == 1 ? "is" : "are") also trained on.")
    }
    if target.classes != nil {
      let disputed = all - inputs.distinctCount(rows)
      if disputed > 0 {
        notes.append("Equal inputs have different classes in \(counted(disputed, "case")).")
      }
    }
    return notes
  }
}

/// A number for each row that is the same for rows of the same values, and for others by a chance of
/// one in 2⁶⁴.
struct RowFingerprints {
  private var prints: [UInt64]

  init(_ columns: [TableColumn], of inputs: [Int], rowCount: Int) {
    prints = [UInt64](repeating: 0, count: rowCount)
    for index in inputs { add(columns[index]) }
  }

  mutating func add(_ column: TableColumn) {
    switch column.values {
    case .numbers(let numbers):
      switch numbers.storage {
      case .bytes(let bytes):
        for row in prints.indices { prints[row] = Self.mixed(prints[row], UInt64(bytes[row])) }
      case .floats(let floats):
        for row in prints.indices {
          prints[row] = Self.mixed(prints[row], UInt64(floats[row].bitPattern))
        }
      }
    case .categories(let categories):
      for row in prints.indices {
        prints[row] = Self.mixed(prints[row], UInt64(bitPattern: Int64(categories.codes[row])))
      }
    }
  }

  func distinctCount(_ rows: [Int32]) -> Int {
    var seen = FingerprintSet(capacity: rows.count)
    for row in rows { seen.insert(prints[Int(row)]) }
    return seen.count
  }

  func sharedCount(_ rows: [Int32], with others: [Int32]) -> Int {
    guard !rows.isEmpty else { return 0 }
    var known = FingerprintSet(capacity: others.count)
    for row in others { known.insert(prints[Int(row)]) }
    return rows.count { known.contains(prints[Int($0)]) }
  }

  // The finalizer of splitmix64; source: Steele, Lea, Flood, 2014, with Stafford's constants.
  @inline(__always)
  private static func mixed(_ print: UInt64, _ value: UInt64) -> UInt64 {
    var bits = print &+ 0x9e37_79b9_7f4a_7c15 ^ value
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}

/// A set of numbers that are random already, so that their low bits serve as places.
private struct FingerprintSet {
  private(set) var count = 0
  /// Open addressing; 0 is an empty place, and as a member becomes 1.
  private var places: [UInt64]

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    places = [UInt64](repeating: 0, count: size)
  }

  mutating func insert(_ fingerprint: UInt64) {
    let place = place(of: fingerprint)
    if places[place] == 0 {
      places[place] = max(1, fingerprint)
      count += 1
    }
  }

  func contains(_ fingerprint: UInt64) -> Bool { places[place(of: fingerprint)] != 0 }

  private func place(of fingerprint: UInt64) -> Int {
    let wanted = max(1, fingerprint)
    var place = Int(truncatingIfNeeded: wanted) & (places.count - 1)
    while places[place] != 0, places[place] != wanted { place = (place + 1) & (places.count - 1) }
    return place
  }
}
