import ExperimentModel
import Numerics

/// What predictions of a part of the data add up to.
enum TaskTally {
  case classes(ClassTally)
  case numbers(NumberTally)

  var metrics: TaskMetrics {
    switch self {
    case .classes(let tally): tally.metrics
    case .numbers(let tally): tally.metrics
    }
  }
}

/// Rows of each class, by what was predicted and what was right.
struct ClassTally {
  private var actual: [Int]
  private var predicted: [Int]
  private var hits: [Int]

  init(classCount: Int) {
    actual = Array(repeating: 0, count: classCount)
    predicted = actual
    hits = actual
  }

  mutating func add(predicted guess: Int, actual truth: Int) {
    actual[truth] += 1
    predicted[guess] += 1
    if guess == truth { hits[truth] += 1 }
  }

  /// Accuracy, and the unweighted mean of F1 over the classes that occur or were predicted.
  var metrics: TaskMetrics {
    let rows = actual.reduce(0, +)
    let scores = actual.indices.compactMap { index -> Double? in
      let rows = actual[index] + predicted[index]
      return rows == 0 ? nil : Double(2 * hits[index]) / Double(rows)
    }
    return .classification(
      accuracy: rows == 0 ? 0 : Double(hits.reduce(0, +)) / Double(rows),
      macroF1: scores.isEmpty ? 0 : scores.reduce(0, +) / Double(scores.count))
  }
}

/// Sums of errors and of the target, on the scale trained on.
struct NumberTally {
  /// Own units for one unit of the scale trained on.
  let deviation: Double
  private var count = 0
  private var squaredErrors = 0.0
  private var absoluteErrors = 0.0
  private var mean = 0.0
  private var squaredDeviations = 0.0

  init(deviation: Double) { self.deviation = deviation }

  mutating func add(predicted: Double, expected: Double) {
    let error = predicted - expected
    squaredErrors += error * error
    absoluteErrors += abs(error)
    // Welford's running variance: sums of squares would cancel for targets far from 0.
    count += 1
    let distance = expected - mean
    mean += distance / Double(count)
    squaredDeviations += distance * (expected - mean)
  }

  /// Errors in the target's own units; R² is undefined where the target does not vary.
  var metrics: TaskMetrics {
    let rows = Double(max(count, 1))
    return .regression(
      rmse: (squaredErrors / rows).squareRoot() * deviation,
      mae: absoluteErrors / rows * deviation,
      r2: squaredDeviations > 0 ? 1 - squaredErrors / squaredDeviations : nil)
  }
}
