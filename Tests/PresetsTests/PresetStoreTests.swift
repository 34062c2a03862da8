import ExperimentModel
import Foundation
import Presets
import Testing

/// A folder of its own for each test, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let name = "nn-tui-presets-\(UUID().uuidString)"
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent(name)
      .resolvingSymlinksInPath().path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to file: String) throws {
    try text.write(toFile: "\(path)/\(file)", atomically: false, encoding: .utf8)
  }

  func read(_ file: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
  }

  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

struct PresetStoreTests {
  let folder: TemporaryFolder
  let store: PresetStore
  let configuration: ExperimentConfiguration

  init() throws {
    folder = try TemporaryFolder()
    store = PresetStore(userFolder: folder.path, builtInSources: ["iris", "breast-cancer"])
    var configuration = ExperimentConfiguration()
    configuration.name = "Mine"
    self.configuration = configuration
  }

  @Test func `what is saved under a name is listed and loaded by it`() throws {
    let path = try store.save(configuration, as: "mine", overwrite: false)
    #expect(path == "\(folder.path)/mine.yaml")
    #expect(try store.load("mine") == configuration)
    #expect(try store.load(path) == configuration)
    #expect(try folder.files == ["mine.yaml"])
    let listing = try #require(store.list().first { $0.name == "mine" })
    #expect(listing.title == "Mine")
    #expect(listing.origin == .user)
    #expect(listing.path == path)
    #expect(listing.configuration == configuration)
    #expect(listing.problem == nil)
  }

  @Test func `a missing folder is made`() throws {
    let deep = PresetStore(
      userFolder: "\(folder.path)/a/b/presets", builtInSources: ["breast-cancer"])
    #expect(!deep.list().isEmpty)
    try deep.save(configuration, as: "mine", overwrite: false)
    #expect(try deep.load("mine") == configuration)
  }

  @Test func `a person's preset stands before a built-in one of the same name`() throws {
    #expect(try store.load("iris").data.source == "iris")
    try store.save(configuration, as: "iris", overwrite: false)
    #expect(try store.load("iris") == configuration)
    #expect(store.list().filter { $0.name == "iris" }.map(\.origin) == [.user])
  }

