public import ExperimentModel
import Platform

/// A loss as a textbook writes it, with its gradient.
public struct ReferenceLoss: Sendable {
  /// The rule.
  public let loss: Loss
  /// Where the Huber loss turns from a parabola into a line.
  public var delta: Double
  /// Probability moved from the true class to all.
  public var smoothing: Double

  /// A loss.
  public init(loss: Loss, delta: Double = 1, smoothing: Double = 0) {
    self.loss = loss
    self.delta = delta
    self.smoothing = smoothing
  }

  /// The mean over rows and outputs, and its derivative in each logit.
  ///
  /// A row's target is as long as its logits, or for the categorical loss one number of a class.
  /// Weights, one a row, multiply the losses of their rows; none weighs all rows 1.
  public func evaluate(
    _ logits: [[Double]], _ targets: [[Double]], rowWeights: [Double] = []
  ) -> (mean: Double, gradients: [[Double]]) {
    var sum = 0.0
    var gradients = logits
    for row in logits.indices {
      let found =
        loss == .categoricalCrossentropy
        ? softMax(logits[row], label: Int(targets[row][0])) : elements(logits[row], targets[row])
      let weight = (rowWeights.isEmpty ? 1 : rowWeights[row]) / Double(logits.count)
      sum += weight * found.mean
      gradients[row] = found.gradients.map { weight * $0 }
    }
    return (sum, gradients)
  }

  /// How far each element is from where the derivative jumps, negative on one side.
  func kinks(_ logits: [Double], _ target: [Double]) -> [Double] {
    switch loss {
    case .meanAbsoluteError: zip(logits, target).map { $0 - $1 }
    case .huber: zip(logits, target).map { abs($0 - $1) - delta }
    case .hinge: zip(logits, target).map { 1 - (2 * $1 - 1) * $0 }
    case .meanSquaredError, .logCosh, .binaryCrossentropy, .categoricalCrossentropy, .poisson: []
    }
  }

  private func elements(
    _ logits: [Double], _ target: [Double]
  ) -> (mean: Double, gradients: [Double]) {
    let found = zip(logits, target).map(element)
    let count = Double(found.count)
    return (found.reduce(0) { $0 + $1.value } / count, found.map { $0.derivative / count })
  }

  private func element(_ z: Double, _ y: Double) -> (value: Double, derivative: Double) {
    let d = z - y
    switch loss {
    case .meanSquaredError: return (d * d, 2 * d)
    case .meanAbsoluteError: return (abs(d), d > 0 ? 1 : -1)
    case .huber:
      if abs(d) <= delta { return (d * d / 2, d) }
      return (delta * (abs(d) - delta / 2), d > 0 ? delta : -delta)
    case .logCosh: return (Stable.logCosh(d), tanh(d))
    case .binaryCrossentropy:
      let share = y * (1 - smoothing) + smoothing / 2
      return (Stable.softplus(z) - share * z, Stable.sigmoid(z) - share)
    case .poisson: return (exp(z) - y * z, exp(z) - y)
    case .hinge:
      let label = 2 * y - 1
      return label * z < 1 ? (1 - label * z, -label) : (0, 0)
    case .categoricalCrossentropy: preconditionFailure("the loss of a row, not of an element")
    }
  }

  private func softMax(_ logits: [Double], label: Int) -> (mean: Double, gradients: [Double]) {
    let top = logits.reduce(-.infinity, max)
    let powers = logits.map { exp($0 - top) }
    let total = powers.reduce(0, +)
    var sum = 0.0
    var gradients = logits
    for column in logits.indices {
      let share = (column == label ? 1 - smoothing : 0) + smoothing / Double(logits.count)
      sum -= share * (logits[column] - top - log(total))
      gradients[column] = powers[column] / total - share
    }
    return (sum, gradients)
  }
}
