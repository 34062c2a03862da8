import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

private let batchSizes = [1, 2, 3, 7, 33]

private let depths: [[HiddenLayer]] = [
  [],
  [HiddenLayer(units: 5, activation: .tanh)],
  [HiddenLayer(units: 6, activation: .tanh), HiddenLayer(units: 4, activation: .silu)],
  [
    HiddenLayer(units: 6, activation: .elu), HiddenLayer(units: 5, activation: .gelu),
    HiddenLayer(units: 17, activation: .tanh),
  ],
]

private let losses: [ReferenceLoss] =
  Loss.allCases.map { ReferenceLoss(loss: $0) } + [
    ReferenceLoss(loss: .huber, delta: 0.3),
    ReferenceLoss(loss: .binaryCrossentropy, smoothing: 0.2),
    ReferenceLoss(loss: .categoricalCrossentropy, smoothing: 0.1),
  ]

private let everyLayerOption: [Trial] = Activation.allCases.flatMap { activation in
  [false, true].flatMap { batchNorm in
    [0, 0.4].map { dropout in
      Trial(hidden: [
        HiddenLayer(
          units: 9, activation: activation, dropout: dropout, batchNorm: batchNorm),
        HiddenLayer(units: 4, activation: activation, dropout: dropout, batchNorm: batchNorm),
      ])
    }
  }
}

private let everyLoss: [Trial] = losses.flatMap { loss in
  batchSizes.map { rows in
    Trial(hidden: depths[1], outputs: 3, rows: rows, spareRows: rows == 7 ? 6 : 0, loss: loss)
  }
}

private let everyDepth: [Trial] = depths.flatMap { hidden in
  batchSizes.map { Trial(hidden: hidden, inputs: 4, outputs: 1, rows: $0) }
}

private let everyPenalty: [Trial] = [(0.1, 0), (0, 0.2), (0.05, 0.3)].map { l1, l2 in
  Trial(
    hidden: [HiddenLayer(units: 5, activation: .softsign, batchNorm: true)], l1: l1, l2: l2)
}

private let trials = everyLayerOption + everyLoss + everyDepth + everyPenalty

@Suite struct `Backpropagation` {
  @Test(arguments: trials)
  func `of the reference agrees with central differences`(trial: Trial) {
    let reference = trial.reference
    let batch = trial.batch
    let parameters = trial.parameters
    let gradient = reference.gradient(parameters, batch)
    let differences = parameters.indices.map { index in
      func moved(_ step: Double) -> Double {
        var changed = parameters
        changed[index] += step
        return reference.loss(changed, batch) + reference.penalty(changed)
      }
      return (moved(1e-5) - moved(-1e-5)) / 2e-5
    }
    #expect(distance(gradient, differences) < 1e-7)
  }

  @Test(arguments: trials)
  func `of the engine agrees with the reference`(trial: Trial) {
    let found = trial.run()
    let reference = trial.reference
    let gradient = reference.gradient(trial.parameters, trial.batch)
    let logits = reference.logits(trial.parameters, trial.batch.inputs)
    #expect(distance(found.logits, Array(logits.joined())) < 2e-6)
    #expect(abs(found.loss - reference.loss(trial.parameters, trial.batch)) < 1e-5)
    #expect(abs(found.penalty - reference.penalty(trial.parameters)) < 1e-5)
    #expect(found.gradient.count == gradient.count)
    var start = 0
    for layer in trial.shape.layers {
      for count in [layer.weightCount, layer.parameterCount - layer.weightCount] {
        let part = start..<(start + count)
        #expect(distance(Array(found.gradient[part]), Array(gradient[part])) < 1e-5)
        start += count
      }
    }
  }

  @Test(arguments: batchSizes)
  func `moves running figures by a tenth towards the batch's`(rows: Int) {
    let trial = Trial(
      hidden: [HiddenLayer(units: 5, activation: .tanh, batchNorm: true)], rows: rows)
    let batch = trial.reference.firstStatistics(trial.parameters, trial.batch.inputs)
    let expected = batch.mean.map { 0.1 * $0 } + batch.variance.map { 0.9 + 0.1 * $0 }
    #expect(distance(trial.run().statistics, expected) < 1e-6)
  }

  @Test func `needs no batch as large as the memory`() {
    let hidden = [HiddenLayer(units: 5, activation: .gelu, dropout: 0.3, batchNorm: true)]
    let small = Trial(hidden: hidden).run()
    let roomy = Trial(hidden: hidden, spareRows: 40).run()
    #expect(distance(small.gradient, roomy.gradient) < 1e-6)
  }
}
