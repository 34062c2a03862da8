public import ExperimentModel

/// A data set ready for training: numbers only, split, scaled.
public struct PreparedData: Sendable {
  /// Task, names of inputs and classes, and what was done to the columns.
  public let facts: DataFacts
  /// Rows the weights are fitted to.
  public let train: DataPart
  /// Rows that judge while training goes on; may be empty.
  public let dev: DataPart
  /// Rows held back; may be empty.
  public let test: DataPart
  /// How a regression's target was scaled; `nil` where it was not.
  public let targetScale: TargetScale?
  /// How each input was scaled, in the order of `facts.featureNames`; mean 0 and deviation 1 where
  /// it was not.
  public let inputScales: [InputScale]
  /// Width and height where a row of inputs is a picture, top row first.
  public let pictureShape: PictureShape?
  private let identity: SourceIdentity
  private let preparation: PreparationRecord?

  /// Numbers that are scaled as they should be already.
  public init(facts: DataFacts, train: DataPart, dev: DataPart, test: DataPart) {
    self.init(
      facts: facts, train: train, dev: dev, test: test, targetScale: nil,
      inputScales: facts.featureNames.map { _ in .unscaled }, pictureShape: nil)
  }

  init(
    facts: DataFacts, train: DataPart, dev: DataPart, test: DataPart, targetScale: TargetScale?,
    inputScales: [InputScale], pictureShape: PictureShape?,
    identity: SourceIdentity = SourceIdentity(), preparation: PreparationRecord? = nil
  ) {
    self.facts = facts
    self.train = train
    self.dev = dev
    self.test = test
    self.targetScale = targetScale
    self.inputScales = inputScales
    self.pictureShape = pictureShape
    self.identity = identity
    self.preparation = preparation
  }

  /// What the rows are recognised by and can be prepared with again; `nil` for rows without a source.
  ///
  /// Cost: a look at up to 64 MB of a file that is mapped.
  public func record() -> SourceRecord? {
    preparation.map { SourceRecord(hash: identity.hash(), preparation: $0) }
  }

  /// Rows of each part.
  public var rows: PartRows {
    PartRows(train: train.rowCount, dev: dev.rowCount, test: test.rowCount)
  }
}

/// One part of a data set.
public struct DataPart: Sendable {
  /// What is known of each row.
  public let inputs: InputRows
  /// Rows; 0 where the split gives this part nothing.
  public let rowCount: Int
  /// What is to be predicted, one a row.
  public let targets: Targets

  /// A part of `inputs` [rowCount × features] in memory, whose targets are as many as its rows.
  public init(inputs: [Float], rowCount: Int, targets: Targets) {
    precondition(
      rowCount == 0 ? inputs.isEmpty : inputs.count.isMultiple(of: rowCount),
      "\(inputs.count) inputs do not divide into \(rowCount) rows")
    self.init(.dense(inputs), rowCount: rowCount, targets: targets)
  }

  /// A part whose inputs stay where they are.
  init(inputs: StoredRows, targets: Targets) {
    self.init(.stored(inputs), rowCount: inputs.rowCount, targets: targets)
  }

  private init(_ inputs: InputRows, rowCount: Int, targets: Targets) {
    precondition(targets.count == rowCount, "\(targets.count) targets for \(rowCount) rows")
    self.inputs = inputs
    self.rowCount = rowCount
    self.targets = targets
  }
}

/// What is to be predicted, one a row.
public enum Targets: Sendable, Equatable {
  /// A regression's numbers, on the scale trained on; or 0 and 1 for two classes.
  case values([Float])
  /// The number of each row's class, from 0.
  case classes([Int32])

  /// Rows.
  public var count: Int {
    switch self {
    case .values(let values): values.count
    case .classes(let classes): classes.count
    }
  }
}

/// How a regression's target was scaled: `trained = (own − mean) / deviation`.
public struct TargetScale: Sendable, Equatable {
  /// The training part's mean, in the target's own units.
  public let mean: Double
  /// The training part's population deviation, in the target's own units; above 0.
  public let deviation: Double

  /// A scale.
  public init(mean: Double, deviation: Double) {
    self.mean = mean
    self.deviation = deviation
  }
}

/// How an input was scaled: `trained = (own − mean) / deviation`.
public struct InputScale: Sendable, Equatable {
  /// The training part's mean, in the column's own units.
  public let mean: Double
  /// The training part's population deviation, in the column's own units; above 0.
  public let deviation: Double

  /// A scale.
  public init(mean: Double, deviation: Double) {
    self.mean = mean
    self.deviation = deviation
  }

  /// An input that was left as it is.
  public static let unscaled = InputScale(mean: 0, deviation: 1)
}

/// The size of a picture.
public struct PictureShape: Sendable, Equatable {
  /// Pixels in a row.
  public let width: Int
  /// Rows of pixels.
  public let height: Int
}
