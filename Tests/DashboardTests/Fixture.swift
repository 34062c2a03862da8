import ExperimentModel
import TerminalUI

@testable import Dashboard

/// Runs as a trainer would tell of them.
enum Fixture {
  static var configuration: ExperimentConfiguration {
    var configuration = ExperimentConfiguration()
    configuration.name = "Breast cancer, four hidden layers"
    configuration.network.hidden = [
      HiddenLayer(units: 64), HiddenLayer(units: 32, dropout: 0.2),
      HiddenLayer(units: 16, batchNorm: true), HiddenLayer(units: 8),
    ]
    configuration.training.l2 = 0.0001
    configuration.training.clipNorm = 1
    configuration.targetError = 0.02
    return configuration
  }

  static var preset: PresetEntry {
    PresetEntry(reference: "breast-cancer", configuration: configuration, isBuiltIn: true)
  }

  static func facts(
    _ configuration: ExperimentConfiguration = configuration, notes: [String] = []
  ) -> RunFacts {
    RunFacts(
      configuration: configuration, parameterCount: 4_737,
      rows: PartRows(train: 398, dev: 114, test: 57),
      data: DataFacts(
        task: .binary, featureNames: (1...30).map { "feature \($0)" }, targetName: "diagnosis",
        classNames: ["benign", "malignant"], notes: notes),
      threads: 1)
  }

  /// A dashboard before its run.
  static var idle: DashboardState { DashboardState(configuration: configuration, preset: preset) }

  /// A dashboard whose run has just begun.
  static var begun: DashboardState {
    var state = idle
    _ = state.apply(.trainer([.started(facts())]))
    return state
  }

  /// A dashboard in the middle of a run, half of the epochs done.
  static var running: DashboardState {
    var state = begun
    _ = state.apply(.trainer(course(epochs: 12)))
    _ = state.apply(.progress(progress(epochs: 12)))
    return state
  }

  static func progress(epochs: Int) -> TrainingProgress {
    var progress = TrainingProgress()
    progress.step = epochs * 25
    progress.epoch = epochs
    progress.stepsPerEpoch = 25
    progress.epochs = 25
    progress.learningRate = 0.001
    progress.trainingSeconds = Double(epochs) * 0.002
    progress.stepsPerSecond = 41_200
    progress.batchSize = 16
    return progress
  }

  static func course(epochs: Int, from first: Int = 1) -> [TrainerEvent] {
    (first..<first + epochs).flatMap { epoch -> [TrainerEvent] in
      let samples = (1...25).map { step in sample((epoch - 1) * 25 + step) }
      return samples.map { .sampled($0) } + [.evaluated(report(epoch))]
    }
  }

  static func sample(_ step: Int, loss: Double? = nil) -> LossSample {
    let jitter = Double(step * 37 % 17) / 17
    let value = loss ?? (0.05 + 0.6 / (1 + Double(step) / 60)) * (0.7 + 0.6 * jitter)
    return LossSample(
      firstStep: step, lastStep: step, epoch: Double(step) / 25, seconds: Double(step) * 8e-5,
      losses: LossRange(minimum: value, maximum: value, mean: value))
  }

  static func report(_ epoch: Int, loss: Double? = nil) -> EpochReport {
    let train = loss ?? 0.05 + 0.6 / (1 + Double(epoch) / 2.4)
    let dev = loss ?? train + 0.03 + Double(epoch) * 0.004
    return EpochReport(
      epoch: epoch, step: epoch * 25, train: metrics(train), dev: metrics(dev),
      seconds: Double(epoch) * 0.002)
  }

  static func metrics(_ loss: Double) -> EvaluationMetrics {
    EvaluationMetrics(
      loss: loss, task: .classification(accuracy: 1 - loss / 3, macroF1: 1 - loss / 3))
  }

  static func end(_ status: RunStatus) -> TrainerEvent {
    .ended(
      RunEnd(
        status: status, epochs: 25, steps: 625, samples: 9_950, trainingSeconds: 0.05,
        test: status == .diverged ? nil : metrics(0.08)))
  }

  static func applied(
    _ change: ConfigurationChange, to configuration: ExperimentConfiguration, atStep step: Int,
    _ consequence: ChangeConsequence = .kept
  ) throws -> TrainerEvent {
    .changeApplied(try appliedChange(change, to: configuration, atStep: step, consequence))
  }

  static func appliedChange(
    _ change: ConfigurationChange, to configuration: ExperimentConfiguration, atStep step: Int,
    _ consequence: ChangeConsequence = .kept
  ) throws -> AppliedChange {
    AppliedChange(
      change: change, atStep: step, consequence: consequence,
      facts: facts(try configuration.applying(change.edit)))
  }
}

extension DashboardState {
  /// Presses keys one after the other and returns what they ask for.
  mutating func press(_ keys: Key...) -> [DashboardEffect] {
    keys.flatMap { apply(.terminal(.key($0))) }
  }

  mutating func type(_ text: String) -> [DashboardEffect] {
    text.flatMap { apply(.terminal(.key(.character($0)))) }
  }
}
