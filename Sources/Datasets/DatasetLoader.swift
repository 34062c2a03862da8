public import ExperimentModel

/// Loads data sets without remembering them.
public struct DatasetLoader {
  /// The folder of Debian's Fashion-MNIST files.
  var fashionFolder = FashionPictures.debianFolder

  /// A loader.
  public init() {}

  /// The rows a configuration describes, ready for training.
  ///
  /// The source is a built-in name or a path, relative to the working directory. The same file,
  /// configuration and seed give the same data.
  ///
  /// - Parameters:
  ///   - keepsTargetUnits: whether a regression's target stays unscaled, as the counts of a Poisson
  ///     loss must.
  ///   - report: called now and then while a large file is read.
  /// - Throws: ``DatasetError``, one message that says where, what and what to do.
  public func load(
    _ configuration: DataConfiguration, keepsTargetUnits: Bool = false,
    report: (LoadingProgress) -> Void = { _ in }
  ) throws(DatasetError) -> PreparedData {
    try DatasetLibrary(loader: self).load(
      configuration, keepsTargetUnits: keepsTargetUnits, report: report)
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

  /// An empty library.
  public convenience init() { self.init(loader: DatasetLoader()) }

  init(loader: DatasetLoader) { self.loader = loader }

  /// As ``DatasetLoader/load(_:keepsTargetUnits:report:)``.
  public func load(
    _ configuration: DataConfiguration, keepsTargetUnits: Bool = false,
    report: (LoadingProgress) -> Void = { _ in }
  ) throws(DatasetError) -> PreparedData {
    let source = try source(of: configuration, report: report)
    report(LoadingProgress(stage: .preparing, share: 0))
    let data: PreparedData
    switch source {
    case .table(let table):
      data = try Preparation(
        table: table, configuration: configuration, keepsTargetUnits: keepsTargetUnits
      ).prepared()
    }
    report(LoadingProgress(stage: .preparing, share: 1))
    return data
  }

  private func source(
    of configuration: DataConfiguration, report: (LoadingProgress) -> Void
  ) throws(DatasetError) -> LoadedSource {
    if let pattern = GeneratedTable(rawValue: configuration.source) {
      return .table(try pattern.table(configuration))
    }
    throw DatasetError(
      .notFound, in: configuration.source, expected: "a built-in data set or a file",
      found: "neither")
  }
}

/// A source as read, before it is prepared.
enum LoadedSource {
  case table(Table)
}

/// What a source was read from: another key means reading again.
enum SourceKey: Equatable {
  case builtIn(String)
}

enum FashionPictures {
  static let debianFolder = "/usr/share/datasets/fashion-mnist"
}
