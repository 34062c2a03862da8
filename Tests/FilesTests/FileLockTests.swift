import Files
import Foundation
import Testing

@Suite struct FileLockTests {
  private let folder: OpenFolder
  private let path: String

  init() throws {
    let parent = try OpenFolder(following: FileManager.default.temporaryDirectory.path)
    folder = try #require(try parent.make("nn-tui-lock-" + UUID().uuidString))
    path = FilePath.joined(folder.path, "lock")
  }

  @Test func `one at a time holds a lock`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    let lock = try folder.lock("lock")
    #expect(lock != nil)
    #expect(try folder.lock("lock") == nil)
    withExtendedLifetime(lock) {}
  }

  @Test func `a lock whose file was removed is not in the way of another`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    let lock = try folder.lock("lock")
    #expect(lock != nil)
    folder.remove("lock")
    #expect(try folder.lock("lock") != nil)
    withExtendedLifetime(lock) {}
  }

  #if os(Linux)
  @Test func `a lock is given back although a child has the file too`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    var lock = try folder.lock("lock")
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
    #expect(try folder.lock("lock") != nil)
  }
  #endif
}
