import ExperimentModel
import Testing

@testable import Datasets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct SourceTests {
  private func load(_ source: String, fashionFolder: String? = nil) throws -> PreparedData {
    var configuration = DataConfiguration()
    configuration.source = source
    var loader = DatasetLoader()
    if let fashionFolder { loader.fashionFolder = fashionFolder }
    return try loader.load(configuration)
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "nn-tui-datasets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func `an unknown source is not found, and the nearest name is given`() throws {
    let error = #expect(throws: DatasetError.self) { try load("breast-cancr") }
    #expect(error?.exitCode == 66)
    #expect(error?.description.contains("did you mean 'breast-cancer'?") == true)
    #expect(throws: DatasetError.self) { try load("/nowhere/at/all.csv") }
  }

  @Test func `a folder without pictures is no input`() throws {
    try withFolder { folder in
      let error = #expect(throws: DatasetError.self) { try load(folder.path) }
      #expect(error?.exitCode == 66)
      #expect(error?.description.contains("found a folder") == true)
    }
  }

  @Test func `a device is refused, for it may have no end`() {
    let error = #expect(throws: DatasetError.self) { try load("/dev/null") }
    #expect(error?.exitCode == 66)
    #expect(
      error?.description
        == "/dev/null: expected a file that can be read, found a device or a pipe")
  }

  @Test(.timeLimit(.minutes(1))) func `a library does not wait for a pipe`() throws {
    try withFolder { folder in
      let pipe = folder.appendingPathComponent("pipe.csv").path
      try #require(unsafe mkfifo(pipe, 0o600) == 0)
      var configuration = DataConfiguration()
      configuration.source = pipe
      let error = #expect(throws: DatasetError.self) { try DatasetLibrary().load(configuration) }
      #expect(error?.found == "a device or a pipe")
    }
  }

  @Test func `missing pictures name the package to install`() {
    let error = #expect(throws: DatasetError.self) {
      try load("fashion-mnist", fashionFolder: "/nowhere")
    }
    #expect(error?.exitCode == 66)
    #expect(
      error?.description
        == "fashion-mnist: expected the file /nowhere/train-images-idx3-ubyte.gz, found no such file; "
        + "install it: apt-get install dataset-fashion-mnist")
  }

  @Test func `pictures are read from their files, training first`() throws {
    try withFolder { folder in
      try write(folder, "train", count: 20, shade: 0)
      try write(folder, "t10k", count: 10, shade: 255)
      var configuration = DataConfiguration()
      configuration.source = "fashion-mnist"
      configuration.split = SplitShares(train: 1, dev: 0, test: 0)
      var loader = DatasetLoader()
      loader.fashionFolder = folder.path
      let scaled = try loader.load(configuration)
      #expect(scaled.rows.train == 30)
      #expect(scaled.pictureShape == PictureShape(width: 3, height: 2))
      // A third of the pixels is 1, the others 0.
      let deviation = Float(2.0 / 9).squareRoot()
      #expect(abs(scaled.train.values[0] + (1.0 / 3) / deviation) < 1e-5)
      configuration.standardize = false
      let plain = try loader.load(configuration)
      #expect(plain.train.values.first == 0)
      #expect(plain.train.values.last == 1)
      #expect(plain.facts.classNames.count == 10)
    }
  }

  @Test func `damaged pictures are bad data`() throws {
    try withFolder { folder in
      try write(folder, "train", count: 20, shade: 0)
      try Data([1, 2, 3]).write(to: folder.appendingPathComponent("t10k-images-idx3-ubyte.gz"))
      let error = #expect(throws: DatasetError.self) {
        try load("fashion-mnist", fashionFolder: folder.path)
      }
      #expect(error?.exitCode == 65)
    }
  }

  private func write(_ folder: URL, _ part: String, count: UInt8, shade: UInt8) throws {
    let images = Data(
      [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 3]
        + [UInt8](repeating: shade, count: Int(count) * 6))
    try images.write(to: folder.appendingPathComponent("\(part)-images-idx3-ubyte.gz"))
    let labels = Data([0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 10 })
    try labels.write(to: folder.appendingPathComponent("\(part)-labels-idx1-ubyte.gz"))
  }

  // "x,y\n1,2\n3,4\n" by gzip.
  private static let packed: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 208, 169, 228, 50, 212, 49, 226, 50, 214, 49, 225, 2, 0,
    151,
    68, 41, 128, 12, 0, 0, 0,
  ]

  @Test func `packed tables are unpacked, one member after another`() throws {
    #expect(try Unpacking.unpacked(Self.packed) == Array("x,y\n1,2\n3,4\n".utf8))
    #expect(try Unpacking.unpacked(Self.packed + Self.packed).count == 24)
    #expect(throws: Unpacking.Failure.cutShort) { try Unpacking.unpacked(Self.packed.dropLast(9)) }
    #expect(throws: Unpacking.Failure.tooLarge) { try Unpacking.unpacked(Self.packed, limit: 5) }
    try withFolder { folder in
      let file = folder.appendingPathComponent("t.csv.gz")
      try Data(Self.packed).write(to: file)
      #expect(try load(file.path).facts.targetName == "y")
    }
  }

  @Test func `a library reads a file again only when it has changed`() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("t.csv")
      try Data("x,y\n1,2.5\n3,4.5\n5,6.5\n".utf8).write(to: file)
      let library = DatasetLibrary()
      var configuration = DataConfiguration()
      configuration.source = file.path
      var readings = 0
      func load() throws -> PreparedData {
        try library.load(configuration) { if $0.stage == .reading { readings += 1 } }
      }
      _ = try load()
      configuration.seed = 2
      _ = try load()
      #expect(readings == 1)
      try Data("x,y\n1,2.5\n3,4.5\n5,6.5\n7,8.5\n".utf8).write(to: file)
      let rows = try load().rows
      #expect(rows.train + rows.dev + rows.test == 4)
      #expect(readings == 2)
    }
  }
}
