public import ExperimentModel
import Files

/// A preset in a list.
public struct PresetListing: Sendable, Equatable {
  /// Where a preset comes from.
  public enum Origin: String, Sendable {
    /// It is part of the program.
    case builtIn = "built-in"
    /// It lies in the person's own folder.
    case user
  }

  /// The name to open it by.
  public var name: String
  /// Where it comes from.
  public var origin: Origin
  /// Its file; `nil` for a built-in one.
  public var path: String?
  /// What it describes; `nil` for one that cannot be opened.
  public var configuration: ExperimentConfiguration?
  /// Why it cannot be opened; `nil` for a valid one.
  public var problem: PresetError?

  /// Its title for people, without control characters; empty where it has none.
  public var title: String { printable(configuration?.name ?? "", limit: 200) }
}
