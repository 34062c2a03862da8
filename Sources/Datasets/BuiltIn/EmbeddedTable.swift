import CBuiltInData

/// The tables that are part of the program.
enum EmbeddedTable: String, CaseIterable {
  case iris
  case wine
  case breastCancer = "breast-cancer"
  case digits
  case diabetes

  func table() throws(DatasetError) -> Table {
    // Ours, so there is nothing to find out but which columns are text, and the first rows show it.
    let reader = CSVReader(source: rawValue, dialect: Dialect(), sampleCount: 3)
    let bytes = self.bytes
    var table = try reader.table(of: bytes.span)
    let dataset = BuiltInDataset.named(rawValue)
    table.usualTarget = dataset?.target
    table.pictureShape = dataset?.pictureShape
    table.isCurated = true
    table.identity.add(.read(bytes))
    return table
  }

  private var bytes: [UInt8] {
    let embedded =
      switch self {
      case .iris: unsafe nn_built_in_iris()
      case .wine: unsafe nn_built_in_wine()
      case .breastCancer: unsafe nn_built_in_breast_cancer()
      case .digits: unsafe nn_built_in_digits()
      case .diabetes: unsafe nn_built_in_diabetes()
      }
    return unsafe Array(UnsafeBufferPointer(start: embedded.start, count: embedded.count))
  }
}
