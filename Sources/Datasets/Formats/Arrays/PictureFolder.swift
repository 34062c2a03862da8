import Files

/// A folder of pictures in the files of MNIST, plain or packed.
struct PictureFolder {
  private static let parts = ["train", "t10k", "test"]
  private static let endings = ["-images-idx3-ubyte", "-images.idx3-ubyte"]

  let path: String

  /// The pictures of all its files, those for training first.
  func table() throws(DatasetError) -> StoredTable {
    let files = Self.parts.compactMap { file(of: $0) }
    guard !files.isEmpty else {
      throw DatasetError(
        .notFound, in: path,
        expected: "a file, or a folder with \(Self.parts[0])\(Self.endings[0])",
        found: "a folder without it", advice: "name a file in it")
    }
    var tables: [StoredTable] = []
    for file in files {
      guard case .stored(let table) = try SourceFile(path: file).loaded(report: { _ in }) else {
        throw DatasetError(
          .badData, in: file, expected: "an IDX file of pictures", found: "something else")
      }
      tables.append(table)
    }
    do {
      return try StoredTable.joined(tables, source: path)
    } catch {
      throw DatasetError(error, in: path)
    }
  }

  private func file(of part: String) -> String? {
    Self.endings.flatMap { [part + $0, part + $0 + ".gz"] }
      .map { FilePath.joined(path, $0) }.first { FileKind(of: $0) == .regular }
  }
}
