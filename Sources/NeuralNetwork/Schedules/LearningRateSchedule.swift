public import ExperimentModel
import Platform

/// Where a run stands, as a schedule sees it.
public struct SchedulePosition: Sendable, Equatable {
  /// The epoch, from 0.
  public var epoch: Int
  /// The step, from 0.
  public var step: Int
  /// All steps of the run.
  public var totalSteps: Int

  /// A position.
  public init(epoch: Int, step: Int, totalSteps: Int) {
    self.epoch = epoch
    self.step = step
    self.totalSteps = totalSteps
  }
}

extension ScheduleConfiguration {
  /// The learning rate at a position.
  ///
  /// With η₀ the base rate, e the epoch from 0, t the step from 0 and T all steps:
  /// - inverse_time: η₀ / (1 + decay·e)
  /// - exponential: η₀ · gammaᵉ
  /// - step: η₀ · gamma^⌊e/every⌋
  /// - cosine: minimum + (η₀ − minimum)/2 · (1 + cos πt/T); Loshchilov, Hutter, "SGDR", 2017
  /// - one_cycle: up from η₀/25 to η₀ over the first 30 % of the steps, then down to `minimum` (or
  ///   η₀/250,000 where that is 0), both along half a cosine; Smith, Topin, "Super-Convergence", 2018
  /// - reduce_on_plateau: η₀ times `plateauFactor`, which the run keeps, but not under `minimum`
  ///
  /// `warmup_steps: n` multiplies any of them by (t + 1)/n while t < n.
  public func learningRate(
    base: Double, at position: SchedulePosition, plateauFactor: Double = 1
  ) -> Double {
    let rate = unwarmedRate(base: base, at: position, plateauFactor: plateauFactor)
    guard position.step < warmupSteps else { return rate }
    return rate * Double(position.step + 1) / Double(warmupSteps)
  }

  /// Whether the rate stays the same within an epoch once the warm-up is over.
  public var isConstantWithinEpoch: Bool { name != .cosine && name != .oneCycle }

  private func unwarmedRate(
    base: Double, at position: SchedulePosition, plateauFactor: Double
  ) -> Double {
    let epoch = Double(position.epoch)
    switch name {
    case .constant:
      return base
    case .inverseTime:
      return base / (1 + decay * epoch)
    case .exponential:
      return base * pow(gamma, epoch)
    case .step:
      return base * pow(gamma, Double(position.epoch / every))
    case .cosine:
      return glide(from: base, to: minimum, share: position.share)
    case .oneCycle:
      let rise = 0.3
      let share = position.share
      if share < rise { return glide(from: base / 25, to: base, share: share / rise) }
      let end = minimum > 0 ? minimum : base / 250_000
      return glide(from: base, to: end, share: (share - rise) / (1 - rise))
    case .reduceOnPlateau:
      return max(base * plateauFactor, min(minimum, base))
    }
  }
}

extension SchedulePosition {
  fileprivate var share: Double {
    totalSteps > 0 ? min(Double(step) / Double(totalSteps), 1) : 1
  }
}

private func glide(from start: Double, to end: Double, share: Double) -> Double {
  end + (start - end) / 2 * (1 + cos(.pi * share))
}
