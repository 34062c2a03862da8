import ExperimentModel
import Files
import Foundation
import Testing

@testable import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct SessionFolderTests {
  private static func contents(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  @Test func `a session folder swapped for a link leads no save elsewhere`() throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    course.train(steps: 3)
    var output = SessionOutput(scratch.saving)
    try output.write(course.session.checkpoint(), course.events)
    let path = try #require(output.path)
    let (moved, other) = (scratch.path + "/moved", scratch.path + "/other")
    try FileManager.default.moveItem(atPath: path, toPath: moved)
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other)
    course.forgetEvents()
    course.train(steps: 2)
    try output.write(course.session.checkpoint(), course.events)
    #expect(OpenFolder.names(in: other).isEmpty)
    #expect(
      OpenFolder.names(in: moved) == ["checkpoint", "history", "lock", "session.yaml"])
    output.remove()
    #expect(OpenFolder.names(in: moved).isEmpty)
  }

  @Test(arguments: ["checkpoint", "history", "session.yaml"])
  func `a link in the place of a file is refused by name, and its target is left alone`(
    name: String
  ) throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    course.train(steps: 3)
    var output = SessionOutput(scratch.saving)
    try output.write(course.session.checkpoint(), course.events)
    let file = try #require(output.path) + "/" + name
    let victim = scratch.path + "/victim"
    try FileManager.default.moveItem(atPath: file, toPath: victim)
    let before = Self.contents(victim)
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: victim)
    course.forgetEvents()
    course.train(steps: 2)
    let failure = #expect(throws: SystemFailure.self) {
      try output.write(course.session.checkpoint(), course.events)
    }
    #expect(failure?.reason == "\(file): expected a file, found a link")
    #expect(Self.contents(victim) == before)
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.moveItem(atPath: victim, toPath: file)
    try output.write(course.session.checkpoint(), [])
    #expect(Self.contents(file) != before)
  }

  @Test func `a link in the place of the lock or of a state is refused`() throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    course.train(steps: 3)
    let path = try scratch.save(&course)
    let victim = scratch.path + "/victim"
    try Data([5]).write(to: URL(fileURLWithPath: victim))
    course.change(.set("training.batch_size", .integer(9)))
    for name in ["undo-1", "undo-index"] {
      try FileManager.default.createSymbolicLink(
        atPath: path + "/" + name, withDestinationPath: victim)
    }
    let folder = try SessionFolder(path)
    var files = StateFiles(in: nil) { _ in }
    files.add(course.session.changes.states)
    let reason = files.moveNext(to: folder, isLost: false)
    #expect(reason == "\(path)/undo-1: expected a file, found a link")
    folder.replaceIndex(
      with: StateIndex(
        checkpointHash: 0, workingDirectory: "", undoable: [], redoable: [], isCutOff: false))
    // Without an index the states are of no use: the links go too, and not what they lead to.
    #expect(OpenFolder.names(in: path).allSatisfy { !$0.hasPrefix("undo-") })
    #expect(Self.contents(victim) == [5])

    let other = try scratch.save(&course)
    try FileManager.default.removeItem(atPath: other + "/lock")
    try FileManager.default.createSymbolicLink(
      atPath: other + "/lock", withDestinationPath: scratch.path + "/not-there")
    let error = #expect(throws: SessionFolderError.self) { try SessionFolder(other) }
    #expect(error?.description == "\(other)/lock: expected a file, found a link")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/not-there"))
    withExtendedLifetime(folder) {}
  }

  @Test func `a link in the place of a session folder is refused by name`() throws {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    let path = try scratch.save(&course)
    let link = scratch.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let error = #expect(throws: SessionFolderError.self) { try SessionFolder(link) }
    #expect(error?.description == "\(link): expected a folder, found a link")
  }

  @Test func `a session is usable and of the user alone, whatever the umask`() async {
    // The mask is of the whole program.
    await #expect(processExitsWith: .success) {
      for mask in [0o777, 0o277, 0o000] as [mode_t] {
        let scratch = try SessionScratch()
        var course = try Course(moons())
        umask(mask)
        let path = try scratch.save(&course)
        umask(0o022)
        let folder = try SessionFolder(path)
        #expect(try folder.load().checkpoint == course.session.checkpoint())
        for name in ["", "/checkpoint", "/history", "/lock", "/session.yaml"] {
          var info = stat()
          try #require(unsafe lstat(path + name, &info) == 0)
          #expect(info.st_mode & 0o777 == (name.isEmpty ? 0o700 : 0o600), "\(name)")
        }
      }
    }
  }

  @Test func `folders that programs left before they had saved are removed, and no others`()
    throws
  {
    let scratch = try SessionScratch()
    var course = try Course(moons())
    let saved = (try scratch.save(&course) as NSString).lastPathComponent
    func make(_ name: String, _ files: [String]) throws {
      let folder = scratch.store.folder(name)
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false)
      for file in files {
        try Data([1]).write(to: URL(fileURLWithPath: folder + "/" + file))
      }
    }
    try make("2026-01-01-000000-empty", [])
    try make("2026-01-01-000000-begun", ["lock", "history", ".nn-tui-1-2.tmp", "undo-1"])
    try make("2026-01-01-000000-notes", ["lock", "notes.txt"])
    try make("2026-01-01-000000-saved", ["lock", "checkpoint"])
    try make("2026-01-01-000000-open", ["history"])
    try make("2026-01-01-000000-link", [])
    try FileManager.default.createSymbolicLink(
      atPath: scratch.store.folder("2026-01-01-000000-link") + "/history",
      withDestinationPath: "/nowhere")
    try make("mine", ["lock"])
    try make("elsewhere", [])
    try FileManager.default.createSymbolicLink(
      atPath: scratch.store.folder("2026-01-01-000000-outside"),
      withDestinationPath: scratch.store.folder("elsewhere"))
    let open = try SessionFolder(scratch.store.folder("2026-01-01-000000-open"))
    // A program does it that begins a session, before it saves for the first time.
    SessionWriter(scratch.saving).endAndWait(discarding: false)
    let kept = ["link", "notes", "open", "outside", "saved"].map { "2026-01-01-000000-" + $0 }
    #expect(
      OpenFolder.names(in: scratch.store.path) == kept + [saved, "elsewhere", "mine"].sorted())
    withExtendedLifetime(open) {}
  }

  @Test func `a session that begins keeps its folder while another program removes unsaved ones`()
    async throws
  {
    let scratch = try SessionScratch()
    let store = SessionStore(scratch.path + "/sessions", largestCount: 1_000)
    let isDone = Locked(false)
    let cleaner = WorkerThread {
      while !isDone.withLock({ $0 }) { store.removeUnsaved() }
    }
    defer {
      isDone.withLock { $0 = true }
      cleaner.join()
    }
    for _ in 0..<2_000 {
      let session = try store.create(for: moons())
      let others = #expect(throws: SessionFolderError.self) { try SessionFolder(session.path) }
      #expect(others?.kind == .inUse)
      session.remove()
    }
  }
}
