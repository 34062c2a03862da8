import Files
import Foundation
import Testing

@Suite struct GrowingFileTests {
  private let folder: String
  private let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-tui-growing-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
    path = FilePath.joined(folder, "log")
  }

  private var contents: [UInt8]? { FileManager.default.contents(atPath: path).map(Array.init) }

  @Test func `pieces come behind what counts, in place of what does not`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = GrowingFile(path)
    try file.append([.bytes([1, 2, 3]), .floats([1]), .bytes([]), .bytes([4])], at: 0)
    #expect(contents == [1, 2, 3, 0, 0, 0x80, 0x3F, 4])
    try file.append([.bytes([9])], at: 2)
    #expect(contents == [1, 2, 9])
  }

  @Test func `nothing is put behind a beginning that is no longer there`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = GrowingFile(path)
    try file.append([.bytes([1, 2, 3])], at: 0)
    try Data([1]).write(to: URL(fileURLWithPath: path))
    #expect(throws: SystemFailure.cutShort) { try file.append([.bytes([4])], at: 3) }
    #expect(contents == [1])
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: SystemFailure(code: ENOENT)) { try file.append([.bytes([4])], at: 3) }
    #expect(contents == nil)
  }

  @Test func `a whole file is its pieces one behind the other`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try WholeFileWriter(overwrites: true)
      .replace(path, withPieces: [.bytes([7]), .floats([2, 1]), .bytes([8])])
    #expect(contents == [7, 0, 0, 0, 0x40, 0, 0, 0x80, 0x3F, 8])
  }
}
