import Datasets
import ExperimentModel
import NeuralNetwork
import Numerics

extension TrainingSession {
  /// Brings network and optimizer into the form that the configuration now in force asks for, with
  /// the weights kept.
  mutating func operate(
    _ edit: ConfigurationEdit, from old: ExperimentConfiguration
  ) -> ChangeConsequence {
    if configuration.training.optimizer.name != old.training.optimizer.name {
      let kept = model.optimizer.become(configuration.training.optimizer.name)
      return .operated(SurgeryReport(.optimizerSwitched(kept: kept)))
    }
    guard configuration.network.hidden != old.network.hidden else { return .kept }
    guard !configuration.network.predictsLike(old.network) else {
      _ = operateOnLayers(edit, from: old.network.hidden, rowLimit: 0)
      return .kept
    }
    let prepared = data.prepared
    let judged = EvaluationPart(
      sample(of: prepared.dev.rowCount > 0 ? prepared.dev : prepared.train))
    let before = loss(on: judged)
    let outcome = operateOnLayers(edit, from: old.network.hidden)
    evaluator = Evaluator(model.network.shape, options)
    return .operated(SurgeryReport(outcome, lossBefore: before, lossAfter: loss(on: judged)))
  }

  private mutating func operateOnLayers(
    _ edit: ConfigurationEdit, from old: [HiddenLayer], rowLimit: Int = Self.rowsLookedAt
  ) -> SurgeryOutcome {
    let seen = sample(of: data.prepared.train, rowLimit: rowLimit)
    let block = FloatBlock(count: seen.rowCount * model.network.shape.inputCount)
    let rows = block.matrix(
      at: 0, rows: seen.rowCount, columns: model.network.shape.inputCount)
    seen.inputs.copy(from: 0, into: rows)
    let surgery = Surgery(rows: rows, initializer: configuration.network.initializer)
    switch edit {
    case .insertLayer(let layer, let index):
      return surgery.insert(
        layer, at: index, into: &model.network, &model.optimizer, &model.weightStream)
    case .removeLayer(let index):
      return surgery.remove(layer: index, from: &model.network, &model.optimizer)
    case .set:
      return remodel(from: old, surgery)
    }
  }

  /// One field of one layer took another value.
  private mutating func remodel(from old: [HiddenLayer], _ surgery: Surgery) -> SurgeryOutcome {
    var outcome = SurgeryOutcome.outputsKept
    for (index, pair) in zip(old, configuration.network.hidden).enumerated() {
      let (before, after) = pair
      if before.units != after.units {
        outcome = surgery.resize(
          layer: index, to: after.units, of: &model.network, &model.optimizer,
          &model.weightStream)
      } else if before.batchNorm != after.batchNorm {
        outcome = surgery.setNormalization(
          after.batchNorm, ofLayer: index, in: &model.network, &model.optimizer)
      } else if before != after {
        outcome = surgery.exchange(
          layer: index, for: after, in: &model.network, &model.optimizer)
      }
    }
    return outcome
  }

  /// Enough to tell what a change did, and few enough to be looked at between two steps.
  private static let rowsLookedAt = 2_048

  private func sample(of part: DataPart, rowLimit: Int = Self.rowsLookedAt) -> DataPart {
    part.sample(rowLimit: rowLimit, columns: data.prepared.facts.featureNames.count)
  }

  // Of a trial nobody reads what a change did.
  private func loss(on part: borrowing EvaluationPart) -> Double? {
    guard !options.isTrial else { return nil }
    return evaluator.evaluate(
      model.network, on: part, Judge(configuration.training, data.prepared))?.loss
  }
}

extension NetworkConfiguration {
  /// Whether the same weights mean the same predictions: dropout has no bearing on them.
  func predictsLike(_ other: NetworkConfiguration) -> Bool {
    hidden.count == other.hidden.count
      && zip(hidden, other.hidden).allSatisfy { one, other in
        one.units == other.units && one.activation == other.activation
          && one.batchNorm == other.batchNorm
      }
  }
}
