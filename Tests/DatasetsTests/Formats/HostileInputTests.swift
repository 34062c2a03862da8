import ExperimentModel
import Numerics
import Testing

@testable import Datasets

@Suite struct HostileInputTests {
  private func load(_ bytes: [UInt8]) {
    do throws(DatasetError) {
      let table = try CSVReader(source: "random").table(of: bytes.span)
      for task in [TaskSelection.auto, .regression, .multiclass] {
        var configuration = DataConfiguration()
        configuration.task = task
        let data = try Preparation(
          table: table, configuration: configuration, keepsTargetUnits: false
        ).prepared()
        #expect(data.train.values.allSatisfy { $0.isFinite })
      }
    } catch {
      #expect(!error.description.isEmpty)
    }
  }

  @Test(arguments: 0..<8)
  func `random bytes never trap`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "random bytes")
    for _ in 0..<200 {
      let count = random.integer(below: 120)
      load((0..<count).map { _ in UInt8(random.integer(below: 256)) })
    }
  }

  @Test(arguments: 0..<8)
  func `random text of a table's characters never traps`(seed: UInt64) {
    let letters = Array("0123456789.,;|\t \"\"\n\n\r-+eE,,,,\n\nabNA?é1e".utf8)
    var random = RandomStream(seed: seed, name: "random text")
    for _ in 0..<400 {
      let count = random.integer(below: 200)
      load((0..<count).map { _ in letters[random.integer(below: letters.count)] })
    }
  }

  @Test(arguments: 0..<4)
  func `damaged tables never trap`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "damaged tables")
    let fields = [
      "1", "2.5", "", "red", "blue", "NA", "\"a,b\"", "-3e4", "1e400", "2024-01-02", "yes",
    ]
    for _ in 0..<200 {
      let width = 1 + random.integer(below: 4)
      let rows = (0..<random.integer(below: 40)).map { _ in
        (0..<width).map { _ in fields[random.integer(below: fields.count)] }.joined(separator: ",")
      }
      var bytes = Array(rows.joined(separator: "\n").utf8)
      for _ in 0..<random.integer(below: 3) where !bytes.isEmpty {
        bytes[random.integer(below: bytes.count)] = UInt8(random.integer(below: 256))
      }
      load(bytes)
    }
  }

  @Test(arguments: 0..<4)
  func `random bytes are no gzip and no picture file, and never trap`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "random gzip")
    for _ in 0..<300 {
      var bytes = (0..<random.integer(below: 80)).map { _ in UInt8(random.integer(below: 256)) }
      #expect(throws: RecordProblem.self) { try IDXFile.array(.read(bytes)) }
      if bytes.count > 3 { bytes.replaceSubrange(0..<3, with: [0x1F, 0x8B, 8]) }
      #expect(throws: Unpacking.Failure.self) { try Unpacking.unpacked(bytes) }
    }
  }

  @Test(arguments: 0..<4)
  func `random bytes under the marks of NumPy and ZIP never trap`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "random arrays")
    let words = [
      "{", "}", "'descr'", ":", ",", "'<f4'", "'|u1'", "(", ")", "'shape'", "'fortran_order'",
      "True",
      "1", "0", "-", "99999999999", " ", "'", "\"", "[", "é",
    ]
    for _ in 0..<300 {
      let noise = (0..<random.integer(below: 80)).map { _ in UInt8(random.integer(below: 256)) }
      let header = (0..<random.integer(below: 24)).map { _ in
        words[random.integer(below: words.count)]
      }.joined()
      for bytes in [
        npy(header: header, noise),
        npy("|u1", "(\(random.integer(below: 20)), \(random.integer(below: 9)))", noise),
        [0x93] + Array("NUMPY".utf8) + noise, [0, 0, 8] + noise,
      ] {
        load(array: bytes)
      }
      _ = try? NPZFile(.read([0x50, 0x4B, 3, 4] + noise + [0x50, 0x4B, 5, 6] + noise)).arrays()
    }
  }

  private func load(array bytes: [UInt8]) {
    do {
      let bytes = SourceBytes.read(bytes)
      let array =
        SourceFormat(of: bytes) == .npy ? try NPYFile.array(bytes) : try IDXFile.array(bytes)
      let stored = try StoredTable(source: "random", inputs: array, labels: nil)
      let data = try StoredPreparation(
        table: stored, configuration: DataConfiguration(), keepsTargetUnits: false
      ).prepared()
      #expect(data.train.values.allSatisfy { $0.isFinite })
    } catch {
      #expect(!"\(error)".isEmpty)
    }
  }

  @Test func `numbers are read as the library reads them`() {
    var random = RandomStream(seed: 1, name: "numbers")
    for _ in 0..<2_000 {
      let digits = String(random.next() >> UInt64(random.integer(below: 60)))
      var text = random.integer(below: 2) == 0 ? digits : "-" + digits
      if random.integer(below: 2) == 0 { text += "." + String(random.integer(below: 100_000)) }
      if random.integer(below: 3) == 0 { text += "e" + String(random.integer(below: 80) - 40) }
      let found = NumberText.number(Array(text.utf8).span, decimalMark: Byte.point)
      let expected = Double(text) ?? .nan
      #expect(abs((found ?? .nan) - expected) <= abs(expected) * 1e-14, "\(text)")
    }
    for text in ["", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1 2", "--1", "1,5", "١"] {
      #expect(NumberText.number(Array(text.utf8).span, decimalMark: Byte.point) == nil, "\(text)")
    }
    #expect(NumberText.number(Array("1e-999".utf8).span, decimalMark: Byte.point) == 0)
  }
}
