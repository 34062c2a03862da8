import ExperimentModel
import Numerics
import Testing

@testable import Datasets
@testable import Training

@Suite("Rows that stay in their file")
struct StoredDataTests {
  private let configuration: ExperimentConfiguration = {
    var configuration = ExperimentConfiguration()
    configuration.network.hidden = [HiddenLayer(units: 8, activation: .tanh)]
    configuration.training.batchSize = 16
    configuration.training.epochs = 3
    return configuration
  }()

  /// Pictures of two kinds, as bytes.
  private var stored: PreparedData {
    get throws {
      var stream = RandomStream(seed: 1, name: "pictures")
      let pixels = (0..<200 * 12).map { place in
        UInt8(stream.integer(below: 128) + (place / 12 % 2) * 60)
      }
      let labels = (0..<200).map { UInt8($0 % 2) }
      func array(_ bytes: [UInt8], _ shape: [Int]) -> NumberArray {
        NumberArray(
          bytes: .read(bytes), firstByte: 0, element: .uint8, shape: shape, format: "IDX")
      }
      let table = try StoredTable(
        source: "pictures", inputs: array(pixels, [200, 3, 4]),
        labels: NamedArray(name: "kind", array: array(labels, [200])))
      return try StoredPreparation(
        table: table, configuration: DataConfiguration(), keepsTargetUnits: false
      ).prepared()
    }
  }

  private func dense(_ part: DataPart, width: Int) -> DataPart {
    let block = FloatBlock(count: part.rowCount * width)
    part.inputs.copy(
      from: 0, into: block.matrix(at: 0, rows: part.rowCount, columns: width))
    return DataPart(
      inputs: block.all.toArray(), rowCount: part.rowCount, targets: part.targets)
  }

  @Test func `train to the same bits as the same numbers in memory`() throws {
    let stored = try stored
    let width = stored.facts.featureNames.count
    let inMemory = PreparedData(
      facts: stored.facts, train: dense(stored.train, width: width),
      dev: dense(stored.dev, width: width), test: dense(stored.test, width: width))
    let reports = try [stored, inMemory].map { data in
      try events(configuration, data).compactMap { event -> [Double]? in
        switch event {
        case .stepped(let report): [report.loss]
        case .evaluated(let report): [report.train.loss, report.dev?.loss ?? .nan]
        case .ended(let end): [end.test?.loss ?? .nan]
        default: nil
        }
      }
    }
    #expect(reports[0].count == 3 * 9 + 3 + 1)
    #expect(reports[0] == reports[1])
  }
}
