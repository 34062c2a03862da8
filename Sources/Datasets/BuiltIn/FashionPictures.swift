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
  func pictures(report: (LoadingProgress) -> Void) throws(DatasetError) -> PictureTable {
    var pictures: PictureTable?
    for (place, part) in ["train", "t10k"].enumerated() {
      report(LoadingProgress(stage: .reading, share: Double(place) * 0.8))
      let images = try file("\(part)-images-idx3-ubyte.gz", dimensions: 3)
      let labels = try file("\(part)-labels-idx1-ubyte.gz", dimensions: 1)
      guard images.sizes[0] == labels.sizes[0] else {
        throw DatasetError(
          .badData, in: folder,
          expected: "a label for each of \(grouped(images.sizes[0])) pictures",
          found: grouped(labels.sizes[0]), advice: Self.advice)
      }
      let shape = PictureShape(width: images.sizes[2], height: images.sizes[1])
      if pictures == nil { pictures = PictureTable(source: Self.name, shape: shape) }
      guard pictures?.shape == shape, shape.width > 0, shape.height > 0,
        labels.elements.allSatisfy({ Int($0) < Self.classNames.count })
      else {
        throw DatasetError(
          .badData, in: folder, expected: "pictures of one size and labels of 0…9",
          found: "others", advice: Self.advice)
      }
      pictures?.append(images.elements, labels: labels.elements)
    }
    guard var pictures, pictures.rowCount > 1 else {
      throw DatasetError(
        .badData, in: folder, expected: "pictures", found: "none", advice: Self.advice)
    }
    pictures.targetName = "garment"
    pictures.classNames = Self.classNames
    return pictures
  }

  private static let advice = "install it again: apt-get install --reinstall dataset-fashion-mnist"

  private func file(_ name: String, dimensions: Int) throws(DatasetError) -> IDXFile {
    let path = folder + "/" + name
    let packed = try DataFile.bytes(of: path) { _ in
      DatasetError(
        .notFound, in: Self.name, expected: "the file \(path)", found: "no such file",
        advice: "install it: apt-get install dataset-fashion-mnist")
    }
    do {
      let bytes = Unpacking.isPacked(packed) ? try Unpacking.unpacked(packed) : packed
      return try IDXFile(bytes, dimensions: dimensions)
    } catch {
      throw DatasetError(
        .badData, in: path, expected: "an IDX file of \(dimensions) dimensions of bytes",
        found: "a damaged one", advice: Self.advice)
    }
  }
}
