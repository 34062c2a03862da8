/// One array of a network's numbers, under the name it is stored by.
///
/// Layers are counted from 0 and the output layer is the last: `layers.0.weight` [units × inputs],
/// `layers.0.bias` [units].
public struct WeightTensor: Sendable, Equatable {
  /// The name.
  public var name: String
  /// The length of each dimension, the one that varies slowest first.
  public var shape: [Int]
  /// The numbers, the last dimension varying fastest.
  public var values: [Float]

  /// A tensor, whose values are as many as its shape says.
  public init(name: String, shape: [Int], values: [Float]) {
    precondition(
      shape.reduce(1, *) == values.count, "\(values.count) values of \(name) for shape \(shape)")
    self.name = name
    self.shape = shape
    self.values = values
  }
}
