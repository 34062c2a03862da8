import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

@Suite struct `Batch normalisation` {
  private func set(_ isOn: Bool, _ layer: Int, _ patient: inout Patient) -> SurgeryOutcome {
    patient.surgery.setNormalization(
      isOn, ofLayer: layer, in: &patient.network, &patient.optimizer)
  }

  @Test(arguments: Activation.allCases, [0, 1])
  func `switched on and off leaves the outputs as they are`(activation: Activation, layer: Int) {
    var patient = Patient(twoLayers(activation))
    let before = patient.logits(scaledBy: 3)
    #expect(set(true, layer, &patient) == .outputsKept)
    #expect(patient.network.shape.layers[layer].batchNorm)
    #expect(distance(patient.logits(scaledBy: 3), before) < 1e-6)
    for step in 0..<5 { patient.train(step) }
    let trained = patient.logits(scaledBy: 3)
    #expect(set(false, layer, &patient) == .outputsKept)
    #expect(!patient.network.shape.layers[layer].batchNorm)
    #expect(distance(patient.logits(scaledBy: 3), trained) < 1e-6)
  }

  @Test func `starts with the figures of the data`() {
    var patient = Patient([HiddenLayer(units: 1, activation: .linear)])
    patient.network.weight(ofLayer: 0).elements.set([1, 0, 0, 0, 0])
    _ = set(true, 0, &patient)
    let column = stride(from: 0, to: 200, by: 5).map {
      numbers(200, in: -2...2, seed: 2)[$0]
    }
    let mean = column.reduce(0, +) / 40
    let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39
    #expect(abs(Double(patient.span(.runningMean, 0).values[0]) - mean) < 1e-6)
    #expect(abs(Double(patient.span(.runningVariance, 0).values[0]) - variance) < 1e-6)
    #expect(
      abs(Double(patient.span(.gamma, 0).values[0]) - (variance + 1e-5).squareRoot()) < 1e-6)
  }

  @Test(arguments: OptimizerName.allCases)
  func `lets the memory follow`(name: OptimizerName) {
    var patient = Patient(twoLayers(.tanh), name)
    let (weights, bias) = (patient.weights(0), patient.span(.bias, 0))
    _ = set(true, 0, &patient)
    #expect(patient.weights(0) == weights)
    #expect(patient.span(.beta, 0).memory == bias.memory)
    for step in 0..<3 { patient.train(step) }
    let (trained, shift) = (patient.weights(0), patient.span(.beta, 0))
    _ = set(false, 0, &patient)
    #expect(patient.span(.bias, 0).memory == shift.memory)
    expectFollowed(patient.weights(0), trained, name)
  }
}
