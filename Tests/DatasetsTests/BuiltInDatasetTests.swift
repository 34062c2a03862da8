import ExperimentModel
import Testing

@testable import Datasets

@Test(arguments: BuiltInDataset.all.filter { $0.name != "fashion-mnist" })
func `a built-in data set loads with the rows, inputs and classes it states`(
  dataset: BuiltInDataset
) throws {
  var configuration = DataConfiguration()
  configuration.source = dataset.name
  let data = try DatasetLoader().load(configuration)
  let rows = data.rows
  #expect(rows.train + rows.dev + rows.test == dataset.rowCount)
  #expect(data.facts.featureNames.count == dataset.featureCount)
  #expect(data.facts.task == dataset.task)
  #expect(data.facts.targetName == dataset.target)
  #expect(data.pictureShape == dataset.pictureShape)
  #expect(data.train.values.count == rows.train * dataset.featureCount)
  #expect(data.train.values.allSatisfy { $0.isFinite })
}

@Test func `the default data set is split as its shares say`() throws {
  let data = try DatasetLoader().load(DataConfiguration())
  #expect(data.rows == PartRows(train: 398, dev: 114, test: 57))
  #expect(data.facts.classNames == ["benign", "malignant"])
  // 212 of 569 are malignant, in every part as nearly as whole rows allow.
  #expect([data.train, data.dev, data.test].map(ones) == [148, 43, 21])
}

private func ones(_ part: DataPart) -> Int {
  guard case .values(let values) = part.targets else { return -1 }
  return values.count { $0 == 1 }
}
