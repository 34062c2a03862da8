/// Everything that describes an experiment: what a preset file holds.
///
/// A run is its configuration and the list of changes made to it, each with the step at which it
/// took effect.
public struct ExperimentConfiguration: Sendable, Equatable {
  /// A title for people; free text, may be empty.
  public var name = ""
  /// Free text.
  public var notes = ""
  /// Where the rows come from and how they are prepared.
  public var data = DataConfiguration()
  /// The shape of the network.
  public var network = NetworkConfiguration()
  /// How it is trained.
  public var training = TrainingConfiguration()
  /// The Bayes or human error that bias is measured against, in the task's error metric (0…1).
  public var targetError: Double?

  /// A configuration with every field at its default.
  public init() {}

  /// Takes the rows from another source; what only the one before had to choose goes back to its
  /// default, for no file would mention it.
  public mutating func useSource(_ source: String) {
    data.source = source
    if !data.mayHavePictures { training.augmentation.forgetPictures() }
    guard !data.isGenerated else { return }
    let defaults = DataConfiguration()
    data.rows = defaults.rows
    data.noise = defaults.noise
  }
}

/// Where the rows come from and how they are prepared.
public struct DataConfiguration: Sendable, Equatable {
  /// A built-in name, or a path.
  public var source = "breast-cancer"
  /// The column to predict; `nil` lets the source decide.
  public var target: String?
  /// What to predict.
  public var task = TaskSelection.auto
  /// Shares of the rows.
  public var split = SplitShares()
  /// Whether inputs, and the target of a regression, are scaled by the training part's mean and
  /// deviation.
  public var standardize = true
  /// Seeds the split and generated data.
  public var seed = 1
  /// Rows of generated data.
  public var rows = 500
  /// Noise of generated data: the deviation added to each coordinate, or for `xor` and `plane` the
  /// share of the range, 0…1.
  public var noise = 0.1

  /// The defaults.
  public init() {}

  /// The names of sources that are made by a formula: those that have rows and noise to choose.
  public static let generatedSources: Set<String> = [
    "circles", "xor", "blobs", "spiral", "moons", "plane",
  ]

  /// The names of built-in sources whose rows are pictures: those that can be flipped and turned.
  public static let pictureSources: Set<String> = ["digits", "fashion-mnist"]

  /// The names of built-in sources whose rows are measurements.
  public static let tableSources: Set<String> = ["breast-cancer", "iris", "wine", "diabetes"]

  /// Whether the rows may be pictures, as far as the source's name tells.
  ///
  /// A folder may hold some, an array too; a name with another ending is that of a table.
  public var mayHavePictures: Bool {
    if Self.pictureSources.contains(source) { return true }
    if isGenerated || Self.tableSources.contains(source) { return false }
    var name = source.split(separator: "/").last ?? ""
    if name.hasSuffix(".gz") { name = name.dropLast(3) }
    return [".npy", ".npz", "ubyte"].contains { name.hasSuffix($0) }
      || !name.contains(".") || name.allSatisfy { $0 == "." }
  }

  /// Whether the rows are made by a formula.
  public var isGenerated: Bool { Self.generatedSources.contains(source) }
}

/// The shares of the rows that train, that choose, and that are held back; they sum to 1.
public struct SplitShares: Sendable, Equatable {
  /// Rows the weights are fitted to.
  public var train = 0.7
  /// Rows that judge while training goes on.
  public var dev = 0.2
  /// Rows looked at once, at the end.
  public var test = 0.1

  /// The defaults, 0.7, 0.2 and 0.1.
  public init() {}

  /// Three shares.
  public init(train: Double, dev: Double, test: Double) {
    self.train = train
    self.dev = dev
    self.test = test
  }
}
