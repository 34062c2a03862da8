public import ExperimentModel
import Numerics

extension Optimizer {
  /// Goes on as another optimizer, with the part of the memory that means the same to both.
  ///
  /// Decaying means go together with the products that correct them; an optimizer without correction
  /// takes them over corrected. A mean of gradients that is going to be divided by something is taken
  /// over only together with what it is divided by: over a divisor that begins at 0 the first steps
  /// could be of any size. Everything else begins at 0.
  ///
  /// - Returns: what was taken over.
  public mutating func become(_ successor: OptimizerName) -> [OptimizerMemory] {
    let kept = memory(carriedTo: successor)
    var next = Optimizer(successor, parameterCount: parameterCount)
    for (index, memory) in successor.memory.enumerated() where kept.contains(memory) {
      guard let old = name.memory.firstIndex(of: memory), let source = slot(old),
        let target = next.slot(index)
      else { continue }
      target.copy(from: source)
      if !successor.correctsMeans {
        target.scale(by: Float(1 / (1 - products.unfilledShare(of: memory))))
      }
    }
    next.products.takeOver(kept, of: products, stayUncorrected: successor.correctsMeans)
    self = next
    return kept
  }

  private func memory(carriedTo successor: OptimizerName) -> [OptimizerMemory] {
    let shared = successor.memory.filter {
      name.memory.contains($0) && products.unfilledShare(of: $0) < 1
    }
    let divisors = successor.memory.filter { $0 == .meanSquare || $0 == .largestGradient }
    return divisors.allSatisfy(shared.contains) ? shared : shared.filter { $0 != .meanGradient }
  }
}

extension OptimizerName {
  /// Whether its steps make up for means that began at 0.
  fileprivate var correctsMeans: Bool {
    switch self {
    case .adam, .adamw, .adamax, .nadam: true
    case .sgd, .adagrad, .adadelta, .rmsprop, .lion: false
    }
  }
}

extension OptimizerProducts {
  /// The share of a memory that is still the zero it began as; 1 where it cannot be known.
  fileprivate func unfilledShare(of memory: OptimizerMemory) -> Double {
    switch memory {
    case .meanGradient: beta1
    case .meanSquare: beta2
    case .velocity, .squareSum, .largestGradient, .meanSquaredStep: 1
    }
  }

  fileprivate mutating func takeOver(
    _ kept: [OptimizerMemory], of other: OptimizerProducts, stayUncorrected: Bool
  ) {
    if kept.contains(.meanGradient) {
      updates = other.updates
      beta1 = stayUncorrected ? other.beta1 : 0
      // Nadam corrects by its own momenta; the share that is still 0 is the same.
      momentum = beta1
    }
    if kept.contains(.meanSquare) { beta2 = stayUncorrected ? other.beta2 : 0 }
  }
}
