import ExperimentModel
import Testing

@testable import Datasets

struct GeneratedNamesTests {
  @Test func `the model and the data sets name the same generated sources`() {
    #expect(
      DataConfiguration.generatedSources == Set(GeneratedTable.allCases.map(\.rawValue)))
  }
}
