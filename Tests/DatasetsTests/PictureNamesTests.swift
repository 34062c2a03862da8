import Datasets
import ExperimentModel
import Testing

struct PictureNamesTests {
  @Test func `the model and the data sets name the same pictures and tables`() {
    let pictures = BuiltInDataset.all.filter { $0.pictureShape != nil }
    #expect(DataConfiguration.pictureSources == Set(pictures.map(\.name)))
    let tables = BuiltInDataset.all.filter { $0.kind == .table }
    #expect(DataConfiguration.tableSources == Set(tables.map(\.name)))
  }
}
