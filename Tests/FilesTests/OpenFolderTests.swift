import Files
import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder for one test, removed with it.
private final class FolderScratch {
  let folder: OpenFolder
  var path: String { folder.path }

  init() throws {
    let parent = try OpenFolder(following: FileManager.default.temporaryDirectory.path)
    folder = try #require(try parent.make("nn-tui-folder-" + UUID().uuidString))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { FilePath.joined(path, name) }

  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: file(name)).map(Array.init)
  }

  static func mode(_ path: String) throws -> mode_t {
    var info = stat()
    try #require(unsafe lstat(path, &info) == 0)
    return info.st_mode & 0o7777
  }
}

@Suite struct OpenFolderTests {
  @Test func `pieces come behind what counts, in place of what does not`() throws {
    let scratch = try FolderScratch()
    let folder = scratch.folder
    try folder.append([.bytes([1, 2, 3]), .floats([1]), .bytes([]), .bytes([4])], to: "a", at: 0)
    #expect(scratch.bytes("a") == [1, 2, 3, 0, 0, 0x80, 0x3F, 4])
    try folder.append([.bytes([9])], to: "a", at: 2)
    #expect(scratch.bytes("a") == [1, 2, 9])
  }

  @Test func `nothing is put behind a beginning that is no longer there`() throws {
    let scratch = try FolderScratch()
    let folder = scratch.folder
    try folder.append([.bytes([1, 2, 3])], to: "a", at: 0)
    try Data([1]).write(to: URL(fileURLWithPath: scratch.file("a")))
    #expect(throws: SystemFailure.cutShort) {
      try folder.append([.bytes([4])], to: "a", at: 3)
    }
    #expect(scratch.bytes("a") == [1])
    try FileManager.default.removeItem(atPath: scratch.file("a"))
    #expect(throws: SystemFailure(code: ENOENT)) {
      try folder.append([.bytes([4])], to: "a", at: 3)
    }
    #expect(scratch.bytes("a") == nil)
  }

  @Test func `replace leaves the whole file and no temporary one`() throws {
    let scratch = try FolderScratch()
    try scratch.folder.replace("a", with: [.bytes([7]), .floats([2, 1]), .bytes([8])])
    #expect(scratch.bytes("a") == [7, 0, 0, 0, 0x40, 0, 0, 0x80, 0x3F, 8])
    try scratch.folder.replace("a", with: [.bytes([1, 2, 3])], flushes: false)
    #expect(scratch.bytes("a") == [1, 2, 3])
    #expect(scratch.folder.names() == ["a"])
    #expect(try scratch.folder.contents(of: "a", limit: 9) == [1, 2, 3])
    #expect(try scratch.folder.end(of: "a", count: 2) == [2, 3])
    #expect(try scratch.folder.end(of: "a", count: 4) == nil)
  }

  /// Reasons why each way to use a name refuses it; empty for one that was not refused.
  private static func refusals(_ folder: OpenFolder, _ name: String) -> [String] {
    func reason(_ use: () throws -> Void) -> String {
      do {
        try use()
        return ""
      } catch let failure as SystemFailure {
        return failure.reason
      } catch {
        return "\(error)"
      }
    }
    return [
      reason { try folder.replace(name, with: [.bytes([1])]) },
      reason { try folder.append([.bytes([1])], to: name, at: 0) },
      reason { _ = try folder.contents(of: name, limit: 9) },
      reason { _ = try folder.end(of: name, count: 1) },
      reason { _ = try folder.lock(name) },
    ]
  }

  @Test func `what is no file of the user is refused by name, and not written through`() throws {
    let scratch = try FolderScratch()
    let victim = scratch.file("victim")
    try Data([5, 5]).write(to: URL(fileURLWithPath: victim))
    try #require(unsafe symlink(victim, scratch.file("to-file")) == 0)
    try #require(unsafe symlink(scratch.file("not-there"), scratch.file("to-nothing")) == 0)
    try #require(unsafe mkfifo(scratch.file("queue"), 0o600) == 0)
    try #require(unsafe mkdir(scratch.file("inner"), 0o700) == 0)
    let found = [
      "to-file": "a link", "to-nothing": "a link", "queue": "a pipe", "inner": "a folder",
    ]
    for (name, kind) in found {
      let expected = "\(scratch.file(name)): expected a file, found \(kind)"
      #expect(
        Self.refusals(scratch.folder, name) == Array(repeating: expected, count: 5), "\(name)")
      #expect(!scratch.folder.isOwnFile(name))
    }
    #expect(scratch.bytes("victim") == [5, 5])
    #expect(scratch.folder.names() == ["inner", "queue", "to-file", "to-nothing", "victim"])
  }

  @Test func `a second name of a file is not written to`() throws {
    let scratch = try FolderScratch()
    try Data([5, 5]).write(to: URL(fileURLWithPath: scratch.file("victim")))
    try #require(unsafe link(scratch.file("victim"), scratch.file("log")) == 0)
    let expected = "\(scratch.file("log")): expected a file of a single name, found one of several"
    let failure = #expect(throws: SystemFailure.self) {
      try scratch.folder.append([.bytes([1])], to: "log", at: 0)
    }
    #expect(failure?.reason == expected)
    // A name that is replaced is a file of its own from then on.
    try scratch.folder.replace("log", with: [.bytes([1])])
    #expect(scratch.bytes("victim") == [5, 5])
    #expect(scratch.bytes("log") == [1])
  }

  @Test func `a folder swapped for a link leads no call elsewhere`() throws {
    let scratch = try FolderScratch()
    let folder = try #require(try scratch.folder.make("own"))
    let other = try #require(try scratch.folder.make("other"))
    try other.replace("b", with: [.bytes([5])])
    try #require(unsafe rename(scratch.file("own"), scratch.file("moved")) == 0)
    try #require(unsafe symlink(scratch.file("other"), scratch.file("own")) == 0)
    try folder.replace("a", with: [.bytes([1])])
    try folder.append([.bytes([2])], to: "b", at: 0)
    let lock = try folder.lock("lock")
    #expect(lock != nil)
    folder.remove("a")
    folder.removeIfEmpty()
    #expect(other.names() == ["b"])
    #expect(try other.contents(of: "b", limit: 9) == [5])
    #expect(OpenFolder.names(in: scratch.file("moved")) == ["b", "lock"])
    #expect(folder.names() == ["b", "lock"])
  }

  @Test func `a link in the place of a folder is refused, and so is a file`() throws {
    let scratch = try FolderScratch()
    _ = try scratch.folder.make("inner")
    try #require(unsafe symlink(scratch.file("inner"), scratch.file("link")) == 0)
    try scratch.folder.replace("file", with: [])
    for (name, found) in [("link", "a link"), ("file", "a file")] {
      let expected = "\(scratch.file(name)): expected a folder, found \(found)"
      let failure = #expect(throws: SystemFailure.self) { try OpenFolder(scratch.file(name)) }
      #expect(failure?.reason == expected)
      let again = #expect(throws: SystemFailure.self) { try scratch.folder.subfolder(name) }
      #expect(again == failure)
    }
    #expect(try OpenFolder(following: scratch.file("link")).names().isEmpty)
    #expect(try scratch.folder.make("link") == nil)
  }

  @Test func `what another user owns is refused`() throws {
    let scratch = try FolderScratch()
    // Only root can give a file away, and to any other user root is another user.
    let isRoot = geteuid() == 0
    if isRoot {
      try scratch.folder.replace("file", with: [.bytes([5])])
      try #require(unsafe chown(scratch.file("file"), 65_534, 65_534) == 0)
      let expected = "\(scratch.file("file")): expected a file of your own, found one of user 65534"
      #expect(
        Self.refusals(scratch.folder, "file") == Array(repeating: expected, count: 5))
      _ = try scratch.folder.make("inner")
      try #require(unsafe chown(scratch.file("inner"), 65_534, 65_534) == 0)
    }
    let (path, owner) = isRoot ? (scratch.file("inner"), 65_534) : ("/etc", 0)
    let failure = #expect(throws: SystemFailure.self) { try OpenFolder(path) }
    #expect(
      failure?.reason == "\(path): expected a folder of your own, found one of user \(owner)")
  }

  @Test func `new files and folders are for the user alone, whatever the umask`() async {
    // The mask is of the whole program.
    await #expect(processExitsWith: .success) {
      for mask in [0o777, 0o277, 0o022] as [mode_t] {
        let scratch = try FolderScratch()
        umask(mask)
        let folder = try #require(try scratch.folder.make("own"))
        try folder.replace("a", with: [.bytes([1])])
        try folder.append([.bytes([1])], to: "b", at: 0)
        try folder.append([.bytes([2])], to: "b", at: 1)
        let lock = try folder.lock("lock")
        #expect(lock != nil)
        for name in folder.names() {
          #expect(try FolderScratch.mode(scratch.file("own/" + name)) == 0o600, "\(name)")
        }
        #expect(try folder.contents(of: "b", limit: 9) == [1, 2])
        try createFolder(scratch.file("x/y/z"))
        try WholeFileWriter(overwrites: false, isPrivate: true)
          .replace(scratch.file("x/y/z/preset"), with: [1])
        for name in ["own", "x", "x/y", "x/y/z"] {
          #expect(try FolderScratch.mode(scratch.file(name)) == 0o700, "\(name)")
        }
        #expect(try FolderScratch.mode(scratch.file("x/y/z/preset")) == 0o600)
        // An output that a user names is as the user's mask has it.
        try WholeFileWriter(overwrites: false).replace(scratch.file("x/y/z/output"), with: [1])
        #expect(try FolderScratch.mode(scratch.file("x/y/z/output")) == 0o666 & ~mask)
        umask(0o022)
      }
    }
  }
}
