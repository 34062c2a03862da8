public import ExperimentModel
import Files

/// Loads data sets without remembering them.
public struct DatasetLoader {
  /// The folder of Debian's Fashion-MNIST files.
  var fashionFolder = FashionPictures.debianFolder
  /// Whether what makes a reader wait is read too, such as a pipe.
  var waits = true

  /// A loader.
  public init() {}

  /// The rows a configuration describes, ready for training.
  ///
  /// The source is a built-in name or a path, relative to the working directory, of a file of CSV, IDX
  /// or NumPy or a folder of MNIST's files. The same file,
  /// configuration and seed give the same data. With `keepsTargetUnits` a regression's target stays
  /// unscaled, as the counts of a Poisson loss must. Where the source has the bytes of `record`, its
  /// preparation is done again. `report` is called now and then while a large file is read.
  ///
  /// - Throws: what is wrong with the data, or which column a record's preparation no longer fits.
  public func load(
    _ configuration: DataConfiguration, keepsTargetUnits: Bool = false,
    record: SourceRecord? = nil, report: (LoadingProgress) -> Void = { _ in }
  ) throws(DatasetError) -> PreparedData {
    try DatasetLibrary(loader: self).load(
      configuration, keepsTargetUnits: keepsTargetUnits, record: record, report: report)
  }
}

/// How far loading has come.
public struct LoadingProgress: Sendable, Equatable {
  /// What is being done.
  public enum Stage: Sendable {
    /// The file is read and its fields are told apart.
    case reading
    /// The columns become the network's inputs.
    case preparing
  }

  /// What is being done.
  public let stage: Stage
  /// The share of this stage that is done, 0…1.
  public let share: Double
}

/// Loads data sets and keeps the last table read, so that another split, seed or scaling of a large
/// file does not read it again.
///
/// Belongs to one thread.
public final class DatasetLibrary {
  private let loader: DatasetLoader
  private var kept: (key: SourceKey, source: LoadedSource)?

  /// An empty library, which refuses what could make its thread wait for ever: pipes and devices.
  public convenience init() {
    var loader = DatasetLoader()
    loader.waits = false
    self.init(loader: loader)
  }

  init(loader: DatasetLoader) { self.loader = loader }

  /// As ``DatasetLoader/load(_:keepsTargetUnits:record:report:)``.
  public func load(
    _ configuration: DataConfiguration, keepsTargetUnits: Bool = false,
    record: SourceRecord? = nil, report: (LoadingProgress) -> Void = { _ in }
  ) throws(DatasetError) -> PreparedData {
    let source = try source(of: configuration, report: report)
    report(LoadingProgress(stage: .preparing, share: 0))
    let kept = record.flatMap { $0.hash == source.identity.hash() ? $0.preparation : nil }
    let data: PreparedData
    switch source {
    case .table(let table):
      data = try Preparation(
        table: table, configuration: configuration, keepsTargetUnits: keepsTargetUnits,
        record: kept
      ).prepared()
    case .stored(let stored) where stored.isSmall:
      data = try Preparation(
        table: stored.table(), configuration: configuration, keepsTargetUnits: keepsTargetUnits,
        record: kept
      ).prepared()
    case .stored(let stored):
      data = try StoredPreparation(
        table: stored, configuration: configuration, keepsTargetUnits: keepsTargetUnits,
        record: kept
      ).prepared(report: report)
    }
    report(LoadingProgress(stage: .preparing, share: 1))
    return data
  }

  private func source(
    of configuration: DataConfiguration, report: (LoadingProgress) -> Void
  ) throws(DatasetError) -> LoadedSource {
    let name = configuration.source
    // Generated and embedded tables are made anew faster than anyone can ask for them.
    if let pattern = GeneratedTable(rawValue: name) {
      return .table(try pattern.table(configuration))
    }
    if let embedded = EmbeddedTable(rawValue: name) { return .table(try embedded.table()) }
    let key: SourceKey =
      name == FashionPictures.name
      ? .pictures : .file(path: name, versions: SourceFile(path: name).versions)
    if let kept, kept.key == key { return kept.source }
    // Two large tables at once would be twice the memory.
    kept = nil
    let source = try loader.read(key, report: report)
    kept = (key, source)
    return source
  }
}

/// A source as read, before it is prepared.
enum LoadedSource {
  case table(Table)
  case stored(StoredTable)

  var identity: SourceIdentity {
    switch self {
    case .table(let table): table.identity
    case .stored(let table): table.identity
    }
  }
}

/// What a source is read from: another key means reading again.
enum SourceKey: Equatable {
  case pictures
  case file(path: String, versions: [FileVersion?])
}

extension DatasetLoader {
  func read(
    _ key: SourceKey, report: (LoadingProgress) -> Void
  ) throws(DatasetError) -> LoadedSource {
    switch key {
    case .pictures:
      return .stored(try FashionPictures(folder: fashionFolder).table(report: report))
    case .file(let path, _):
      return try SourceFile(path: path, waits: waits).loaded(report: report)
    }
  }
}
