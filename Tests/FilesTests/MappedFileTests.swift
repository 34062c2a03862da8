import Files
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct MappedFileTests {
  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "nn-tui-mapped-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }

  @Test(arguments: [0, 1, 4_096, 70_001])
  func `a mapped file has the bytes of the file, even when it has lost its name`(count: Int) throws
  {
    let bytes = (0..<count).map { UInt8($0 % 251) }
    var mapped: MappedFile?
    try withFile(bytes) { mapped = try MappedFile($0) }
    let file = try #require(mapped)
    #expect(file.count == count)
    let found = file.withBytes { span in span.indices.map { span[$0] } }
    #expect(found == bytes)
  }

  @Test func `only regular files are mapped`() {
    for path in ["/dev/null", "/nowhere/at/all", FileManager.default.temporaryDirectory.path] {
      #expect(throws: SystemFailure.self) { try MappedFile(path) }
    }
    #expect(FileKind(of: FileManager.default.temporaryDirectory.path) == .folder)
    #expect(FileKind(of: "/dev/null") == .device)
    #expect(FileKind(of: "/nowhere/at/all") == nil)
  }
}
