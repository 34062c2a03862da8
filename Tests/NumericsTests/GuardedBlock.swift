import Numerics
import Testing

/// Float memory with a few marked floats behind it, to see whether a kernel wrote too far.
final class GuardedBlock {
  private static let marker: Float = -12345.678
  private static let guardCount = 33
  let block: FloatBlock
  let count: Int

  init(_ values: [Float]) {
    count = values.count
    block = FloatBlock(count: count + Self.guardCount)
    block.all.fill(Self.marker)
    view.copy(from: values.span)
  }

  convenience init(_ values: [Double]) {
    self.init(values.map { Float($0) })
  }

  var view: VectorView { block.vector(at: 0, count: count) }

  var values: [Double] { view.toArray().map { Double($0) } }

  var isIntact: Bool {
    block.vector(at: count, count: Self.guardCount).toArray().allSatisfy { $0 == Self.marker }
  }

  func matrix(_ rows: Int, _ columns: Int) -> MatrixView {
    view.matrix(rows: rows, columns: columns)
  }
}

/// Reproducible numbers, evenly from a range, exact as floats.
func numbers(_ count: Int, in range: ClosedRange<Double> = -2...2, seed: UInt64 = 1) -> [Double] {
  var stream = RandomStream(seed: seed, name: "test numbers")
  return (0..<count).map { _ in
    Double(Float(range.lowerBound + (range.upperBound - range.lowerBound) * stream.uniform()))
  }
}

/// Whether each pair differs by at most `relative` of the expected and `absolute` together.
func close(
  _ found: [Double], _ expected: [Double], relative: Double = 1e-5, absolute: Double = 1e-6
) -> Bool {
  found.count == expected.count
    && zip(found, expected).allSatisfy { abs($0 - $1) <= absolute + relative * abs($1) }
}

/// The slope of a function by central differences.
func slope(of function: (Double) -> Double, at x: Double) -> Double {
  let step = 1e-5
  return (function(x + step) - function(x - step)) / (2 * step)
}

/// Sizes around the widths of vectors, where loops have leftovers or nothing else.
let oddSizes = [0, 1, 2, 3, 7, 15, 16, 17, 31, 33, 64, 65, 127, 129, 300]
/// Shapes with one, few and many columns.
let oddShapes: [(rows: Int, columns: Int)] = [
  (1, 1), (10, 1), (33, 1), (10, 2), (7, 3), (10, 4), (5, 7), (3, 8), (32, 10), (3, 15), (2, 16),
  (3, 17), (16, 30), (5, 64), (2, 65), (1, 129),
]

extension ExitTest.Result {
  /// Whether the process ended with these words, as a failed precondition does.
  ///
  /// An optimised program ends in the same place, but without words.
  func says(_ words: String) -> Bool {
    #if DEBUG
    return String(decoding: standardErrorContent, as: UTF8.self).contains(words)
    #else
    return true
    #endif
  }
}
