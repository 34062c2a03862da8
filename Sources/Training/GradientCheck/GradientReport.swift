/// How the gradient of a batch compares, tensor by tensor.
public struct GradientReport: Sendable, Equatable {
  /// Rows of the batch.
  public var rows: Int
  /// The loss of the batch, without penalty.
  public var loss: Double
  /// The tensors, from the input up.
  public var tensors: [TensorGradient]

  /// Whether every tensor's gradient is right.
  public var isPassed: Bool { tensors.allSatisfy(\.isPassed) }
}

/// How the gradient of one tensor of parameters compares.
public struct TensorGradient: Sendable, Equatable {
  /// As weights files name it: `layers.0.weight`.
  public var name: String
  /// As weights files shape it.
  public var shape: [Int]
  /// ‖a − d‖ / (‖a‖ + ‖d‖) for some elements: a by backpropagation in double precision, d by central
  /// differences.
  public var differenceError: Double
  /// ‖g − a‖ / (‖g‖ + ‖a‖) for all elements: g by the engine, in single precision.
  public var engineError: Double
  /// Elements that were compared with differences.
  public var checkedCount: Int
  /// Elements left out, because the step to both sides crosses a kink.
  public var skippedCount: Int
  /// The element that is farthest off.
  public var worst: Element?

  /// One element of a tensor, three ways.
  public struct Element: Sendable, Equatable {
    /// Its place in the tensor's shape.
    public var index: [Int]
    /// The engine's gradient.
    public var engine: Double
    /// By backpropagation in double precision.
    public var analytic: Double
    /// By central differences; `nil` where they were not taken of it.
    public var difference: Double?
  }

  /// Whether both errors are within their limits.
  public var isPassed: Bool {
    differenceError <= GradientCheck.largestDifferenceError
      && engineError <= GradientCheck.largestEngineError
  }
}
