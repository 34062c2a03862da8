import Files
import Foundation
import Testing

@Suite struct WholeFileWriterTests {
  private let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-tui-files-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  @Test func `a file that could be written passes the check and is left alone`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = FilePath.joined(folder, "w")
    let writer = WholeFileWriter(overwrites: true)
    try writer.check(path)
    #expect(!FileManager.default.fileExists(atPath: path))

    try writer.replace(path, with: [1, 2, 3])
    try writer.check(path)
    #expect(FileManager.default.contents(atPath: path) == Data([1, 2, 3]))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["w"])
  }

  @Test func `the check finds what writing would find`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let writer = WholeFileWriter(overwrites: true)
    // No device of the machine: a writer that is broken would replace it.
    let pipe = FilePath.joined(folder, "pipe")
    let made = unsafe mkfifo(pipe, 0o600)
    try #require(made == 0)
    for path in [folder, FilePath.joined(folder, "none/w"), pipe] {
      let checked = #expect(throws: WholeFileWriter.Failure.self) { try writer.check(path) }
      let written = #expect(throws: WholeFileWriter.Failure.self) {
        try writer.replace(path, with: [])
      }
      #expect(checked == written)
    }
    let path = FilePath.joined(folder, "w")
    try writer.replace(path, with: [])
    #expect(throws: WholeFileWriter.Failure.exists) {
      try WholeFileWriter(overwrites: false).check(path)
    }
  }
}
