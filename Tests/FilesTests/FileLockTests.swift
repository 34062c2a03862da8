import Files
import Foundation
import Testing

@Suite struct FileLockTests {
  private let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("nn-tui-lock-" + UUID().uuidString).path

  @Test func `one at a time holds a lock`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lock = try FileLock(path)
    #expect(lock != nil)
    #expect(try FileLock(path) == nil)
    withExtendedLifetime(lock) {}
  }

  #if os(Linux)
  @Test func `a lock is given back although a child has the file too`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var lock = try FileLock(path)
    let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    let file = try #require(
      files.first {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
      })
    // As a child has it between its making and the program that it becomes.
    let copy = dup(try #require(Int32(file)))
    defer { close(copy) }
    withExtendedLifetime(lock) {}
    lock = nil
    #expect(try FileLock(path) != nil)
  }
  #endif
}
