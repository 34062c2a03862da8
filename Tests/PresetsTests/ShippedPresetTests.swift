import ExperimentModel
import Foundation
import Presets
import Testing

struct ShippedPresetTests {
  let store = PresetStore(userFolder: nil, builtInSources: [])

  private var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("presets")
  }

  @Test func `every shipped preset is valid and has a title and notes`() throws {
    #expect(store.list().count > 12)
    for listing in store.list() {
      #expect(listing.problem == nil, "\(listing.problem.map(\.description) ?? "")")
      #expect(!listing.title.isEmpty, "\(listing.name)")
      #expect(try !store.load(listing.name).notes.isEmpty, "\(listing.name)")
    }
  }

  @Test func `the program holds exactly the files of the folder of presets`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(files == store.list().map { "\($0.name).yaml" })
    for listing in store.list() {
      let file = folder.appendingPathComponent("\(listing.name).yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(try PresetText.configuration(from: text) == store.load(listing.name))
    }
  }

  @Test(arguments: [
    "iris", "wine", "breast-cancer", "digits", "diabetes", "circles", "xor", "blobs", "spiral",
    "moons", "plane", "fashion-mnist",
  ])
  func `each built-in data set has a preset of its name`(source: String) throws {
    #expect(try store.load(source).data.source == source)
  }

  @Test func `the starter is the network that tutorials begin with`() throws {
    let starter = try store.load("keras-starter")
    #expect(starter.network.hidden.map(\.units) == [64, 32, 16, 8])
    #expect(starter.network.hidden.allSatisfy { $0.activation == .relu })
    #expect(starter.training.optimizer.name == .adam)
    #expect(starter.training.batchSize == 16)
    #expect(starter.training.epochs == 25)
  }
}
