import Files
import Foundation
import Testing

@Suite struct FileBytesTests {
  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "nn-tui-files-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }

  @Test(arguments: [0, 1, 16_383, 16_384, 16_385, 100_000])
  func `a whole file is read, whatever its size`(count: Int) throws {
    let bytes = (0..<count).map { UInt8($0 % 251) }
    try withFile(bytes) { path in
      let contents = try FileBytes.contents(of: path, limit: 1 << 20, waits: true)
      #expect(contents == bytes)
    }
  }

  @Test func `a stream is read to its end, in however many parts it comes`() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-tui-pipe-" + UUID().uuidString).path
    let made = unsafe mkfifo(path, 0o600)
    try #require(made == 0)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (0..<200_000).map { UInt8($0 % 251) }
    Thread.detachNewThread {
      let pipe = FileHandle(forWritingAtPath: path)
      try? pipe?.write(contentsOf: bytes)
      try? pipe?.close()
    }
    #expect(try FileBytes.contents(of: path, limit: 1_000_000, waits: true) == bytes)
  }

  @Test func `of a larger file one byte more than the limit is read`() throws {
    try withFile([UInt8](repeating: 7, count: 50_000)) { path in
      let part = try FileBytes.contents(of: path, limit: 20_000, waits: true)
      #expect(part.count == 20_001)
      let whole = try FileBytes.contents(of: path, limit: 50_000, waits: true)
      #expect(whole.count == 50_000)
    }
  }

  @Test func `a folder and a missing file are refused`() {
    #expect(throws: SystemFailure.self) {
      try FileBytes.contents(of: FileManager.default.temporaryDirectory.path, limit: 9, waits: true)
    }
    let failure = #expect(throws: SystemFailure.self) {
      try FileBytes.contents(of: "/nowhere/at/all", limit: 9, waits: true)
    }
    #expect(failure?.isMissingFile == true)
  }

  @Test func `a file that was written to is another version`() throws {
    try withFile([1]) { path in
      let version = FileVersion(of: path)
      #expect(version != nil && version == FileVersion(of: path))
      try Data([1, 2]).write(to: URL(fileURLWithPath: path))
      #expect(FileVersion(of: path) != version)
    }
    #expect(FileVersion(of: "/nowhere/at/all") == nil)
  }
}
