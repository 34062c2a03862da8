import Datasets
import ExperimentModel
import Numerics

/// The loss of a configuration for a task, ready to compute.
enum LossFunction: Sendable, Equatable {
  /// Against numbers, or 0 and 1 for two classes.
  case values(LossKernel)
  /// Against numbers of classes.
  case classes(smoothing: Float)

  /// The loss that a configuration trains with.
  init(_ training: TrainingConfiguration, task: Task) {
    self.init(training, task: task, smoothing: Float(training.labelSmoothing))
  }

  /// The loss that a configuration is judged by: without label smoothing.
  static func evaluation(_ training: TrainingConfiguration, task: Task) -> LossFunction {
    LossFunction(training, task: task, smoothing: 0)
  }

  private init(_ training: TrainingConfiguration, task: Task, smoothing: Float) {
    switch training.loss ?? .automatic(for: task) {
    case .meanSquaredError: self = .values(.meanSquaredError)
    case .meanAbsoluteError: self = .values(.meanAbsoluteError)
    case .huber: self = .values(.huber(delta: Float(training.huberDelta)))
    case .logCosh: self = .values(.logCosh)
    case .binaryCrossentropy: self = .values(.binaryCrossentropy(smoothing: smoothing))
    case .poisson: self = .values(.poisson)
    case .hinge: self = .values(.hinge)
    case .categoricalCrossentropy: self = .classes(smoothing: smoothing)
    }
  }

  /// The mean loss, and its gradient where there is room for it.
  ///
  /// `rowWeights` multiply the losses of their rows and leave what the sum is divided by.
  func evaluate(
    predicted: MatrixView, expected: BatchTargets, gradient: MatrixView?,
    rowWeights: VectorView? = nil
  ) -> Double {
    switch (self, expected) {
    case (.values(let kernel), .values(let values)):
      kernel.evaluate(
        predicted: predicted, expected: values.matrix(rows: predicted.rows, columns: 1),
        gradient: gradient, rowWeights: rowWeights)
    case (.classes(let smoothing), .classes(let labels)):
      CategoricalCrossentropy.evaluate(
        predicted: predicted, labels: labels, smoothing: smoothing, gradient: gradient,
        rowWeights: rowWeights)
    case (.values, .classes), (.classes, .values):
      preconditionFailure("a loss against numbers met classes, or the other way around")
    }
  }
}

/// The targets of some rows.
enum BatchTargets {
  case values(VectorView)
  case classes(IndexView)
}

/// The targets of a part of the data, in memory the kernels read.
struct TargetMemory: ~Copyable {
  private let values: FloatBlock
  private let classes: IndexBlock
  private let isClasses: Bool

  init(_ targets: Targets) {
    switch targets {
    case .values(let numbers):
      isClasses = false
      values = FloatBlock(count: numbers.count)
      classes = IndexBlock(count: 0)
      values.all.copy(from: numbers.span)
    case .classes(let labels):
      isClasses = true
      values = FloatBlock(count: 0)
      classes = IndexBlock(count: labels.count)
      classes.all.copy(from: labels.span)
    }
  }

  init(rows: Int, like other: borrowing TargetMemory) {
    isClasses = other.isClasses
    values = FloatBlock(count: isClasses ? 0 : rows)
    classes = IndexBlock(count: isClasses ? rows : 0)
  }

  /// The targets of consecutive rows.
  func rows(at start: Int, count: Int) -> BatchTargets {
    isClasses
      ? .classes(classes.indices(at: start, count: count))
      : .values(values.vector(at: start, count: count))
  }

  /// Copies the targets of `indices` of another part here, from the first row on.
  func gather(_ indices: IndexView, from other: borrowing TargetMemory) {
    if isClasses {
      other.classes.all.gather(indices, into: classes.indices(at: 0, count: indices.count))
    } else {
      other.values.all.gather(indices, into: values.vector(at: 0, count: indices.count))
    }
  }
}
