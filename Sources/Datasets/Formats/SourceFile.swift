import ExperimentModel
import Files

/// A data set in a file, or in a folder of files, by the path that somebody gave.
struct SourceFile {
  let path: String
  /// Whether what makes a reader wait is read too, such as a pipe.
  var waits = true

  /// The versions of all files that are read: with another version, what is read may be another.
  var versions: [FileVersion?] {
    ([path] + LabelFile.paths(beside: path)).map { FileVersion(of: $0) }
  }

  func loaded(report: (LoadingProgress) -> Void) throws(DatasetError) -> LoadedSource {
    report(LoadingProgress(stage: .reading, share: 0))
    guard FileKind(of: path) != .folder else {
      return .stored(try PictureFolder(path: path).table())
    }
    var identity = SourceIdentity()
    let bytes = try contents(&identity)
    guard SourceFormat(of: bytes) != .rows else {
      let reader = CSVReader(source: path)
      var table = try bytes.withSpan { span throws(DatasetError) in
        try reader.table(of: span, report: report)
      }
      table.identity = identity
      return .table(table)
    }
    let (inputs, labels) = try arrays(bytes, &identity)
    do {
      var table = try StoredTable(source: path, inputs: inputs, labels: labels?.labels)
      table.identity = identity
      if let file = labels?.file {
        table.notes.append("Targets are those of \(quoted(LabelFile.name(of: file))).")
      }
      return .stored(table)
    } catch {
      throw DatasetError(error, in: path)
    }
  }

  /// The file's inputs, and its targets with the file they are read from if it is another.
  private func arrays(
    _ bytes: SourceBytes, _ identity: inout SourceIdentity
  ) throws(DatasetError) -> (inputs: NumberArray, labels: (labels: NamedArray, file: String?)?) {
    if SourceFormat(of: bytes) == .npz {
      do {
        let arrays = try NPZFile(bytes).arrays()
        return (arrays.inputs, arrays.labels.map { ($0, nil) })
      } catch {
        throw DatasetError(error, in: path)
      }
    }
    let inputs = try array(bytes)
    guard let file = try labelFile(for: inputs) else { return (inputs, nil) }
    let labels = try SourceFile(path: file).array(
      try SourceFile(path: file).contents(&identity))
    return (inputs, (NamedArray(name: LabelFile.targetName(of: file), array: labels), file))
  }

  private func labelFile(for inputs: NumberArray) throws(DatasetError) -> String? {
    if let file = LabelFile.paths(beside: path).first { return file }
    guard inputs.format == "IDX" else { return nil }
    guard inputs.shape.count > 1 else {
      throw DatasetError(
        .badData, in: path, expected: "a file of pictures", found: "one of labels",
        advice: "name the file of the pictures; its labels are found beside it")
    }
    throw DatasetError(
      .notFound, in: path, expected: "a file of labels beside the pictures", found: "none",
      advice: "name them as MNIST's: train-images-idx3-ubyte and train-labels-idx1-ubyte")
  }
}

extension SourceFile {
  /// The one array of a file.
  func array(_ bytes: SourceBytes) throws(DatasetError) -> NumberArray {
    do {
      return SourceFormat(of: bytes) == .npy || path.hasSuffix(".npy")
        ? try NPYFile.array(bytes) : try IDXFile.array(bytes)
    } catch {
      throw DatasetError(error, in: path)
    }
  }

  /// The file's bytes, unpacked: in memory, or mapped where the format allows it.
  ///
  /// Those of the file itself become part of the identity.
  func contents(_ identity: inout SourceIdentity) throws(DatasetError) -> SourceBytes {
    if FileKind(of: path) == .regular {
      do {
        let head = try FileBytes.contents(of: path, limit: 16, waits: false)
        if SourceFormat(of: .read(head)).isMappable {
          let mapped = SourceBytes.mapped(try MappedFile(path))
          identity.add(mapped)
          return mapped
        }
      } catch {
        throw DataFile.unreadable(path, error)
      }
    }
    let bytes = try DataFile.bytes(of: path, waits: waits, missing: missing)
    identity.add(.read(bytes))
    guard Unpacking.begins(bytes.span) else { return .read(bytes) }
    do {
      return .read(try Unpacking.unpacked(bytes))
    } catch {
      switch error {
      case .tooLarge: throw DataFile.tooLarge(path)
      case .damaged, .cutShort:
        throw DatasetError(
          .badData, in: path, expected: "a whole gzip file",
          found: error == .damaged ? "a damaged one" : "one that is cut short",
          advice: "make or fetch it again")
      }
    }
  }

  private func missing(_ failure: SystemFailure) -> DatasetError {
    let names = BuiltInDataset.all.map(\.name)
    var advice = "built-in data sets are \(names.joined(separator: ", "))"
    if let nearest = nearestName(to: path, among: names) {
      advice = "did you mean \(quoted(nearest))? " + advice
    }
    return DatasetError(
      .notFound, in: path,
      expected: "a built-in data set, or a file of CSV, IDX or NumPy, plain or by gzip",
      found: failure.reason, advice: advice)
  }
}

/// What unpacked bytes hold, by the first of them.
enum SourceFormat {
  /// Rows of text, which is whatever is nothing else.
  case rows
  case idx
  case npy
  case npz

  init(of bytes: SourceBytes) {
    self = bytes.withSpan { bytes in
      if NPYFile.begins(bytes) { return .npy }
      if ZIPFile.begins(bytes) { return .npz }
      return IDXFile.begins(bytes) ? .idx : .rows
    }
  }

  /// Whether its numbers can be used as they lie in the file.
  var isMappable: Bool { self != .rows }
}
