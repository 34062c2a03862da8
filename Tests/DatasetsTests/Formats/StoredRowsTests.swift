import ExperimentModel
import Numerics
import Testing

@testable import Datasets

@Suite struct StoredRowsTests {
  private let width = 37
  private let rows = 211

  private func stored(_ element: StoredElement) throws -> StoredTable {
    var random = RandomStream(seed: 5, name: "stored rows")
    let elements = (0..<width * rows).flatMap { place -> [UInt8] in
      let whole = random.integer(below: 100) + (place % width)
      return switch element {
      case .uint8: [UInt8(whole)]
      case .int8: [UInt8(bitPattern: Int8(whole - 100))]
      case .uint16: littleEndian(UInt16(whole * 300))
      case .int16: littleEndian(Int16(whole * 200 - 20_000))
      case .uint32: littleEndian(UInt32(whole + 1_700_000_000))
      case .int32: littleEndian(Int32(whole * 10_000_000 - 700_000_000))
      case .uint64: littleEndian(UInt64(whole + 1_700_000_000))
      case .int64: littleEndian(Int64(whole) - 1_700_000_000)
      case .float32: littleEndian((Float(whole) / 7).bitPattern)
      case .float64: littleEndian((Double(whole) / 7 + 1e9).bitPattern)
      }
    }
    let array = NumberArray(
      bytes: .read([0] + elements), firstByte: 1, element: element, shape: [rows, width],
      format: "test")
    return try StoredTable(source: "test", inputs: array, labels: nil)
  }

  private var configuration: DataConfiguration {
    var configuration = DataConfiguration()
    configuration.target = "column 12"
    configuration.task = .regression
    return configuration
  }

  private func expectClose(_ found: PreparedData, _ expected: PreparedData) {
    #expect(found.rows == expected.rows)
    #expect(found.train.targets == expected.train.targets)
    #expect(found.facts.featureNames == expected.facts.featureNames)
    for (a, b) in [(found.train, expected.train), (found.dev, expected.dev)] {
      let worst = zip(a.values, b.values).map { abs($0 - $1) }.max() ?? .infinity
      #expect(worst < 1e-4)
    }
  }

  @Test(arguments: StoredElement.allCases)
  func `rows that stay in their file become the inputs they would become in memory`(
    element: StoredElement
  ) throws {
    let table = try stored(element)
    let found = try StoredPreparation(
      table: table, configuration: configuration, keepsTargetUnits: false
    ).prepared()
    let expected = try Preparation(
      table: table.table(), configuration: configuration, keepsTargetUnits: false
    ).prepared()
    // Far from zero the mean itself, as a float, is off by up to 64 beside deviations of 30.
    guard !(element == .uint32 || element == .uint64 || element == .int64 || element == .float64)
    else {
      #expect(found.train.targets == expected.train.targets)
      let shift = zip(found.train.values, expected.train.values).map { $0 - $1 }
      for column in 0..<width - 1 {
        let shifts = stride(from: column, to: shift.count, by: width - 1).map { shift[$0] }
        let spread = (shifts.max() ?? .infinity) - (shifts.min() ?? 0)
        #expect(spread < 1e-4)
      }
      return
    }
    expectClose(found, expected)
  }

  @Test func `rows are gathered in the order of the indices`() throws {
    let data = try StoredPreparation(
      table: try stored(.int16), configuration: configuration, keepsTargetUnits: false
    ).prepared()
    let count = data.train.rowCount
    let order = IndexBlock(count: count)
    var random = RandomStream(seed: 3, name: "order")
    order.all.fillAscending()
    random.shuffle(order.all)
    let block = FloatBlock(count: count * (width - 1))
    let matrix = block.matrix(at: 0, rows: count, columns: width - 1)
    data.train.inputs.gather(order.all, into: matrix)
    let rows = data.train.rows
    for place in 0..<count {
      #expect(matrix.row(place).toArray() == rows[Int(order.all[place])])
    }
  }

  @Test func `a mean stands in for what is no finite number`() throws {
    let values: [Float] = [1, .nan, 0, 3, .infinity, 0, 5, 4, 1, 7, 6, 1]
    let array = NumberArray(
      bytes: .read(floatBytes(values)), firstByte: 0, element: .float32, shape: [4, 3],
      format: "test")
    let table = try StoredTable(source: "test", inputs: array, labels: nil)
    var configuration = DataConfiguration()
    configuration.split = SplitShares(train: 1, dev: 0, test: 0)
    func inputs() throws -> [[Float]] {
      let data = try StoredPreparation(
        table: table, configuration: configuration, keepsTargetUnits: false
      ).prepared()
      #expect(data.facts.notes.contains { $0.contains("in 1 column with the training part's") })
      return data.train.rows
    }
    let scaled = try inputs()
    #expect([scaled[0][1], scaled[1][1], scaled[2][1], scaled[3][1]] == [0, 0, -1, 1])
    configuration.standardize = false
    #expect(try inputs() == [[1, 5], [3, 5], [5, 4], [7, 6]])
  }

  @Test func `all pixels share one mean and one deviation`() throws {
    let array = NumberArray(
      bytes: .read([0, 100, 20, 100, 10, 130, 30, 90]), firstByte: 0, element: .uint8,
      shape: [4, 1, 2], format: "test")
    var labels = array
    labels.shape = [4]
    let table = try StoredTable(
      source: "test", inputs: array, labels: NamedArray(name: "y", array: labels))
    var configuration = DataConfiguration()
    configuration.split = SplitShares(train: 1, dev: 0, test: 0)
    configuration.task = .regression
    let data = try StoredPreparation(
      table: table, configuration: configuration, keepsTargetUnits: false
    ).prepared()
    // Mean 60, mean square 5,800.
    let deviation = (5_800.0 - 3_600).squareRoot()
    #expect(!data.inputScales.isEmpty)
    for scale in data.inputScales {
      #expect(abs(scale.mean * 255 - 60) < 1e-9)
      #expect(abs(scale.deviation * 255 - deviation) < 1e-9)
    }
    #expect(
      close([data.train.values[0], data.train.values[5]], [-60, 70].map { $0 / Float(deviation) }))
  }

  @Test func `some rows are measured where all would take too long`() throws {
    var preparation = StoredPreparation(
      table: try stored(.float32), configuration: configuration, keepsTargetUnits: false)
    let all = try preparation.prepared()
    preparation.mostMeasuredBytes = 40 * width * 4
    let some = try preparation.prepared()
    #expect(some.facts.notes.contains("Means and deviations are those of one in 4 training rows."))
    #expect(some.inputScales != all.inputScales)
    #expect(abs(some.inputScales[3].mean - all.inputScales[3].mean) < 1)
  }

  @Test func `a large data set is advised to hold back less`() {
    var configuration = DataConfiguration()
    #expect(configuration.splitNotes(rowCount: 999_999).isEmpty)
    #expect(configuration.splitNotes(rowCount: 1_000_000).count == 1)
    configuration.split = SplitShares(train: 0.98, dev: 0.01, test: 0.01)
    #expect(configuration.splitNotes(rowCount: 1_000_000).isEmpty)
  }
}
