import ExperimentModel
import Numerics
import Platform

/// Points in a plane with a pattern to be found, drawn anew for every seed.
///
/// The patterns and the square of about −6…6 are those of the TensorFlow playground by Smilkov,
/// Carter, Sculley, Viégas and Wattenberg, 2016; moons are scikit-learn's, blobs have three classes.
enum GeneratedTable: String, CaseIterable {
  case circles
  case xor
  case blobs
  case spiral
  case moons
  case plane

  static let largestRowCount = 10_000_000

  /// The table that seed, rows and noise of the configuration describe.
  func table(_ configuration: DataConfiguration) throws(DatasetError) -> Table {
    guard (2...Self.largestRowCount).contains(configuration.rows) else {
      throw DatasetError(
        .badData, in: rawValue, expected: "2…\(grouped(Self.largestRowCount)) rows",
        found: "\(grouped(configuration.rows))", advice: "set data.rows")
    }
    guard (0...1).contains(configuration.noise) else {
      throw DatasetError(
        .badData, in: rawValue, expected: "noise of 0…1", found: "\(configuration.noise)",
        advice: "set data.noise")
    }
    let seed = UInt64(bitPattern: Int64(configuration.seed))
    var stream = RandomStream(seed: seed, name: "generated \(rawValue)")
    var points = (0..<configuration.rows).map { row in
      point(row, of: configuration.rows, noise: configuration.noise, from: &stream)
    }
    // The classes come in turn; a batch taken in order shall not see them so.
    for last in stride(from: points.count - 1, to: 0, by: -1) {
      points.swapAt(last, stream.integer(below: last + 1))
    }
    return table(of: points)
  }

  private func table(of points: [Point]) -> Table {
    func column(_ name: String, _ position: Int, _ values: ColumnValues) -> TableColumn {
      TableColumn(name: name, position: position, values: values, missingCount: 0)
    }
    let target: TableColumn =
      if classCount == 0 {
        column("y", 3, .numbers(NumberColumn(points.map { Float($0.target) })))
      } else {
        column(
          "class", 3,
          .categories(
            CategoryColumn(
              codes: points.map { Int32($0.target) },
              levels: Array(["a", "b", "c"].prefix(classCount)))))
      }
    var table = Table(
      source: rawValue, rowCount: points.count,
      columns: [
        column("x1", 1, .numbers(NumberColumn(points.map { Float($0.x) }))),
        column("x2", 2, .numbers(NumberColumn(points.map { Float($0.y) }))), target,
      ])
    table.usualTarget = target.name
    table.isCurated = true
    table.identity.add(valuesOf: table)
    return table
  }

  /// 0 for a regression.
  private var classCount: Int {
    switch self {
    case .plane: 0
    case .blobs: 3
    case .circles, .xor, .spiral, .moons: 2
    }
  }
}

private struct Point {
  var x: Double
  var y: Double
  /// A class from 0, or a number.
  var target: Double

  /// A point of an angle in radians and a distance from the middle.
  static func polar(_ angle: Double, _ radius: Double, _ target: Int) -> Point {
    Point(x: radius * sin(angle), y: radius * cos(angle), target: Double(target))
  }
}

extension GeneratedTable {
  private func point(
    _ row: Int, of count: Int, noise: Double, from stream: inout RandomStream
  ) -> Point {
    switch self {
    case .xor: return Self.xorPoint(noise: noise, from: &stream)
    case .plane: return Self.planePoint(noise: noise, from: &stream)
    case .circles, .blobs, .spiral, .moons: break
    }
    let label = row % classCount
    // Evenly along the pattern, whatever the number of rows.
    let along = Double(row / classCount) / Double(max(1, count / classCount))
    var point: Point
    switch self {
    case .circles:
      let radius = label == 0 ? share(&stream) * 2.5 : 3.5 + share(&stream) * 1.5
      point = .polar(2 * .pi * share(&stream), radius, label)
    case .spiral:
      point = .polar(3.5 * .pi * along + .pi * Double(label), 5 * along, label)
    case .moons:
      point = .polar(.pi * (along - 0.5) + .pi * Double(label), 3.5, label)
      point.x += label == 0 ? -1.75 : 1.75
      point.y += label == 0 ? -0.9 : 0.9
    default:
      point = .polar(2 * .pi * Double(label) / 3, 3, label)
      point.x += stream.normal()
      point.y += stream.normal()
    }
    point.x += noise * stream.normal()
    point.y += noise * stream.normal()
    return point
  }

  private static func xorPoint(noise: Double, from stream: inout RandomStream) -> Point {
    func coordinate(_ stream: inout RandomStream) -> Double {
      let value = within(5, &stream)
      // A lane between the quarters, as in the playground.
      return value > 0 ? value + 0.3 : value - 0.3
    }
    let (x, y) = (coordinate(&stream), coordinate(&stream))
    let judgedX = x + noise * within(5, &stream)
    let judgedY = y + noise * within(5, &stream)
    return Point(x: x, y: y, target: judgedX * judgedY >= 0 ? 1 : 0)
  }

  private static func planePoint(noise: Double, from stream: inout RandomStream) -> Point {
    let (x, y) = (within(6, &stream), within(6, &stream))
    let judgedX = x + noise * within(6, &stream)
    let judgedY = y + noise * within(6, &stream)
    return Point(x: x, y: y, target: Swift.max(-1, Swift.min(1, (judgedX + judgedY) / 10)))
  }
}

private func share(_ stream: inout RandomStream) -> Double { stream.uniform() }

/// Evenly from −limit…limit.
private func within(_ limit: Double, _ stream: inout RandomStream) -> Double {
  limit * (2 * share(&stream) - 1)
}
