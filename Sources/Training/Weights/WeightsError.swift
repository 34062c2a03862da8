/// Why bytes are no weights: what was expected and what was found.
public struct WeightsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The tensor at fault; `nil` for the file as a whole.
  public var tensor: String?
  /// What would have been right.
  public var expected: String
  /// What was there.
  public var found: String

  /// An error.
  public init(tensor: String? = nil, expected: String, found: String) {
    self.tensor = tensor
    self.expected = expected
    self.found = found
  }

  /// The error as one sentence, without the file's name; names of the file are made printable.
  public var description: String {
    let place = tensor.map { "tensor '\($0)': " } ?? ""
    return "\(place)expected \(expected), found \(found)"
  }
}
