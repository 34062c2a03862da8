public import ExperimentModel

/// A data set the program knows by name.
public struct BuiltInDataset: Sendable, Equatable {
  /// What a data set is made of.
  public enum Kind: String, Sendable {
    /// A table of measurements.
    case table
    /// Points drawn anew for every seed.
    case generated
    /// A row is a picture.
    case pictures
  }

  /// The name to load it by.
  public let name: String
  /// Its title.
  public let title: String
  /// Rows; for generated data the usual number.
  public let rowCount: Int
  /// Inputs.
  public let featureCount: Int
  /// What is predicted.
  public let task: Task
  /// The target column.
  public let target: String
  /// Where it comes from.
  public let source: String
  /// Under which licence.
  public let licence: String
  /// What it is made of.
  public let kind: Kind
  /// One sentence.
  public let summary: String
  /// Width and height where a row is a picture.
  public let pictureShape: PictureShape?

  /// The data set of that name.
  public static func named(_ name: String) -> BuiltInDataset? {
    all.first { $0.name == name }
  }
}
