import ExperimentModel
import Foundation
import Presets
import Testing

struct DataSourcePathTests {
  let folder: TemporaryFolder
  let store: PresetStore

  init() throws {
    folder = try TemporaryFolder()
    for name in ["own", "data", "project"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: false)
    }
    try folder.write("a,b\n1,2\n", to: "data/x.csv")
    store = PresetStore(userFolder: "\(folder.path)/own", builtInSources: ["iris"])
  }

  @Test(arguments: [
    ("x.csv", "project/x.csv"), ("../data/x.csv", "project/../data/x.csv"),
    ("./iris", "project/iris"),
  ])
  func `a relative path is relative to its file`(source: String, loaded: String) throws {
    try folder.write("data: {source: \(source)}", to: "project/p.yaml")
    let configuration = try store.load("\(folder.path)/project/p.yaml")
    #expect(configuration.data.source == "\(folder.path)/\(loaded)")
  }

  @Test(arguments: ["iris", "/somewhere/x.csv"])
  func `built-in names and full paths stay as they are`(source: String) throws {
    try folder.write("data: {source: \(source)}", to: "project/p.yaml")
    #expect(try store.load("\(folder.path)/project/p.yaml").data.source == source)
    var configuration = ExperimentConfiguration()
    configuration.data.source = source
    try store.save(configuration, as: "mine", overwrite: true)
    #expect(try store.load("mine").data.source == source)
  }

  @Test func `saved again beside its file, a preset names its data as before`() throws {
    try folder.write("data: {source: ../data/x.csv}", to: "project/p.yaml")
    let configuration = try store.load("\(folder.path)/project/p.yaml")
    try store.save(configuration, as: "\(folder.path)/project/q.yaml", overwrite: false)
    #expect(try folder.read("project/q.yaml").contains("\n  source: ../data/x.csv\n"))
  }

  @Test func `saved elsewhere, a preset still points to the same file`() throws {
    try folder.write("data: {source: ../data/x.csv}", to: "project/p.yaml")
    let configuration = try store.load("\(folder.path)/project/p.yaml")
    for reference in ["mine", "\(folder.path)/data/near.yaml", "\(folder.path)/far.yaml"] {
      try store.save(configuration, as: reference, overwrite: false)
      let source = try store.load(reference).data.source
      #expect(try String(contentsOfFile: source, encoding: .utf8) == "a,b\n1,2\n")
    }
  }

  @Test(arguments: ["mine", "project/portable.yaml"])
  func `a path relative to the working directory is found again from anywhere`(
    reference: String
  ) throws {
    // No such file is needed, only its folder, which is the working directory.
    let here = FileManager.default.currentDirectoryPath
    var configuration = ExperimentConfiguration()
    configuration.data.source = "table-of-mine.csv"
    let reference = reference.contains("/") ? "\(folder.path)/\(reference)" : reference
    try store.save(configuration, as: reference, overwrite: false)
    let source = try store.load(reference).data.source
    #expect(
      URL(fileURLWithPath: source).standardizedFileURL.path
        == URL(fileURLWithPath: here).resolvingSymlinksInPath().path + "/table-of-mine.csv")
  }
}
