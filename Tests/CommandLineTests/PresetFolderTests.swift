import AppShell
import Dashboard
import Dispatch
import ExperimentModel
import Foundation
import Presets
import Testing

@testable import nn_tui

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@MainActor @Suite struct PresetFolderTests {
  private let path: String
  private let presets: PresetFolder
  private let found = DispatchSemaphore(value: 0)

  init() {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-tui-presets-" + UUID().uuidString).path
    let found = found
    presets = PresetFolder(
      PresetStore(userFolder: path, builtInSources: ["breast-cancer", "iris"])
    ) { found.signal() }
  }

  @Test func `what is saved is there to be opened, and is nobody else's`() {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var configuration = ExperimentConfiguration()
    configuration.name = "Mine"
    let request = PresetSaveRequest(reference: "mine", configuration: configuration)
    #expect(presets.save(request) == .saved(reference: "mine"))
    let entry = PresetEntry(reference: "mine", configuration: configuration, isBuiltIn: false)
    #expect(presets.open("mine") == .opened(entry))
    #expect(presets.drainList() == nil)
    presets.list()
    #expect(found.wait(timeout: .now() + .seconds(60)) == .success)
    let isListed = presets.drainList()?.contains(entry)
    #expect(isListed == true)
  }

  @Test func `nothing is overwritten unasked`() {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var request = PresetSaveRequest(reference: "mine", configuration: ExperimentConfiguration())
    #expect(presets.save(request) == .saved(reference: "mine"))
    #expect(presets.save(request) == .exists)
    request.isOverwriting = true
    #expect(presets.save(request) == .saved(reference: "mine"))
  }

  @Test func `a preset of the program stays one until the person has their own`() {
    defer { try? FileManager.default.removeItem(atPath: path) }
    func isBuiltIn() -> Bool? {
      guard case .opened(let entry) = presets.open("iris") else { return nil }
      return entry.isBuiltIn
    }
    #expect(isBuiltIn() == true)
    let request = PresetSaveRequest(reference: "iris", configuration: ExperimentConfiguration())
    #expect(presets.save(request) == .saved(reference: "iris"))
    #expect(isBuiltIn() == false)
  }

  @Test(.timeLimit(.minutes(1))) func `a pipe is not waited for`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let pipe = path + "/pipe.yaml"
    try #require(unsafe mkfifo(pipe, 0o600) == 0)
    guard case .failed(let reason) = presets.open(pipe) else {
      Issue.record("a pipe was opened")
      return
    }
    #expect(reason == "\(pipe): expected a file, found a device or a pipe")
  }

  @Test func `what goes wrong is told in a sentence`() {
    guard case .failed(let reason) = presets.open("irsi") else {
      Issue.record("a preset that is not there was opened")
      return
    }
    #expect(reason.contains("did you mean 'iris'?"))
    let request = PresetSaveRequest(
      reference: "a/b\u{1B}/c.yaml", configuration: ExperimentConfiguration())
    guard case .failed(let saving) = presets.save(request) else {
      Issue.record("a preset was saved where no folder is")
      return
    }
    #expect(!saving.contains("\u{1B}"))
  }
}