  @Test func `nothing is overwritten unasked`() throws {
    try folder.write("name: precious\n", to: "mine.yaml")
    let error = #expect(throws: PresetError.self) {
      try store.save(configuration, as: "mine", overwrite: false)
    }
    #expect(error?.kind == .exists)
    #expect(try folder.read("mine.yaml") == "name: precious\n")
    #expect(try folder.files == ["mine.yaml"])
    try store.save(configuration, as: "mine", overwrite: true)
    #expect(try store.load("mine") == configuration)
  }

  @Test func `an overwritten file keeps its permissions and its links`() throws {
    try folder.write("name: old\n", to: "real.yaml")
    let real = "\(folder.path)/real.yaml"
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: real)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/mine.yaml", withDestinationPath: "real.yaml")
    try store.save(configuration, as: "mine", overwrite: true)
    let attributes = try FileManager.default.attributesOfItem(atPath: real)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try PresetText.configuration(from: folder.read("real.yaml")) == configuration)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder.path)/mine.yaml")
        == "real.yaml")
  }

  @Test(arguments: [
    "", ".hidden", "..", " lead", "trail ", "esc\u{1B}[0m", "nul\0",
    String(repeating: "x", count: 101),
  ])
  func `a name that is none is refused`(name: String) throws {
    let error = #expect(throws: PresetError.self) {
      try store.save(configuration, as: name, overwrite: true)
    }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.description.unicodeScalars.contains { $0.value < 32 } == false)
    #expect(throws: PresetError.self) { try store.load(name) }
    #expect(try folder.files.isEmpty)
  }

  @Test func `an invalid configuration is not saved`() throws {
    var broken = configuration
    broken.training.batchSize = 0
    let error = #expect(throws: PresetError.self) {
      try store.save(broken, as: "mine", overwrite: true)
    }
    #expect(error?.kind == .invalid)
    #expect(try folder.files.isEmpty)
  }

  @Test func `a folder, a link to nothing and a missing folder cannot be saved to`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/folder.yaml", withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/link.yaml", withDestinationPath: "nothing")
    for (file, reason) in [
      ("folder.yaml", "expected a file, found a folder"),
      ("link.yaml", "expected a file, found a link to nothing"),
      ("missing/x.yaml", "no such file or folder"),
    ] {
      let error = #expect(throws: PresetError.self) {
        try store.save(configuration, as: "\(folder.path)/\(file)", overwrite: true)
      }
      #expect(error?.kind == .cannotCreate)
      #expect(error?.description == "\(folder.path)/\(file): \(reason)")
    }
    #expect(try folder.files == ["folder.yaml", "link.yaml"])
  }

  @Test func `what is no regular file is not replaced by a preset`() throws {
    let pipe = "\(folder.path)/pipe.yaml"
    let made = unsafe mkfifo(pipe, 0o600)
    try #require(made == 0)
    let error = #expect(throws: PresetError.self) {
      try store.save(configuration, as: pipe, overwrite: true)
    }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.description == "\(pipe): expected a file, found a device or a pipe")
    #expect(try folder.files == ["pipe.yaml"])
  }

  @Test func `a missing preset names the nearest one`() {
    let error = #expect(throws: PresetError.self) { try store.load("breast-cancr") }
    #expect(error?.kind == .notFound)
    #expect(
      error?.description == "breast-cancr: expected the name of a preset or the path of a file,"
        + " found neither; did you mean 'breast-cancer'?")
  }

  @Test func `a missing file is not found`() {
    let error = #expect(throws: PresetError.self) { try store.load("\(folder.path)/x.yaml") }
    #expect(error?.kind == .notFound)
    #expect(error?.description == "\(folder.path)/x.yaml: no such file or folder")
  }

  @Test func `a broken preset is listed with its problems and does not hide the others`() throws {
    try folder.write("name: [", to: "broken.yaml")
    try folder.write("training: {epochs: -1, lr: 1}", to: "wrong.yml")
    try folder.write("name: fine", to: "fine.yml")
    try folder.write("name: hidden", to: ".hidden.yaml")
    try folder.write("text", to: "readme.txt")
    let own = store.list().filter { $0.origin == .user }
    #expect(own.map(\.name) == ["broken", "fine", "wrong"])
    #expect(own.map { $0.problem?.kind } == [.invalid, nil, .invalid])
    let message = own.last?.problem?.description ?? ""
    #expect(message.hasPrefix("\(folder.path)/wrong.yml: 2 problems\n  line 1: training.epochs:"))
  }

  @Test func `a named pipe among the presets does not make the list wait`() throws {
    let made = unsafe mkfifo("\(folder.path)/pipe.yaml", 0o600)
    #expect(made == 0)
    let own = store.list().filter { $0.origin == .user }
    #expect(own.first?.problem?.kind == .notFound)
    #expect(throws: PresetError.self) { try store.load("pipe") }
  }

  @Test func `presets lie where XDG says, else in the home`() {
    func folder(_ environment: [String: String]) -> String? {
      PresetStore(environment: environment, builtInSources: []).userFolder
    }
    #expect(folder(["XDG_CONFIG_HOME": "/c", "HOME": "/h"]) == "/c/nn-tui/presets")
    #expect(folder(["XDG_CONFIG_HOME": "relative", "HOME": "/h"]) == "/h/.config/nn-tui/presets")
    #expect(folder(["HOME": "/h"]) == "/h/.config/nn-tui/presets")
    #expect(folder([:]) == nil)
    let error = #expect(throws: PresetError.self) {
      try PresetStore(userFolder: nil, builtInSources: [])
        .save(configuration, as: "mine", overwrite: false)
    }
    #expect(error?.kind == .cannotCreate)
  }
}
