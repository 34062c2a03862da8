/// What a network is asked to predict.
public enum Task: String, Sendable, CaseIterable {
  /// One or more numbers.
  case regression
  /// One of two classes.
  case binary
  /// One of three or more classes.
  case multiclass
}

/// The task as a preset states it: a task, or left to the data.
public enum TaskSelection: String, Sendable, CaseIterable {
  /// The target column decides.
  case auto
  /// See ``Task/regression``.
  case regression
  /// See ``Task/binary``.
  case binary
  /// See ``Task/multiclass``.
  case multiclass
}

/// An activation function, by the name presets use.
public enum Activation: String, Sendable, CaseIterable {
  case linear
  case sigmoid
  case tanh
  case relu
  case leakyReLU = "leaky_relu"
  case elu
  case selu
  case gelu
  case silu
  case softplus
  case softsign
  case mish
}

/// A loss function, by the name presets use.
public enum Loss: String, Sendable, CaseIterable {
  case meanSquaredError = "mean_squared_error"
  case meanAbsoluteError = "mean_absolute_error"
  case huber
  case logCosh = "log_cosh"
  case binaryCrossentropy = "binary_crossentropy"
  case categoricalCrossentropy = "categorical_crossentropy"
  case poisson
  case hinge

  /// The tasks this loss can train.
  public var tasks: [Task] {
    switch self {
    case .meanSquaredError, .meanAbsoluteError, .huber, .logCosh, .poisson: [.regression]
    case .binaryCrossentropy, .hinge: [.binary]
    case .categoricalCrossentropy: [.multiclass]
    }
  }

  /// The loss that `auto` stands for.
  public static func automatic(for task: Task) -> Loss {
    switch task {
    case .regression: .meanSquaredError
    case .binary: .binaryCrossentropy
    case .multiclass: .categoricalCrossentropy
    }
  }
}

/// How much each class counts in the training loss, by the name presets use.
public enum ClassWeights: String, Sendable, CaseIterable {
  /// Every row counts the same.
  case none
  /// Every class counts the same: a row weighs rows / (classes · rows of its class).
  case balanced
}

/// A rule for the first weights, by the name presets use.
public enum Initializer: String, Sendable, CaseIterable {
  case glorotUniform = "glorot_uniform"
  case glorotNormal = "glorot_normal"
  case heUniform = "he_uniform"
  case heNormal = "he_normal"
  case lecunUniform = "lecun_uniform"
  case lecunNormal = "lecun_normal"
  case orthogonal
  case normal
  case uniform
  case zeros
}
