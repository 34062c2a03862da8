import ExperimentModel

/// A loss as a textbook writes it, with its gradient.
struct ReferenceLoss {
  let loss: Loss
  var delta = 1.0
  var smoothing = 0.0

  /// The mean over rows and outputs, and its derivative in each logit.
  ///
  /// A row's target is as long as its logits, or for the categorical loss one number of a class.
  func evaluate(_ logits: [[Double]], _ targets: [[Double]]) -> (mean: Double, slopes: [[Double]]) {
    if loss == .categoricalCrossentropy { return softMax(logits, targets) }
    let count = Double(logits.count * logits[0].count)
    var sum = 0.0
    var slopes = logits
    for row in logits.indices {
      for column in logits[row].indices {
        let (value, slope) = element(logits[row][column], targets[row][column])
        sum += value
        slopes[row][column] = slope / count
      }
    }
    return (sum / count, slopes)
  }

  private func element(_ z: Double, _ y: Double) -> (value: Double, slope: Double) {
    let d = z - y
    switch loss {
    case .meanSquaredError: return (d * d, 2 * d)
    case .meanAbsoluteError: return (abs(d), d > 0 ? 1 : -1)
    case .huber:
      if abs(d) <= delta { return (d * d / 2, d) }
      return (delta * (abs(d) - delta / 2), d > 0 ? delta : -delta)
    case .logCosh: return (logarithmOfCosh(d), tangent(d))
    case .binaryCrossentropy:
      let share = y * (1 - smoothing) + smoothing / 2
      return (logarithmOfOnePlusPower(z) - share * z, logistic(z) - share)
    case .poisson: return (exponential(z) - y * z, exponential(z) - y)
    case .hinge:
      let label = 2 * y - 1
      return label * z < 1 ? (1 - label * z, -label) : (0, 0)
    case .categoricalCrossentropy: preconditionFailure("the loss of a row, not of an element")
    }
  }

  private func softMax(
    _ logits: [[Double]], _ targets: [[Double]]
  ) -> (mean: Double, slopes: [[Double]]) {
    var sum = 0.0
    var slopes = logits
    for row in logits.indices {
      let powers = logits[row].map(exponential)
      let total = powers.reduce(0, +)
      for column in powers.indices {
        let isTrue = Int(targets[row][0]) == column
        let share = (isTrue ? 1 - smoothing : 0) + smoothing / Double(powers.count)
        let probability = powers[column] / total
        sum -= share * logarithm(probability)
        slopes[row][column] = (probability - share) / Double(logits.count)
      }
    }
    return (sum / Double(logits.count), slopes)
  }
}
