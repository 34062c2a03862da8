import Datasets
import ExperimentModel
import Testing

struct PictureNamesTests {
  @Test func `the model and the data sets name the same sources of pictures`() {
    let pictures = BuiltInDataset.all.filter { $0.pictureShape != nil }
    #expect(DataConfiguration.pictureSources == Set(pictures.map(\.name)))
  }
}
