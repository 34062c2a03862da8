import Datasets
import ExperimentModel
import Testing

@Test(arguments: ["circles", "xor", "blobs", "spiral", "moons", "plane"])
func `generated data has the rows asked for`(name: String) throws {
  var configuration = DataConfiguration()
  configuration.source = name
  let data = try DatasetLoader().load(configuration)
  #expect(data.rows == PartRows(train: 350, dev: 100, test: 50))
}
