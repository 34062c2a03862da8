import Datasets
import ExperimentModel
import NeuralNetwork
import Numerics

/// Judges a network on parts of the data, in inference mode.
struct Evaluator: ~Copyable {
  private let inference: Inference
  private let classes: IndexBlock

  // Large enough for matrix products at their full speed, small enough for the cache.
  private static let usualRowCount = 512
  /// Rows at a time where there are many sessions, each with an evaluator.
  static let sideRowCount = 64

  init(_ shape: NetworkShape, _ options: SessionOptions) {
    let rows = options.isTrial ? Self.sideRowCount : Self.usualRowCount
    inference = Inference(shape, capacity: rows)
    classes = IndexBlock(count: rows)
  }

  /// The mean loss and the metrics over all rows of a part; `nil` where it has none.
  func evaluate(
    _ network: borrowing Network, on part: borrowing EvaluationPart, _ judge: Judge
  ) -> EvaluationMetrics? {
    guard part.data.rowCount > 0 else { return nil }
    var tally = judge.emptyTally
    var loss = 0.0
    forEachChunk(of: part, network) { logits, expected in
      let mean = judge.loss.evaluate(predicted: logits, expected: expected, gradient: nil)
      loss += mean * Double(logits.rows)
      count(logits, expected, into: &tally, judge)
    }
    return EvaluationMetrics(loss: loss / Double(part.data.rowCount), task: tally.metrics)
  }

  /// Goes through the rows of a part with their logits, which may be overwritten.
  func forEachChunk(
    of part: borrowing EvaluationPart, _ network: borrowing Network,
    _ visit: (MatrixView, BatchTargets) -> Void
  ) {
    var start = 0
    while start < part.data.rowCount {
      let rows = min(inference.capacity, part.data.rowCount - start)
      part.data.inputs.copy(from: start, into: inference.input(rows: rows, of: network))
      visit(
        inference.logits(rows: rows, of: network), part.targets.rows(at: start, count: rows))
      start += rows
    }
  }

  private func count(
    _ logits: MatrixView, _ expected: BatchTargets, into tally: inout TaskTally, _ judge: Judge
  ) {
    switch (expected, tally) {
    case (.classes(let labels), .classes(var counts)):
      let guesses = classes.indices(at: 0, count: logits.rows)
      logits.argmaxRows(into: guesses)
      for row in 0..<logits.rows {
        counts.add(predicted: Int(guesses[row]), actual: Int(labels[row]))
      }
      tally = .classes(counts)
    case (.values(let values), .classes(var counts)):
      for row in 0..<logits.rows {
        counts.add(predicted: logits[row, 0] > 0 ? 1 : 0, actual: values[row] > 0.5 ? 1 : 0)
      }
      tally = .classes(counts)
    case (.values(let values), .numbers(var sums)):
      if judge.predictsLogarithms { logits.elements.exponential(into: logits.elements) }
      for row in 0..<logits.rows {
        sums.add(predicted: Double(logits[row, 0]), expected: Double(values[row]))
      }
      tally = .numbers(sums)
    case (.classes, .numbers):
      preconditionFailure("classes cannot be judged as numbers")
    }
  }
}

/// A part of the data with its targets where the kernels read them.
struct EvaluationPart: ~Copyable {
  let data: DataPart
  let targets: TargetMemory

  init(_ data: DataPart) {
    self.data = data
    targets = TargetMemory(data.targets)
  }
}

/// What predictions are judged by.
struct Judge {
  let loss: LossFunction
  /// Whether the prediction is the exponential of the logit.
  let predictsLogarithms: Bool
  let emptyTally: TaskTally

  init(_ training: TrainingConfiguration, _ data: PreparedData) {
    let task = data.facts.task
    loss = .evaluation(training, task: task)
    predictsLogarithms = training.loss == .poisson
    emptyTally =
      switch task {
      case .regression: .numbers(NumberTally(deviation: data.targetScale?.deviation ?? 1))
      case .binary, .multiclass:
        .classes(ClassTally(classCount: max(data.facts.classNames.count, 2)))
      }
  }
}
