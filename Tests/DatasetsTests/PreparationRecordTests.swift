import ExperimentModel
import Files
import Numerics
import Testing

@testable import Datasets

/// Data that is prepared again as a session had it.
@Suite struct PreparationRecordTests {
  /// A table of numbers, gaps, texts, more than 32 of them, and yes and no.
  private static let mixed: String = {
    var text = "age,color,city,smokes,happy\n"
    for row in 0..<120 {
      let age = row % 13 == 0 ? "" : "\(20 + row * 7 % 41)"
      let color = row % 17 == 0 ? "" : ["red", "green", "blue"][row * 5 % 3]
      let city = row % 3 == 0 ? "c\(row % 40)" : "c\(row % 5)"
      text += "\(age),\(color),\(city),\(row % 4 == 0 ? "yes" : "no"),\(row % 2 == 0 ? "a" : "b")\n"
    }
    return text
  }()

  private static func load(
    _ path: String, _ record: SourceRecord? = nil,
    configure: (inout DataConfiguration) -> Void = { _ in }
  ) throws -> PreparedData {
    var configuration = DataConfiguration()
    configuration.source = path
    configure(&configuration)
    return try DatasetLoader().load(configuration, record: record)
  }

  private static func expectSame(_ one: PreparedData, _ other: PreparedData) {
    #expect(one.facts == other.facts)
    #expect(one.inputScales == other.inputScales)
    #expect(one.targetScale == other.targetScale)
    for (part, same) in [(one.train, other.train), (one.dev, other.dev), (one.test, other.test)] {
      #expect(part.rows == same.rows)
      #expect(part.targets == same.targets)
    }
    #expect(one.record() == other.record())
  }

  @Test func `the preparation of a session gives the same numbers again`() throws {
    try TemporaryFolder.with { folder in
      let mixed = try folder.write("mixed.csv", Array(Self.mixed.utf8))
      for source in [mixed, "iris", "breast-cancer", "diabetes", "digits", "moons", "plane"] {
        let first = try Self.load(source)
        let record = try #require(first.record(), "\(source)")
        Self.expectSame(first, try Self.load(source, record))
      }
      let regression = try Self.load(mixed) { $0.target = "age" }
      #expect(regression.targetScale != nil)
      Self.expectSame(
        regression, try Self.load(mixed, regression.record()) { $0.target = "age" })
    }
  }

  @Test func `what another version would choose is done as the session had it`() throws {
    try TemporaryFolder.with { folder in
      let path = try folder.write("mixed.csv", Array(Self.mixed.utf8))
      var record = try #require(try Self.load(path).record())
      // An older version that left a column out, filled gaps and scaled in another way.
      let first = record.preparation.columns.removeFirst()
      #expect(first.name == "age")
      record.preparation.scales.removeFirst()
      record.preparation.scales = record.preparation.scales.map { _ in
        InputScale(mean: 1, deviation: 4)
      }
      let data = try Self.load(path, record)
      #expect(data.facts.featureNames == record.preparation.featureNames)
      #expect(!data.facts.featureNames.contains("age"))
      #expect(Set(data.train.rows.joined()) == [-0.25, 0])
      #expect(data.record() == record)
      // A file of other bytes is prepared anew.
      try folder.write("mixed.csv", Array((Self.mixed + "30,red,c1,no,a\n").utf8))
      let changed = try Self.load(path, record)
      #expect(changed.facts.featureNames.contains("age"))
      #expect(changed.record()?.hash != record.hash)
    }
  }

