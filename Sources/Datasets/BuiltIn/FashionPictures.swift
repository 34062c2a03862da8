/// Fashion-MNIST as Debian's package installs it.
///
/// Source: Xiao, Rasul, Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
/// Learning Algorithms", 2017.
struct FashionPictures {
  static let debianFolder = "/usr/share/datasets/fashion-mnist"
  static let name = "fashion-mnist"
  static let classNames = [
    "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
    "ankle boot",
  ]

  let folder: String

  /// The training file's 60,000 pictures, then the test file's 10,000.
  func table(report: (LoadingProgress) -> Void) throws(DatasetError) -> StoredTable {
    var tables: [StoredTable] = []
    var identity = SourceIdentity()
    for (place, part) in ["train", "t10k"].enumerated() {
      report(LoadingProgress(stage: .reading, share: Double(place) * 0.8))
      let images = try array("\(part)-images-idx3-ubyte.gz", dimensions: 3, &identity)
      let labels = try array("\(part)-labels-idx1-ubyte.gz", dimensions: 1, &identity)
      do {
        tables.append(
          try StoredTable(
            source: Self.name, inputs: images, labels: NamedArray(name: "garment", array: labels)))
      } catch {
        throw damaged(error)
      }
    }
    do {
      var table = try StoredTable.joined(tables, source: Self.name)
      table.classNames = Self.classNames
      table.identity = identity
      return table
    } catch {
      throw damaged(error)
    }
  }

  private func array(
    _ name: String, dimensions: Int, _ identity: inout SourceIdentity
  ) throws(DatasetError) -> NumberArray {
    let path = folder + "/" + name
    let packed = try DataFile.bytes(of: path) { _ in
      DatasetError(
        .notFound, in: Self.name, expected: "the file \(path)", found: "no such file",
        advice: "install it: apt-get install dataset-fashion-mnist")
    }
    identity.add(.read(packed))
    let array: NumberArray?
    do {
      let bytes = Unpacking.begins(packed.span) ? try Unpacking.unpacked(packed) : packed
      array = try IDXFile.array(.read(bytes))
    } catch {
      array = nil
    }
    guard let array, array.shape.count == dimensions else {
      throw DatasetError(
        .badData, in: path, expected: "an IDX file of \(dimensions) dimensions of bytes",
        found: "a damaged one", advice: Self.advice)
    }
    return array
  }

  private func damaged(_ problem: RecordProblem) -> DatasetError {
    DatasetError(
      .badData, in: folder, expected: problem.expected, found: problem.found, advice: Self.advice)
  }

  private static let advice = "install it again: apt-get install --reinstall dataset-fashion-mnist"
}
