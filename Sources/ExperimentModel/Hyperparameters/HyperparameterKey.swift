/// The dotted name of a field of the configuration, as presets, `--set` and `:set` spell it.
///
/// Layers are counted from 0: `network.hidden.0.units`.
public struct HyperparameterKey: Sendable, Hashable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The dotted name.
  public let description: String

  /// A key of a dotted name.
  public init(_ description: String) { self.description = description }

  /// A key of a dotted name.
  public init(stringLiteral value: String) { description = value }

  /// A key of a field of a hidden layer.
  public static func layer(_ index: Int, _ field: String) -> HyperparameterKey {
    HyperparameterKey("network.hidden.\(index).\(field)")
  }

  /// The index of the hidden layer the field belongs to, counted from the input.
  public var layerIndex: Int? {
    guard description.hasPrefix("network.hidden.") else { return nil }
    let parts = description.split(separator: ".")
    guard parts.count == 4, parts[0] == "network", parts[1] == "hidden" else { return nil }
    return Int(parts[2])
  }
}