  @Test func `a column that is read in another way is named`() throws {
    try TemporaryFolder.with { folder in
      let path = try folder.write("mixed.csv", Array(Self.mixed.utf8))
      let record = try #require(try Self.load(path).record())
      func refusal(_ change: (inout PreparationRecord) -> Void) -> String {
        var changed = record
        change(&changed.preparation)
        do {
          _ = try Self.load(path, changed)
          return "accepted"
        } catch let error as DatasetError {
          return "\(error.expected), found \(error.found)"
        } catch {
          return "\(error)"
        }
      }
      let kept = "as the session was saved with it,"
      #expect(
        refusal { $0.columns[1].encoding = .number(fill: 0) }
          == "column 'color' \(kept) numbers, found texts, such as 'blue'")
      #expect(
        refusal { $0.columns[0].encoding = $0.columns[1].encoding }
          == "column 'age' \(kept) texts of 3 levels, found numbers")
      #expect(
        refusal { $0.columns[0].name = "years" }
          == "column 'years' \(kept) the one at place 1, found 'age'")
      #expect(
        refusal { $0.columns[2].position = 99 }
          == "column 'city' \(kept) the one at place 99, found none")
      #expect(
        refusal { preparation in
          if case .levels(var levels) = preparation.columns[1].encoding {
            levels.hash ^= 1
            preparation.columns[1].encoding = .levels(levels)
          }
        } == "column 'color' \(kept) texts of 3 levels, found other texts")
      #expect(
        refusal { $0.classNames = ["a", "c"] }
          == "the target 'happy' \(kept) the classes a, c, found a, b")
      #expect(refusal { $0.rowsHash ^= 1 }.hasPrefix("the split \(kept) the rows 84, 24 and 12"))
      #expect(
        refusal { $0.scales.removeLast() }.hasPrefix("the inputs \(kept)"))
    }
  }

  @Test func `a source is recognised by the bytes of all its files`() throws {
    try TemporaryFolder.with { folder in
      func hash(_ path: String) throws -> UInt64 { try #require(try Self.load(path).record()).hash }
      let bytes = Array(Self.mixed.utf8)
      let first = try hash(try folder.write("a.csv", bytes))
      #expect(try hash(try folder.write("b.csv", bytes)) == first)
      // A space that no reader sees is another file all the same.
      #expect(try hash(try folder.write("c.csv", bytes + [0x0A])) != first)
      #expect(try hash("iris") == hash("iris"))
      #expect(try hash("iris") != hash("wine"))
      let moons = try Self.load("moons").record()
      let others = try Self.load("moons") { $0.noise = 0.5 }.record()
      #expect(moons?.hash != others?.hash)
    }
  }

  @Test func `of a large mapped file the size and evenly spaced blocks count`() throws {
    try TemporaryFolder.with { folder in
      var bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
      func hash(_ most: Int) throws -> UInt64 {
        let path = try folder.write("large", bytes)
        var identity = SourceIdentity()
        identity.add(.mapped(try MappedFile(path)))
        return identity.hash(mostBytes: most)
      }
      var read = SourceIdentity()
      read.add(.read(bytes))
      // Mapped or read, all bytes have one hash.
      #expect(try hash(100_000) == read.hash())
      let sampled = try hash(25_600)
      #expect(sampled != read.hash())
      bytes[0] ^= 1
      #expect(try hash(25_600) != sampled)
      bytes[0] ^= 1
      bytes[99_999] ^= 1
      #expect(try hash(25_600) != sampled)
      bytes[99_999] ^= 1
      #expect(try hash(25_600) == sampled)
      bytes.append(0)
      #expect(try hash(25_600) != sampled)
    }
  }

  @Test func `rows that stay in their file are scaled as the session had them`() throws {
    try TemporaryFolder.with { folder in
      // Pictures of four pixels, and their labels.
      let count: UInt8 = 40
      let pixels = (0..<Int(count) * 4).map { UInt8(truncatingIfNeeded: $0 * 37) }
      let images = try folder.write(
        "t-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2] + pixels)
      try folder.write(
        "t-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 2 })
      let first = try Self.load(images)
      var record = try #require(first.record())
      Self.expectSame(first, try Self.load(images, record))
      record.preparation.scales = record.preparation.scales.map { _ in
        InputScale(mean: 0, deviation: 0.5)
      }
      let data = try Self.load(images, record)
      #expect(data.inputScales == record.preparation.scales)
      #expect(data.record() == record)
      #expect(data.train.inputs.isStored)
      // Other labels are other data.
      try folder.write(
        "t-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 3 % 2 })
      #expect(try Self.load(images, record).record()?.hash != record.hash)
    }
  }
}

extension InputRows {
  fileprivate var isStored: Bool { if case .stored = self { true } else { false } }
}
