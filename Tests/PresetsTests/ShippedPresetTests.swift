import ExperimentModel
import Presets
import Testing

struct ShippedPresetTests {
  let store = PresetStore(userFolder: nil, builtInSources: [])

  @Test func `every shipped preset is valid and has a title and notes`() throws {
    let listings = store.list()
    #expect(listings.count >= 16)
    for listing in listings {
      #expect(listing.problem == nil, "\(listing.problem.map(\.description) ?? "")")
      #expect(!listing.title.isEmpty, "\(listing.name)")
      #expect(try !store.load(listing.name).notes.isEmpty, "\(listing.name)")
    }
  }
}
