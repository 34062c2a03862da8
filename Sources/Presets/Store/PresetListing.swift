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
  /// Its title for people; empty where it has none.
  public var title: String
  /// Where it comes from.
  public var origin: Origin
  /// Its file; `nil` for a built-in one.
  public var path: String?
  /// Why it cannot be opened; `nil` for a valid one.
  public var problem: PresetError?

  /// An entry of a list.
  public init(
    name: String, title: String, origin: Origin, path: String?, problem: PresetError? = nil
  ) {
    self.name = name
    self.title = title
    self.origin = origin
    self.path = path
    self.problem = problem
  }
}
